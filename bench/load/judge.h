// Whether a reply is right, for UDP and TCP alike: QR set, the question repeated octet by octet, and the rcode and
// number of answers that the questions file promises. The id is the caller's, who knows what is outstanding.
#pragma once

#include "base/bytes.h"
#include "common/question.h"
#include "load/tally.h"

namespace bailiwick::bench {

// The header and the longest question: all that is looked at of a reply.
inline constexpr std::size_t head_octets = 288;

struct Asked {
  base::Bytes query;
  Expected expected;
};

// Counts one reply in the tally, as an answer or as wrong. `head` is what there is of its first head_octets (it may be
// shorter than a header), `length` that of the whole reply.
void judge(const Asked& asked, base::Bytes head, std::size_t length, Tally& tally);

}  // namespace bailiwick::bench
