#include "answer/chaos.h"

#include <algorithm>
#include <string_view>

#include "rr/type.h"

namespace bailiwick::answer {
namespace {

bool is_named(wire::NameView name, std::string_view first, std::string_view second) {
  const auto matches = [](base::Bytes label, std::string_view text) {
    return std::ranges::equal(
        label, text, [](std::uint8_t octet, char c) { return wire::to_lower(octet) == static_cast<std::uint8_t>(c); });
  };
  if (name.is_root() || !matches(name.first_label(), first)) return false;
  const wire::NameView rest = name.parent();
  return !rest.is_root() && matches(rest.first_label(), second) && rest.parent().is_root();
}

// What the operator lets be known under that name; empty: nothing.
std::string_view text_of(wire::NameView name, const Settings& settings) {
  if (is_named(name, "version", "bind") || is_named(name, "version", "server")) return settings.version;
  if (is_named(name, "id", "server") || is_named(name, "hostname", "bind")) return settings.server_id;
  return {};
}

}  // namespace

wire::Rcode answer_chaos(const wire::Query& query, const Settings& settings, wire::Writer& writer,
                         std::uint16_t& answers) {
  const auto qtype = static_cast<rr::Type>(query.qtype);
  std::string_view text = text_of(query.qname, settings);
  if (text.empty() || (qtype != rr::Type::TXT && qtype != rr::Type::ANY)) return wire::Rcode::Refused;
  text = text.substr(0, 255);  // one <character-string>
  writer.put_compressed(query.qname);
  writer.put16(static_cast<std::uint16_t>(rr::Type::TXT));
  writer.put16(rr::kClassCh);
  writer.put32(0);
  writer.put16(static_cast<std::uint16_t>(text.size() + 1));
  writer.put8(static_cast<std::uint8_t>(text.size()));
  writer.put({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  answers = 1;
  return wire::Rcode::NoError;
}

}  // namespace bailiwick::answer
