// Loads a case's zones and puts its questions to the answering side, without a network.
#pragma once

#include <vector>

#include "answers/support/case_file.h"
#include "answers/support/query.h"

namespace bailiwick::answers {

// Throws std::runtime_error where a zone has mistakes: a case must test what it says.
// With `linked`, the zones bring their ready answers.
answer::ZoneSet load_zones(const Case& c, bool linked);

// Octets of the reply; empty for silence. The buffer is no larger than a transport's, so that a sanitizer sees
// overruns.
std::vector<std::uint8_t> play(const answer::ZoneSet& zones, const answer::Settings& settings, const Message& message);

// Every *.case file of a folder, sorted by name.
std::vector<std::string> case_files(const std::string& folder);

}  // namespace bailiwick::answers
