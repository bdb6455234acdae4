// Holds a reply against the expected one, whole: header, question, sections, EDNS and size.
#pragma once

#include <span>
#include <string>

#include "answers/support/case_file.h"
#include "answers/support/query.h"

namespace bailiwick::answers {

// Empty if the reply is as expected; else what differs, and both side by side. An empty `reply` is silence. Throws
// std::runtime_error where the expectation cannot be read.
std::string compare(const Expected& expected, const Message& query, std::span<const std::uint8_t> reply,
                    const answer::Settings& settings);

}  // namespace bailiwick::answers
