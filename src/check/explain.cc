// Finds an entry in the lists of explain/, one a family of codes.
#include "check/explain.h"

#include "check/explain/families.h"

namespace bailiwick::check {

std::vector<const Explanation*> explanations() {
  std::vector<const Explanation*> all;
  for (const auto family : explain_families())
    for (const Explanation& entry : family) all.push_back(&entry);
  return all;
}

const Explanation* explain(std::string_view code) {
  for (const auto family : explain_families())
    for (const Explanation& entry : family)
      if (entry.code == code) return &entry;
  return nullptr;
}

}  // namespace bailiwick::check
