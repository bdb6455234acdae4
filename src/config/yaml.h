// A config text as a tree in which every node knows its place. The one door to the YAML library: no exception of it
// leaves, and what it accepts is narrowed to what a config needs: one document; no anchors, aliases or tags; keys that
// are plain text; at most kDeepest levels and kMostNodes nodes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"

namespace bailiwick::config {

struct Node {
  enum class Kind : std::uint8_t { Null, Scalar, Sequence, Mapping };
  Kind kind = Kind::Null;
  std::uint32_t line = 0;    // from 1
  std::uint32_t column = 0;  // from 1, octets
  std::uint32_t length = 0;  // octets of a scalar on its first line; 1 for the rest
  std::string text;          // of a scalar, quotes and escapes resolved
  std::vector<Node> items;   // of a sequence: its elements; of a mapping: key, value, key, value
};

inline constexpr std::size_t kDeepest = 16;
inline constexpr std::size_t kMostNodes = 8'000'000;

// Takes text that is valid UTF-8 without control characters (load.cc sees to that). An empty text is a Null node.
// Nothing is returned exactly when a finding was added; there is then one, because a broken text has no reliable rest.
std::optional<Node> parse_yaml(std::string_view text, const std::string& file, base::Findings& findings);

}  // namespace bailiwick::config
