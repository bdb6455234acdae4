// yaml-cpp's events turned into our tree. Its events, not its own nodes, are used: they carry the place of every key,
// show duplicate keys, and let us stop before an alias is followed or the depth is exceeded.
#include "config/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <exception>
#include <sstream>
#include <utility>

#include "config/codes.h"
#include "config/text.h"

namespace bailiwick::config {

namespace {

// Thrown through the library to leave it early; caught below.
struct Stop {
  YAML::Mark mark;
  std::string message;
  std::string help;
};

std::uint32_t from_one(int value) {
  return value < 0 ? 0 : static_cast<std::uint32_t>(value) + 1;
}

class TreeBuilder final : public YAML::EventHandler {
 public:
  explicit TreeBuilder(std::string_view text) : text_(text) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) throw Stop{mark, "a second YAML document starts here", "keep one document in the file"};
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    add(make(Node::Kind::Null, mark, 1), mark);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    throw Stop{mark, "YAML aliases (*name) are not allowed here", "write the value out, or put it in quotes"};
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    refuse_open_quote(mark);
    const bool in_quotes = tag == "!";
    Node node = make(Node::Kind::Scalar, mark, value.size() + (in_quotes ? 2 : 0));
    node.text = value;
    add(std::move(node), mark);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(Node::Kind::Sequence, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(Node::Kind::Mapping, mark, tag, anchor);
  }
  void OnMapEnd() override { close(); }

  Node take_root() { return std::move(root_); }

 private:
  Node make(Node::Kind kind, const YAML::Mark& mark, std::size_t length) const {
    Node node;
    node.kind = kind;
    node.line = from_one(mark.line);
    node.column = from_one(mark.column);
    const auto start = static_cast<std::size_t>(std::max(mark.pos, 0));
    if (start < text_.size()) {
      const std::string_view source = text_.substr(start, length);
      node.length = static_cast<std::uint32_t>(std::min(source.find_first_of("\r\n"), source.size()));
    }
    return node;
  }
  char source_at(const YAML::Mark& mark) const {
    const auto at = static_cast<std::size_t>(std::max(mark.pos, 0));
    return at < text_.size() ? text_[at] : '\0';
  }
  static void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor) {
      throw Stop{mark, "YAML anchors (&name) are not allowed here", "write each value where it is used"};
    }
  }
  void refuse_tag(const YAML::Mark& mark, const std::string& tag) const {
    const bool none = tag == "?" || (tag == "!" && source_at(mark) != '!');
    if (!none) {
      throw Stop{mark, "YAML tags are not allowed here: " + quote(tag), "leave the tag out"};
    }
  }
  // yaml-cpp 0.7 takes the end of the file for the closing quote, and so would swallow every option in between. A
  // quoted text over several lines is refused as well: no option needs one, and it is most often a quote forgotten.
  void refuse_open_quote(const YAML::Mark& mark) const {
    const char quote_mark = source_at(mark);
    if (quote_mark != '"' && quote_mark != '\'') return;
    for (std::size_t i = static_cast<std::size_t>(mark.pos) + 1; i < text_.size() && text_[i] != '\n'; ++i) {
      if (text_[i] == '\\' && quote_mark == '"') {
        ++i;
      } else if (text_[i] == quote_mark) {
        if (quote_mark == '"' || i + 1 == text_.size() || text_[i + 1] != quote_mark) return;
        ++i;  // '' inside single quotes is one quote
      }
    }
    throw Stop{mark, "a quote is opened here and not closed on this line", "close it"};
  }
  void count(const YAML::Mark& mark) {
    if (++nodes_ > kMostNodes) {
      throw Stop{mark, "more than " + std::to_string(kMostNodes) + " values",
                 "leave `zones` out: it is then the directory"};
    }
  }
  void add(Node node, const YAML::Mark& mark) {
    count(mark);
    (open_.empty() ? root_ : open_.back().items.emplace_back()) = std::move(node);
  }
  void open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    if (open_.size() == kDeepest) {
      throw Stop{mark, "nested deeper than " + std::to_string(kDeepest) + " levels", "no option needs more than three"};
    }
    count(mark);
    open_.push_back(make(kind, mark, 1));
  }
  void close() {
    Node done = std::move(open_.back());
    open_.pop_back();
    (open_.empty() ? root_ : open_.back().items.emplace_back()) = std::move(done);
  }

  std::string_view text_;
  std::vector<Node> open_;
  Node root_;
  std::size_t nodes_ = 0;
  int documents_ = 0;
};

// yaml-cpp skips directives that it does not know, so that an "%include more.yaml" would do nothing, in silence.
void refuse_directives(std::string_view text) {
  const std::size_t at = text.starts_with('%') ? 0 : text.find("\n%") + 1;  // npos + 1 is 0
  if (at == 0 && !text.starts_with('%')) return;
  YAML::Mark mark;
  mark.line = static_cast<int>(std::ranges::count(text.substr(0, at), '\n'));
  throw Stop{mark, "YAML directives (%) are not allowed here", "take the line out"};
}

// What most often lies behind a syntax error, going by the line it was found in.
std::string syntax_help(std::string_view text, const YAML::Mark& mark) {
  const auto at = std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), text.size());
  const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
  const std::string_view line = text.substr(start, text.find('\n', start) - start);
  const std::size_t first = line.find_first_not_of(' ');
  if (first != std::string_view::npos && line[first] == '\t')
    return "indent with spaces: YAML does not allow tabs there";
  return "compare this line's indentation, quotes and brackets with those of the line before";
}

base::Finding broken(const std::string& file, const YAML::Mark& mark, std::string message, std::string help) {
  base::Place place{.file = file, .line = from_one(mark.line), .column = from_one(mark.column), .length = 1};
  return {.level = base::Level::Error,
          .code = kNotYaml,
          .subject = {},
          .message = std::move(message),
          .places = {std::move(place)},
          .help = std::move(help),
          .notes = {}};
}

}  // namespace

std::optional<Node> parse_yaml(std::string_view text, const std::string& file, base::Findings& findings) {
  try {
    refuse_directives(text);
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    TreeBuilder builder(text);
    // Bounded: the second document makes the builder stop.
    while (parser.HandleNextDocument(builder)) continue;
    return builder.take_root();
  } catch (const Stop& stop) {
    findings.add(broken(file, stop.mark, stop.message, stop.help));
  } catch (const YAML::Exception& error) {
    findings.add(broken(file, error.mark, "not valid YAML: " + error.msg, syntax_help(text, error.mark)));
  } catch (const std::exception& error) {
    findings.add(broken(file, YAML::Mark::null_mark(), std::string("not valid YAML: ") + error.what(), {}));
  } catch (...) {
    findings.add(broken(file, YAML::Mark::null_mark(), "not valid YAML", {}));
  }
  return std::nullopt;
}

}  // namespace bailiwick::config
