// Verbs of other name servers' control programs, for operators who know these.
#pragma once

#include <string_view>

namespace bailiwick::cli {

// What to type instead: "use `bailiwick status ZONE`"; empty for a word that is no such verb.
std::string_view foreign_verb(std::string_view word);

}  // namespace bailiwick::cli
