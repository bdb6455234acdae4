// Makes a zone's ready answers (zone/linked_answers.h), by the same plan and the same encoder that answer everything
// else.
#pragma once

#include "answer/linked_answers.h"
#include "zone/zone.h"

namespace bailiwick::answer {

// For Settings::minimal_responses. `zone` is fit to be served. Takes about as long as one answer for each RRset that
// the zone is asked for.
LinkedAnswers link_answers(const zone::Zone& zone);
// The same made in so many parts, each on a core of its own as far as there are any.
LinkedAnswers link_answers(const zone::Zone& zone, std::size_t parts);

}  // namespace bailiwick::answer
