// What one run saw. Every question sent ends in exactly one of answers and lost;
// late and wrong count replies, not questions.
#pragma once

#include <array>
#include <cstdint>

namespace bailiwick::bench {

struct Tally {
  std::uint64_t sent = 0;
  std::uint64_t answers = 0;  // id and question match one that was outstanding
  std::uint64_t lost = 0;     // no answer within the time-out
  std::uint64_t late = 0;     // a reply to a question that was answered or given up before
  std::uint64_t wrong = 0;    // a reply with the id of one outstanding, but not its question or not QR
  std::uint64_t unsent = 0;   // bursts that the kernel refused
  std::uint64_t truncated = 0;
  std::uint64_t referrals = 0;  // NOERROR, AA clear, no answer but an authority section
  std::uint64_t octets = 0;     // of all answers
  std::array<std::uint64_t, 16> rcodes{};
  double seconds = 0;  // from the first question to the last answer
};

}  // namespace bailiwick::bench
