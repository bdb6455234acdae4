// Entries and records; the directives are in directives.cc, files and windows in open_files.cc.
#include "load/reader.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/bytes.h"
#include "load/keywords.h"
#include "load/remark.h"
#include "load/ttl.h"
#include "rr/table.h"

namespace bailiwick::load {
namespace {

constexpr std::uint32_t kLastResortTtl = 3600;

bool is_blank(char c) {
  const CharClass kind = char_class(c);
  return kind == CharClass::Blank || kind == CharClass::CarriageReturn;
}

}  // namespace

Reader::Reader(zone::Builder& builder, base::Findings& findings, std::vector<base::Waiver>& waivers,
               wire::NameView origin)
    : builder_(builder), waivers_(waivers), reporter_(findings, origin) {
  origin_.assign(origin);
}

void Reader::read_one(Tokens& in) {
  if (read_plain_line(in)) [[likely]]
    return;
  in.begin_entry();
  const std::size_t entries = entries_;
  const bool ok = read_entry(in);
  owner_word_ = {};
  if (!in.remarks().empty() || !open_.back().waiting.empty()) [[unlikely]]
    take_remarks(in, entries_ == entries);
  if (ok) return in.finish_entry();
  in.recover();
  reporter_.add(in, in.problem());
}

// Behind or inside a record a remark is about that record, on a line of its own about the next one.
void Reader::take_remarks(const Tokens& in, bool is_empty) {
  const OpenFile& file = open_.back();
  std::vector<base::Waiver> about = is_empty ? std::vector<base::Waiver>{} : std::move(open_.back().waiting);
  if (!is_empty) open_.back().waiting.clear();
  for (const std::string_view comment : in.remarks()) {
    Remark remark = parse_remark(comment);
    const Tokens::Place at = in.place(comment.data() - 1);
    remark.waiver.place = {.file = file.path, .line = at.line, .column = at.column, .length = 0, .label = {}};
    remark.waiver.place.length = static_cast<std::uint32_t>(comment.size() + 1);
    if (remark.whole_zone || !remark.waiver.problem.empty())
      keep(std::move(remark.waiver));
    else if (!is_empty)
      about.push_back(std::move(remark.waiver));
    else if (file.waiting.size() < kMaxWaivers)
      open_.back().waiting.push_back(std::move(remark.waiver));
  }
  for (base::Waiver& waiver : about) {
    waiver.first_line = in.entry_line();
    waiver.last_line = in.line();
    keep(std::move(waiver));
  }
}

void Reader::keep(base::Waiver waiver) {
  if (waivers_.size() >= kMaxWaivers) return;
  waiver.zone = reporter_.zone();
  waivers_.push_back(std::move(waiver));
}

bool Reader::read_entry(Tokens& in) {
  const char first = *in.position();
  Token token;
  if (!in.next(token)) return !in.failed();
  ++entries_;
  if (first == '$') return read_directive(in, token);
  if (is_blank(first)) return check_blank_owner(in, token) && read_record(in, token);
  return read_owner(in, token) && in.need(token, "a record type") && read_record(in, token);
}

bool Reader::read_owner(Tokens& in, const Token& token) {
  const bool is_first = owner_state_ == OwnerState::None && !is_part_;
  owner_.size = read_name(in, token, origin_.view(), owner_.data.data());
  owner_state_ = owner_.size == 0 ? OwnerState::Bad : OwnerState::Known;
  origin_is_new_ = false;
  first_is_bad_ = is_first && owner_.size == 0;
  if (first_is_bad_) note_unreadable(in, token, rr::Type::SOA);  // which stands first by custom
  return owner_.size != 0;
}

bool Reader::check_blank_owner(Tokens& in, const Token& token) {
  gave_up_ |= is_part_ && owner_state_ == OwnerState::None;
  if (owner_state_ == OwnerState::None) [[unlikely]]
    return in.fail(token, "no owner: this line starts with a blank, and no record comes before it",
                   "start the line with the owner's name, or with @ for " + wire::to_display(origin_.view()), "S06");
  if (std::exchange(origin_is_new_, false) && owner_state_ == OwnerState::Known) [[unlikely]]
    warn(in, token, "S06", base::Level::Warning,
         "the owner left out here is still " + wire::to_display(owner_.view()) + ", not the new origin",
         "write the owner, or @ for " + wire::to_display(origin_.view()));
  return true;
}

// `token` is the first behind the owner.
bool Reader::read_record(Tokens& in, Token token) {
  Header header;
  if (!read_header(in, token, header)) return false;
  base::Bytes rdata;
  Tokens::Place rdata_place{};
  if (!rdata_.read(in, header.type_token, header.type, origin_.view(), rdata, rdata_place)) {
    note_unreadable(in, header.type_token, header.type);
    return false;
  }
  if (owner_state_ == OwnerState::Known)
    add_record(in, header, rdata, rdata_place);
  else
    note_unreadable(in, header.type_token, header.type);
  return true;
}

void Reader::note_unreadable(const Tokens& in, const Token& at, rr::Type type) {
  if (owner_state_ == OwnerState::Known)
    builder_.add_unreadable(owner_.view(), type, location_of(in.place(at.start())));
  else if (first_is_bad_)
    builder_.add_unreadable(builder_.origin(), type, location_of(in.place(at.start())));
}

// RFC 1035 §5.1: TTL and class in either order, either or both left out, then the type.
bool Reader::read_header(Tokens& in, Token token, Header& header) {
  bool has_class = false;
  for (;;) {
    if (is_digit(*token.begin) && !token.quoted) {
      std::uint32_t ttl = 0;
      if (header.ttl) return in.fail(token, "a second TTL " + shown(token.text()), "write a record type here");
      if (!read_ttl(in, token, ttl)) return false;
      header.ttl = ttl;
    } else if (const auto number = find_class_word(token.text()); number && !token.quoted) {
      if (has_class) return in.fail(token, "a second class " + shown(token.text()), "write a record type here");
      if (!read_class(in, token, *number)) return false;
      has_class = true;
    } else {
      break;
    }
    if (!in.need(token, "a record type")) return false;
  }
  header.type_token = token;
  if (header.ttl) last_ttl_ = header.ttl;
  return read_type(in, token, header.type);
}

// RFC 2181 §8: a TTL has 31 bits, and one of more is taken for 0.
bool Reader::read_ttl(Tokens& in, const Token& token, std::uint32_t& ttl) {
  const Time time = token.quoted ? Time{Time::State::NotATime, 0} : parse_time(token.text());
  switch (time.state) {
    case Time::State::NotATime:
      return in.fail(token, shown(token.text()) + " is not a TTL", "write seconds, or units as in 1h30m, 2d, 1w");
    case Time::State::Ok:
      ttl = time.seconds;
      if (ttl > kMaxTtl) break;
      if (is_too_long(ttl)) warn_of_ttl(in, token, "the TTL " + shown(token.text()));
      return true;
    case Time::State::TooLarge:
      break;
  }
  ttl = 0;
  warn(in, token, "S03", base::Level::Error,
       "the TTL " + shown(token.text()) + " is above 2147483647; 0 is taken for it", "write at most 2147483647");
  return true;
}

void Reader::warn_of_ttl(const Tokens& in, const Token& token, const std::string& what) {
  const std::string most = time_text(max_ttl_);
  warn(in, token, "S03", base::Level::Error, what + " is above " + most + ", the most that is allowed (checks.max-ttl)",
       "write at most " + most + ", or raise checks.max-ttl in the config");
}

bool Reader::read_class(Tokens& in, const Token& token, std::uint16_t number) {
  if (number == rr::kClassIn) return true;
  return in.fail(token, "class " + shown(token.text()) + " instead of IN", "write IN, or leave the class out", "S04");
}

bool Reader::read_type(Tokens& in, const Token& token, rr::Type& type) {
  const auto found = token.quoted ? std::nullopt : find_type_word(token.text());
  if (!found)
    return in.fail(token, shown(token.text()) + " is not a record type",
                   "write one such as A, MX or TYPE65280; an owner must start in the first column");
  type = *found;
  if (rr::is_meta(type))
    return in.fail(token, shown(token.text()) + " is a type for questions, not for records", "write a record type");
  return true;
}

// Without $TTL the last TTL written counts (RFC 1035 §5.1), before any the SOA's minimum (as before RFC 2308).
std::uint32_t Reader::missing_ttl(Tokens& in, const Header& header, base::Bytes rdata) {
  if (default_ttl_) return *default_ttl_;
  gave_up_ = is_part_;
  std::uint32_t ttl = kLastResortTtl;
  const char* source = "nothing better is known";
  if (last_ttl_) {
    ttl = *last_ttl_;
    source = "the record before has it";
  } else if (header.type == rr::Type::SOA) {
    ttl = std::min(base::load32(rdata.data() + rdata.size() - 4), kMaxTtl);
    source = "it is the minimum";
  } else if (soa_minimum_) {
    ttl = std::min(*soa_minimum_, kMaxTtl);
    source = "it is the minimum of the SOA";
  }
  if (std::exchange(warned_of_ttl_, true)) return ttl;
  if (!last_ttl_ && is_too_long(ttl))
    warn_of_ttl(in, header.type_token, "the TTL " + time_text(ttl) + ", taken as none is given here,");
  warn(in, header.type_token, "S05", base::Level::Warning,
       "no TTL here and no $TTL before: " + std::to_string(ttl) + " is taken, because " + source +
           " (said once, however many records lack one)",
       "write `$TTL 1h` in front of the first record");
  return ttl;
}

void Reader::add_record(Tokens& in, const Header& header, base::Bytes rdata, Tokens::Place rdata_place) {
  const std::uint32_t ttl = header.ttl ? *header.ttl : missing_ttl(in, header, rdata);
  if (header.type == rr::Type::SOA && !soa_minimum_) soa_minimum_ = base::load32(rdata.data() + rdata.size() - 4);
  const zone::Location location = generated_at_ ? *generated_at_ : location_of(rdata_place);
  if (builder_.add(owner_.view(), header.type, ttl, rdata, location)) [[likely]]
    return;
  is_full_ = true;
  warn(in, header.type_token, "S01", base::Level::Fatal, "the zone is too large: reading stops here",
       "split it into several zones");
}

void Reader::warn(const Tokens& in, const Token& token, const char* code, base::Level level, std::string message,
                  std::string help) {
  reporter_.add(in, {.level = level,
                     .code = code,
                     .at = token.start(),
                     .length = static_cast<std::size_t>(token.stop() - token.start()),
                     .message = std::move(message),
                     .help = std::move(help)});
}

}  // namespace bailiwick::load
