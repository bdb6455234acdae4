// $ORIGIN, $INCLUDE (RFC 1035 §5.1), $TTL (RFC 2308 §4) and $GENERATE. Includes nest at most kMaxDepth deep, and no
// file includes itself, by whatever name.
#include <algorithm>
#include <filesystem>
#include <vector>

#include "load/keywords.h"
#include "load/reader.h"
#include "load/ttl.h"
#include "rr/table.h"

namespace bailiwick::load {
namespace {

constexpr std::size_t kMaxDepth = 10;
constexpr std::uint32_t kMaxIncluded = 65535;  // as many as zone::Location can number

// A path as written: quotes are off, and a backslash keeps the character behind it.
std::string path_of(const Token& token) {
  std::string path;
  for (const char* at = token.begin; at != token.end; ++at) {
    if (*at == '\\' && at + 1 != token.end) ++at;
    path += *at;
  }
  return path;
}

std::string beside(const std::string& including, const std::string& path) {
  if (path.starts_with('/')) return path;
  return (std::filesystem::path(including).parent_path() / path).string();
}

// The words behind the range as one line. A quoted word that is all the data, as in `MX "10 mail$"`, is data with
// blanks in it (as BIND has it); but behind a type whose data are strings, the quotes are those of a string.
std::string template_of(const std::vector<Token>& words) {
  const std::size_t last = words.size() - 1;
  const auto type = words[last].quoted ? find_type_word(words[last - 1].text()) : std::nullopt;
  const rr::TypeInfo* info = type ? rr::find_type(*type) : nullptr;
  const bool unquote_last =
      info != nullptr && info->fields[0] != rr::Field::String && info->fields[0] != rr::Field::Strings;
  std::string text;
  for (const Token& word : words) {
    if (!text.empty()) text += ' ';
    const bool quote = word.quoted && !(unquote_last && &word == &words[last]);
    if (quote) text += '"';
    text += word.text();
    if (quote) text += '"';
  }
  return text;
}

}  // namespace

bool Reader::read_directive(Tokens& in, const Token& directive) {
  if (is_word(directive, "$ORIGIN")) return read_origin(in);
  if (is_word(directive, "$TTL")) return read_default_ttl(in);
  if (is_part_) {
    gave_up_ = true;  // nobody will see this message
    return in.fail(directive, "for whoever reads the file from its start");
  }
  if (is_word(directive, "$INCLUDE")) return read_include(in, directive);
  if (is_word(directive, "$GENERATE")) return read_generate(in, directive);
  return in.fail(directive, shown(directive.text()) + " is not a directive",
                 "write $ORIGIN, $TTL, $INCLUDE or $GENERATE; a name that starts with a dollar sign is \\$...");
}

bool Reader::read_origin(Tokens& in) {
  Token token;
  NameBuffer origin;
  if (!in.need(token, "the new origin")) return false;
  origin.size = read_name(in, token, origin_.view(), origin.data.data());
  if (origin.size == 0 || !in.expect_end()) return false;
  set_origin(origin.view(), location_of(in.place(token.start())));
  origin_is_new_ = true;
  return true;
}

zone::Location Reader::location_of(Tokens::Place place) const {
  return {.line = place.line,
          .column = static_cast<std::uint16_t>(std::min<std::uint32_t>(place.column, 0xffff)),
          .file = open_.back().number};
}

void Reader::set_origin(wire::NameView origin, zone::Location location) {
  origin_.assign(origin);
  origin_location_ = wire::is_at_or_below(origin, builder_.origin()) ? zone::Location{} : location;
  builder_.set_origin(origin, location);
}

bool Reader::read_default_ttl(Tokens& in) {
  Token token;
  std::uint32_t ttl = 0;
  if (!in.need(token, "a TTL") || !read_ttl(in, token, ttl)) return false;
  if (Token unit; in.next(unit)) {
    const std::string joined = std::string(token.text()) + std::string(unit.text());
    const bool is_unit = unit.size() == 1 && !unit.quoted && parse_time(joined).state == Time::State::Ok;
    return in.fail(unit, shown(unit.text()) + " is more than belongs here",
                   is_unit ? "write `$TTL " + joined + "`" : "remove it, or write `;` in front of a comment");
  }
  if (in.failed()) return false;
  default_ttl_ = ttl;
  return true;
}

bool Reader::read_include(Tokens& in, const Token& directive) {
  Token file;
  if (!in.need(file, "the name of a file")) return false;
  std::optional<NameBuffer> origin;
  if (Token token; in.next(token)) {
    origin.emplace();
    origin->size = read_name(in, token, origin_.view(), origin->data.data());
    if (origin->size == 0) return false;
  }
  if (in.failed() || !in.expect_end()) return false;
  const OpenFile& current = open_.back();
  if (current.path.empty())
    return in.fail(directive, "$INCLUDE does not work here", "put the records in its place", "S07");
  return include_file(in, file, beside(current.path, path_of(file)), origin);
}

bool Reader::include_file(Tokens& in, const Token& file, const std::string& path,
                          const std::optional<NameBuffer>& origin) {
  if (open_.size() > kMaxDepth)
    return in.fail(file, "$INCLUDE goes more than " + std::to_string(kMaxDepth) + " files deep",
                   "include " + printable(path) + " from a file nearer to the first", "S07");
  if (++included_ > kMaxIncluded)
    return in.fail(file, "more than " + std::to_string(kMaxIncluded) + " files are included", "include fewer", "S07");
  auto source = Source::open(path);
  if (!source && files_ != nullptr) files_->push_back(base::stamp_of(path));
  if (!source)
    return in.fail(file, source.error().message, "relative paths start at the folder of the including file", "S07");
  for (const OpenFile& other : open_) {
    if (source->is_same_file(*other.source))
      return in.fail(
          file,
          "the file " + shown(path) + " includes itself" + (&other == &open_.back() ? "" : ", by way of other files"),
          "remove this $INCLUDE", "S07");
  }
  const Saved saved{origin_, owner_, owner_state_, origin_is_new_, origin_location_};
  if (origin) {
    set_origin(origin->view(), location_of(in.place(file.start())));
    origin_is_new_ = true;
  }
  open_file(*source, path, in.place(file.start()));
  read_until(kToTheEnd);
  close_file();
  set_origin(saved.origin.view(), saved.origin_location);
  owner_ = saved.owner;
  owner_state_ = saved.owner_state;
  origin_is_new_ = saved.origin_is_new;
  return true;
}

// $GENERATE range lhs [ttl] [class] type rhs, the number put in everywhere behind the range.
bool Reader::read_generate(Tokens& in, const Token& directive) {
  Token token;
  if (!in.need(token, "a range such as 1-10")) return false;
  const auto range = parse_range(token.text());
  if (!range)
    return in.fail(token, "the range " + shown(token.text()) + " does not work: " + range.error(),
                   "write one such as 1-10 or 0-100/2", "S07");
  if (range->count() > kMaxGenerated - generated_)
    return in.fail(token, "the $GENERATEs of this zone make more than " + std::to_string(kMaxGenerated) + " records",
                   "generate fewer", "S07");
  std::vector<Token> words;
  if (!in.need(token, "an owner")) return false;
  do words.push_back(token);
  while (in.next(token));
  if (words.size() < 3) return !in.failed() && in.need(token, "a record type and its data");
  if (in.failed()) return false;
  generated_ += range->count();
  return generate_records(in, directive, *range, template_of(words));
}

bool Reader::generate_records(Tokens& in, const Token& directive, const Range& range, const std::string& pattern) {
  const Tokens::Place place = in.place(directive.start());
  const zone::Location location{place.line, static_cast<std::uint16_t>(std::min<std::uint32_t>(place.column, 0xffff)),
                                open_.back().number};
  const NameBuffer owner = owner_;
  const OwnerState owner_state = owner_state_;
  const bool origin_is_new = origin_is_new_;
  generated_at_ = &location;
  reporter_.generated_at(&place);
  std::expected<void, std::string> expanded;
  std::string line;
  for (std::uint64_t number = range.start; number <= range.stop && !is_full_; number += range.step) {
    line.clear();
    expanded = expand(pattern, static_cast<std::uint32_t>(number), line);
    if (!expanded || !read_generated(line)) break;
  }
  reporter_.generated_at(nullptr);
  generated_at_ = nullptr;
  owner_ = owner;
  owner_state_ = owner_state;
  origin_is_new_ = origin_is_new;
  return expanded || in.fail(directive, expanded.error(), "correct the template behind the range", "S07");
}

// After a mistake, which has been reported, the rest of the range would only repeat it.
bool Reader::read_generated(std::string& line) {
  line += "\n\n";  // the end of the entry, and the newline behind every window
  Tokens in(line.data(), line.data() + line.size() - 1, true, 1);
  in.begin_entry();
  Token token;
  if (in.next(token) && read_owner(in, token) && in.need(token, "a record type") && read_record(in, token)) return true;
  if (!in.failed()) in.need(token, "an owner");
  reporter_.add(in, in.problem());
  return false;
}

}  // namespace bailiwick::load
