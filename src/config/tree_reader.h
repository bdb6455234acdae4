// What all readers of YAML files share: every key is known, given once and of the right kind, or a finding says so, and
// reading goes on, so that all mistakes are reported at once.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "config/values.h"
#include "config/yaml.h"

namespace bailiwick::config {

// "a list", "a mapping", ... for messages.
std::string_view kind_name(Node::Kind kind);

class TreeReader {
 public:
  using UseKey = std::function<void(const Node& key, const Node& value)>;
  using Store = std::function<Stored(std::string_view text)>;

  // Borrows both. `path` is what findings call the file.
  TreeReader(const std::string& path, base::Findings& findings) : path_(path), findings_(findings) {}

  const std::string& path() const { return path_; }
  base::Place place(const Node& at) const;
  void report(const Node& at, const char* code, std::string message, std::string help);
  // About something that was given before, at `first`.
  void report_again(const base::Place& at, const base::Place& first, const char* code, std::string message,
                    std::string help);
  // A key of the release before, which is still read.
  void warn_renamed(const Node& at, std::string_view before, std::string_view now);
  // Errors so far, for a caller that compares before and after a part.
  std::size_t mistakes() const { return findings_.count(base::Level::Error); }

  // Hands each key of the mapping to `use`, but what is given twice.
  void each_key(const Node& mapping, const UseKey& use);
  // The same for a node that must be a mapping; `what` is its name in a sentence.
  void each_key(const Node& node, std::string_view what, const UseKey& use);
  void unknown(const Node& key, std::span<const std::string_view> known);
  // Hands the text of a scalar to `store`, and reports what it complains about.
  void store(const Node& value, const std::string& key, const Store& store);
  // The same for each item of a list.
  void each_text(const Node& value, const std::string& key, const Store& store);

 private:
  const std::string& path_;
  base::Findings& findings_;
};

}  // namespace bailiwick::config
