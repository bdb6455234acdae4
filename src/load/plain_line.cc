// The short way of a Reader for plain lines (plain_line.h). It judges nothing: what it is not sure of goes the long way
// as if it had not been looked at, and what it takes is taken as the long way does.
#include "load/plain_line.h"

#include "load/fields.h"
#include "load/keywords.h"
#include "load/reader.h"
#include "load/ttl.h"
#include "rr/table.h"

namespace bailiwick::load {
namespace {

// Seconds without units; none if it is anything else.
std::optional<std::uint32_t> plain_seconds(std::string_view text) {
  constexpr std::size_t kMostDigits = 9;
  if (text.size() > kMostDigits) return std::nullopt;
  std::uint32_t seconds = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    seconds = seconds * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return seconds;
}

}  // namespace

// True if a record was read; otherwise nothing has happened.
bool Reader::read_plain_line(Tokens& in) {
  PlainLine line;
  if (owner_state_ != OwnerState::Known || !line.scan(in.position(), in.end())) return false;
  if (!open_.back().waiting.empty() || generated_at_ != nullptr) return false;
  std::optional<std::uint32_t> ttl;
  const auto type = plain_header(line, ttl);
  const std::size_t size = type ? read_plain_rdata(line.rdata(), *type) : 0;
  if (size == 0 || !take_plain_owner(line)) return false;
  const auto column = static_cast<std::uint32_t>(line.rdata().data() - in.position()) + 1;
  if (!builder_.add(owner_.view(), *type, ttl ? *ttl : *default_ttl_, {plain_rdata_.data(), size},
                    location_of({in.line(), column})))
    return false;
  if (ttl) last_ttl_ = ttl;
  ++entries_;
  in.skip_line(line.newline());
  return true;
}

// The type; none if there is anything to say about the words before the rdata.
std::optional<rr::Type> Reader::plain_header(const PlainLine& line, std::optional<std::uint32_t>& ttl) const {
  bool has_class = false;
  for (const std::string_view* word = line.header_begin(); word != line.header_end(); ++word) {
    if (is_digit(word->front()) && !ttl) {
      ttl = plain_seconds(*word);
      if (!ttl || is_too_long(*ttl)) return std::nullopt;
    } else if (!has_class && find_class_word(*word) == rr::kClassIn) {
      has_class = true;
    } else {
      return std::nullopt;
    }
  }
  if (!ttl && !default_ttl_) return std::nullopt;
  return find_common_type_word(line.type());
}

// Its size; 0 if it is not just one field, or not right.
std::size_t Reader::read_plain_rdata(std::string_view text, rr::Type type) {
  const rr::TypeInfo* info = rr::find_type(type);
  if (info == nullptr || info->fields.size() != 1) return 0;
  switch (info->fields[0]) {
    case rr::Field::Ipv4:
      return parse_ipv4(text.data(), text.data() + text.size(), plain_rdata_.data()) ? 4 : 0;
    case rr::Field::Ipv6:
      return parse_ipv6(text.data(), text.data() + text.size(), plain_rdata_.data()) ? 16 : 0;
    case rr::Field::CompressibleName:
    case rr::Field::Name:
      return read_plain_name(text, origin_.view(), plain_rdata_.data());
    case rr::Field::U8:
    case rr::Field::U16:
    case rr::Field::U32:
    case rr::Field::Time:
    case rr::Field::String:
    case rr::Field::Strings:
    case rr::Field::Rest:
      break;
  }
  return 0;
}

// The records of one owner come together: the same word means the same name. False if the owner is not plain.
bool Reader::take_plain_owner(const PlainLine& line) {
  const std::string_view owner = line.owner();
  if (owner.empty()) return !origin_is_new_;
  if (owner == owner_word_) return true;
  if (owner.front() == '$') return false;
  const std::size_t size = read_plain_name(owner, origin_.view(), owner_.data.data());
  if (size == 0) return false;
  owner_.size = size;
  owner_word_ = owner;
  origin_is_new_ = first_is_bad_ = false;
  return true;
}

}  // namespace bailiwick::load
