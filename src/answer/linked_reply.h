// Replies from a zone's ready answers: the fast path. It gives the same sections that plan and encoder give, with DO
// too where NSEC3 records deny; where it cannot (no image, no room), it says so and they do it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "answer/linked_answers.h"
#include "rr/type.h"
#include "zone/nsec3_chain.h"

namespace bailiwick::answer {

// An image and how it goes behind a question, with NSEC3 records behind its authority section.
struct LinkedReply {
  static constexpr std::size_t kMaxProofs = 3;  // RFC 5155 §7.2.2
  AnswerImage image;
  std::uint32_t proofs[kMaxProofs];
  std::size_t proof_count;
  std::size_t proofs_at;  // octets of the image before them
  std::size_t origin_at;  // where the zone's origin stands in the question, from the message's start
  std::size_t shift;      // what the question's name is longer than the name that the image was made for
  bool of_wildcard;       // pointers at the question's start stay there
};

// Types that no images are made for: they would be as many as the others, and few ask.
bool is_seldom_asked(rr::Type type);

// Fills `reply` for a question of class IN at or below the zone's origin; `chain` is the zone's, `candidate` that of
// the name. False where the zone's records must be looked at. One hash at most, of a name that does not exist and only
// with DO.
bool find_linked(const LinkedAnswers& linked, const zone::Nsec3Chain& chain, const zone::HashedName& qname,
                 LinkedAnswers::Candidate candidate, rr::Type qtype, bool dnssec_ok, LinkedReply& reply);

// Writes it at `position` of `message`, behind the question, and not beyond `limit`, which is no less; counts the NSEC3
// records in `reply.image`. Returns where it ends, 0 if it does not fit.
std::size_t put_linked(const LinkedAnswers& linked, LinkedReply& reply, std::uint8_t* message, std::size_t position,
                       std::size_t limit);

}  // namespace bailiwick::answer
