// X01 to X09: signed zones.
#include "check/explain/families.h"

namespace bailiwick::check {
namespace {

constexpr Explanation kSigning[] = {
    {.code = "X05",
     .title = "NSEC3 records hashed again and again",
     .level = "warning; fatal above 100 extra iterations",
     .meaning = "The NSEC3PARAM record asks for extra iterations of the hash.",
     .why = "They cost resolvers work and hide nothing from who guesses names. Validators take a zone with many of "
            "them for "
            "unsigned, or answer SERVFAIL for it.",
     .wrong = R"(@ IN NSEC3PARAM 1 0 150 AB12
)",
     .mended = R"(@ IN NSEC3PARAM 1 0 0 -
)",
     .rfc = "RFC 9276 section 3, RFC 5155 section 10.3"},
};

}  // namespace

std::span<const Explanation> explain_signing() {
  return kSigning;
}

}  // namespace bailiwick::check
