// Replies from a zone's ready answers: the fast path. It gives the same sections that plan and encoder give; where it
// cannot (no image, no room), it says so and they do it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "rr/type.h"
#include "zone/linked_answers.h"

namespace bailiwick::answer {

// An image and how it goes behind a question.
struct LinkedReply {
  zone::AnswerImage image;
  std::size_t shift;  // what the question's name is longer than the name that the image was made for
  bool of_wildcard;   // pointers at the question's start stay there
};

// Types that no images are made for: they would be as many as the others, and few ask.
bool is_seldom_asked(rr::Type type);

// Fills `reply` for a question of class IN at or below the zone's origin. False where the zone's records must be looked
// at: so for all that wants signatures.
bool find_linked(const zone::LinkedAnswers& linked, const zone::HashedName& qname, rr::Type qtype, bool dnssec_ok,
                 LinkedReply& reply);

// Writes it at `position` of `message`, behind the question, and not beyond `limit`, which is no less. Returns where it
// ends, 0 if it does not fit.
std::size_t put_linked(const LinkedReply& reply, std::uint8_t* message, std::size_t position, std::size_t limit);

}  // namespace bailiwick::answer
