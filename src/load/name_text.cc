// The fast path takes names without escapes in one pass; all that it does not like goes to wire::Name::from_text, which
// says what is wrong.
#include "load/name_text.h"

#include <bit>
#include <cstring>

namespace bailiwick::load {
namespace {

// One bit, the topmost, for each octet that is a dot.
std::uint64_t dots_in(std::uint64_t word) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  const std::uint64_t zero_at_dot = word ^ ('.' * kOnes);
  return ~(((zero_at_dot & 0x7f * kOnes) + 0x7f * kOnes) | zero_at_dot) & 0x80 * kOnes;
}

// The size; 0 if it cannot tell that the name is right. Its octets go to their place at once, then each dot becomes the
// length of the label behind it.
std::size_t read_plain(std::string_view text, wire::NameView origin, std::uint8_t* out) {
  static_assert(std::endian::native == std::endian::little);
  if (text.size() >= wire::kMaxNameSize || text.empty()) return 0;
  std::memcpy(out + 1, text.data(), text.size());
  const std::size_t end = text.size() + 1;
  std::size_t label = 0;  // where its length goes
  for (std::size_t at = 1; at < end; at += sizeof(std::uint64_t)) {
    std::uint64_t word;
    std::memcpy(&word, out + at, sizeof word);
    for (std::uint64_t dots = dots_in(word); dots != 0; dots &= dots - 1) {
      const std::size_t dot = at + static_cast<std::size_t>(std::countr_zero(dots)) / 8;
      if (dot >= end) break;
      const std::size_t size = dot - label - 1;
      if (size - 1 >= wire::kMaxLabelSize) return 0;
      out[label] = static_cast<std::uint8_t>(size);
      label = dot;
    }
  }
  const std::size_t size = end - label - 1;
  out[label] = static_cast<std::uint8_t>(size);
  if (size == 0) return end;
  if (size > wire::kMaxLabelSize || end + origin.size() > wire::kMaxNameSize) return 0;
  std::memcpy(out + end, origin.data(), origin.size());
  return end + origin.size();
}

std::string help_for(wire::NameError error) {
  switch (error) {
    case wire::NameError::Empty:
      return "write a name, or @ for the origin";
    case wire::NameError::EmptyLabel:
      return "remove the extra dot";
    case wire::NameError::LabelTooLong:
      return "shorten the part between two dots to 63 octets";
    case wire::NameError::NameTooLong:
      return "shorten the name, or end it in a dot if the origin does not belong to it";
    case wire::NameError::BadEscape:
      return "write \\X for a character and \\DDD, from \\000 to \\255, for an octet";
  }
  return {};
}

bool fail_name(Tokens& in, const Token& token, wire::NameError error) {
  const bool is_size = error == wire::NameError::LabelTooLong || error == wire::NameError::NameTooLong;
  return in.fail(token, shown(token.text()) + " is not a domain name: " + std::string(wire::name_error_text(error)),
                 help_for(error), is_size ? "S02" : "S01");
}

}  // namespace

void NameBuffer::assign(wire::NameView name) {
  std::memcpy(data.data(), name.data(), name.size());
  size = name.size();
}

std::size_t read_name(Tokens& in, const Token& token, wire::NameView origin, std::uint8_t* out) {
  if (token.size() == 1 && *token.begin == '@' && !token.quoted) {
    std::memcpy(out, origin.data(), origin.size());
    return origin.size();
  }
  if (!token.escaped) {
    if (const std::size_t size = read_plain(token.text(), origin, out)) return size;
  }
  const auto name = wire::Name::from_text(token.text(), origin);
  if (!name) {
    fail_name(in, token, name.error());
    return 0;
  }
  std::memcpy(out, name->data(), name->size());
  return name->size();
}

std::size_t read_plain_name(std::string_view text, wire::NameView origin, std::uint8_t* out) {
  if (text != "@") return read_plain(text, origin, out);
  std::memcpy(out, origin.data(), origin.size());
  return origin.size();
}

}  // namespace bailiwick::load
