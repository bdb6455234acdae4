// Word by word, so that every mistake has its column.
#include "check/reach/registered_hosts.h"

#include <algorithm>
#include <utility>

#include "base/address.h"
#include "check/reach/graph.h"

namespace bailiwick::check {
namespace {

constexpr std::string_view kBlanks = " \t\r,";

std::string key_of(wire::NameView name) {
  const wire::Name lowered = wire::Name(name).lowered();
  return {reinterpret_cast<const char*>(lowered.data()), lowered.size()};
}

// As it may stand in a message: cut short, and nothing that a terminal acts on.
std::string quoted(std::string_view word) {
  constexpr std::size_t kLongest = 60;
  std::string text = "'";
  for (const char c : word.substr(0, kLongest)) text += c >= 0x20 && c < 0x7f ? c : '?';
  return text + (word.size() > kLongest ? "...'" : "'");
}

struct Word {
  std::string_view text;
  std::uint32_t column;
};

std::vector<Word> words_of(std::string_view line) {
  line = line.substr(0, line.find_first_of("#;"));
  std::vector<Word> words;
  for (std::size_t at = line.find_first_not_of(kBlanks); at != std::string_view::npos;) {
    const std::size_t end = std::min(line.find_first_of(kBlanks, at), line.size());
    words.push_back({line.substr(at, end - at), static_cast<std::uint32_t>(at + 1)});
    at = line.find_first_not_of(kBlanks, end);
  }
  return words;
}

template <class Address>
bool add_once(std::vector<Address>& list, const Address& address) {
  if (std::ranges::find(list, address) != list.end()) return false;
  list.push_back(address);
  return true;
}

enum class Added : std::uint8_t { Yes, Twice, NoAddress };

Added add_address(std::string_view text, RegisteredHost& host) {
  const auto address = base::Address::from_text(text);
  if (!address) return Added::NoAddress;
  std::array<std::uint8_t, 4> v4{};
  std::array<std::uint8_t, 16> v6{};
  std::ranges::copy(address->bytes(), address->is_ipv4() ? v4.data() : v6.data());
  return (address->is_ipv4() ? add_once(host.v4, v4) : add_once(host.v6, v6)) ? Added::Yes : Added::Twice;
}

// Hands mistakes of one file to its findings.
struct Mistakes {
  base::Findings& findings;
  const std::string& path;

  void add(std::uint32_t line, const Word& word, base::Level level, std::string message, std::string help) {
    findings.add({.level = level,
                  .code = "G14",
                  .message = std::move(message),
                  .places = {{.file = path,
                              .line = line,
                              .column = word.column,
                              .length = static_cast<std::uint32_t>(word.text.size())}},
                  .help = std::move(help)});
  }
};

}  // namespace

std::uint8_t RegisteredHost::families() const {
  return static_cast<std::uint8_t>((v4.empty() ? 0 : kV4) | (v6.empty() ? 0 : kV6));
}

const RegisteredHost* RegisteredHosts::find(wire::NameView name) const {
  const auto found = index_.find(key_of(name));
  return found == index_.end() ? nullptr : &hosts_[found->second];
}

RegisteredHost& RegisteredHosts::entry(wire::NameView name) {
  const auto [at, fresh] = index_.try_emplace(key_of(name), hosts_.size());
  if (fresh) hosts_.push_back({.name = wire::Name(name).lowered(), .v4 = {}, .v6 = {}});
  return hosts_[at->second];
}

RegisteredHosts RegisteredHosts::parse(std::string_view text, const std::string& path, base::Findings& findings) {
  RegisteredHosts result;
  result.file_ = path;
  Mistakes mistakes{findings, path};
  std::uint32_t line_number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::vector<Word> words = words_of(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    ++line_number;
    if (words.empty()) continue;
    const auto name = wire::Name::from_text(words[0].text);
    RegisteredHost probe{.name = {}, .v4 = {}, .v6 = {}};
    if (!name || name->view().label_count() < 2 || add_address(words[0].text, probe) != Added::NoAddress) {
      mistakes.add(line_number, words[0], base::Level::Error, quoted(words[0].text) + (name && name->view().label_count() == 1 ? " is not a full host name" : " is no host name"),
                   "start the line with the host's full name: ns1.example.com 192.0.2.1 2001:db8::1");
      continue;
    }
    RegisteredHost& host = result.entry(*name);
    if (host.line == 0) std::tie(host.line, host.column) = std::pair(line_number, words[0].column);
    if (words.size() == 1)
      mistakes.add(line_number, words[0], base::Level::Error, quoted(words[0].text) + " has no address on this line",
                   "write the addresses behind it, as they stand at the registrar, or delete the line");
    for (std::size_t i = 1; i < words.size(); ++i) switch (add_address(words[i].text, host)) {
        case Added::Yes:
          break;
        case Added::Twice:
          mistakes.add(line_number, words[i], base::Level::Warning, quoted(words[i].text) + " stands here twice",
                       "delete one of the two");
          break;
        case Added::NoAddress:
          mistakes.add(line_number, words[i], base::Level::Error, quoted(words[i].text) + " is no IP address",
                       "write it as 192.0.2.1 or 2001:db8::1; one host a line");
      }
  }
  return result;
}

}  // namespace bailiwick::check
