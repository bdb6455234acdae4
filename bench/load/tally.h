// What one run saw. Every question sent ends in exactly one of answers, wrong and lost; late counts replies, not
// questions.
#pragma once

#include <array>
#include <cstdint>

#include "load/latency.h"

namespace bailiwick::bench {

struct Tally {
  std::uint64_t sent = 0;
  std::uint64_t answers = 0;  // right as far as judge() can tell
  std::uint64_t wrong = 0;    // a reply to one outstanding, but not right
  std::uint64_t lost = 0;     // no answer within the time-out, or before the connection closed
  std::uint64_t late = 0;     // a reply to a question that was answered or given up before
  std::uint64_t unsent = 0;   // bursts that the kernel refused
  std::uint64_t dropped = 0;  // replies that found no room in our own sockets: part of lost
  std::uint64_t connects = 0;
  std::uint64_t truncated = 0;
  std::uint64_t referrals = 0;  // NOERROR, AA clear, no answer but an authority section
  std::uint64_t octets = 0;     // of all answers
  std::array<std::uint64_t, 16> rcodes{};
  double seconds = 0;          // from the first question to the last answer
  Latency latency;             // open loop: from when the question was due; else empty
  std::int64_t behind_ns = 0;  // open loop: the longest that a question left after it was due, though a port was free
};

}  // namespace bailiwick::bench
