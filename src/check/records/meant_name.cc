// Works on the text before the zone's own name: that is what was written, but for a name that was whole already.
#include "check/records/meant_name.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "check/host_name.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

// Two letters are a country; of the others those that people type most, and the reserved ones of examples (RFC 2606).
bool is_top_level(std::string_view label) {
  static constexpr std::array<std::string_view, 21> kOthers = {
      "com", "net", "org", "info", "biz",  "edu",   "gov",    "mil",     "int",  "arpa",   "name",
      "app", "dev", "xyz", "shop", "site", "cloud", "online", "example", "test", "invalid"};
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return (label.size() == 2 && std::ranges::all_of(label, is_letter)) ||
         std::ranges::find(kOthers, label) != kOthers.end();
}

bool ends_in_top_level(std::string_view host) {
  const std::size_t dot = host.rfind('.');
  return dot != std::string_view::npos && dot > 0 && is_top_level(host.substr(dot + 1));
}

// The labels as they are, with dots between; in lower case.
std::string plain_text(wire::NameView name) {
  std::string text;
  for (; !name.is_root(); name = name.parent()) {
    if (!text.empty()) text += '.';
    for (const std::uint8_t c : name.first_label()) text += static_cast<char>(wire::to_lower(c));
  }
  return text;
}

bool is_written_host(const std::string& host) {
  const auto name = wire::Name::from_text(host + '.');
  return !host.empty() && name && is_host_name(*name);
}

}  // namespace

wire::Name before_origin(wire::NameView name, wire::NameView origin) {
  wire::Name before;
  before.assign(name.bytes().first(name.size() - origin.size()), {});
  return before;
}

std::optional<std::string> name_with_final_dot(wire::NameView name, wire::NameView origin) {
  if (origin.is_root() || !wire::is_at_or_below(name, origin)) return std::nullopt;
  const std::string written = plain_text(before_origin(name, origin));
  if (!ends_in_top_level(written) || !is_written_host(written)) return std::nullopt;
  return written + '.';
}

std::optional<UrlAsName> url_as_name(wire::NameView name, wire::NameView origin) {
  constexpr std::string_view kScheme = "://";
  const bool inside = !origin.is_root() && wire::is_at_or_below(name, origin);
  const std::string written = plain_text(inside ? wire::NameView(before_origin(name, origin)) : name);
  const std::size_t scheme = written.find(kScheme);
  const std::size_t start = scheme == std::string::npos ? 0 : scheme + kScheme.size();
  const std::size_t end = std::min(written.find_first_of("/:?#", start), written.size());
  const std::string host = written.substr(start, end - start);
  if (scheme == std::string::npos && (end == written.size() || !ends_in_top_level(host))) return std::nullopt;
  if (!is_written_host(host)) return std::nullopt;
  return UrlAsName{written, host + '.'};
}

std::string name_to_write(rr::Type type, wire::NameView name, wire::NameView origin, const std::string& otherwise) {
  if (const auto url = url_as_name(name, origin))
    return "the record " + rr::type_name(type) + " names a host, not a URL: write `" + url->host + '`';
  if (const auto meant = name_with_final_dot(name, origin))
    return "write `" + *meant + "`, with a final dot, or " + otherwise;
  return otherwise + ", or correct the name";
}

}  // namespace bailiwick::check
