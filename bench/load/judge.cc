// See judge.h.

#include "load/judge.h"

#include <cstring>

namespace bailiwick::bench {
namespace {

bool repeats_question(base::Bytes query, base::Bytes head) {
  // With an OPT the query's end need not be the reply's: the question itself ends eleven octets earlier.
  const std::size_t end = query.size() - (query[11] ? 11 : 0);
  return head.size() >= end && (head[2] & 0x80) &&
         std::memcmp(head.data() + header_octets, query.data() + header_octets, end - header_octets) == 0;
}

}  // namespace

void judge(const Asked& asked, base::Bytes head, std::size_t length, Tally& tally) {
  if (!repeats_question(asked.query, head)) {
    ++tally.wrong;
    return;
  }
  const std::uint8_t rcode = head[3] & 0x0f;
  const std::uint16_t answers = base::load16(&head[6]);
  ++tally.rcodes[rcode];
  if (asked.expected.known && (rcode != asked.expected.rcode || answers != asked.expected.answers)) {
    ++tally.wrong;
    return;
  }
  ++tally.answers;
  tally.octets += length;
  if (head[2] & 0x02) ++tally.truncated;
  if (rcode == 0 && !(head[2] & 0x04) && answers == 0 && base::load16(&head[8]) != 0) ++tally.referrals;
}

}  // namespace bailiwick::bench
