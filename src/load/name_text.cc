// The fast path takes names without escapes in one pass; all that it does not like goes to wire::Name::from_text, which
// says what is wrong.
#include "load/name_text.h"

#include <cstring>

namespace bailiwick::load {
namespace {

// The size; 0 if it cannot tell that the name is right.
std::size_t read_plain(const Token& token, wire::NameView origin, std::uint8_t* out) {
  if (token.size() >= wire::kMaxNameSize || token.size() == 0) return 0;
  std::uint8_t* label = out++;
  for (const char* at = token.begin; at != token.end; ++at) {
    *out++ = static_cast<std::uint8_t>(*at);
    if (*at != '.') continue;
    const auto size = static_cast<std::size_t>(out - label - 2);
    if (size - 1 >= wire::kMaxLabelSize) return 0;
    *label = static_cast<std::uint8_t>(size);
    label = out - 1;
  }
  const auto size = static_cast<std::size_t>(out - label - 1);
  const std::size_t total = token.size() + 1;
  if (size == 0) {
    *label = 0;
    return total;
  }
  if (size > wire::kMaxLabelSize || total + origin.size() > wire::kMaxNameSize) return 0;
  *label = static_cast<std::uint8_t>(size);
  std::memcpy(out, origin.data(), origin.size());
  return total + origin.size();
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
    if (const std::size_t size = read_plain(token, origin, out)) return size;
  }
  const auto name = wire::Name::from_text(token.text(), origin);
  if (!name) {
    fail_name(in, token, name.error());
    return 0;
  }
  std::memcpy(out, name->data(), name->size());
  return name->size();
}

}  // namespace bailiwick::load
