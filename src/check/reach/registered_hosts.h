// The file of registered hosts: what the operator really entered at the registrar. A line is a host name, then its
// addresses, with blanks or commas between; `#` or `;` starts a comment; several lines of one host add up.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/finding.h"
#include "wire/name.h"

namespace bailiwick::check {

struct RegisteredHost {
  wire::Name name;
  std::vector<std::array<std::uint8_t, 4>> v4;
  std::vector<std::array<std::uint8_t, 16>> v6;
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  std::uint8_t families() const;
};

class RegisteredHosts {
 public:
  // Null if the host is not registered.
  const RegisteredHost* find(wire::NameView name) const;
  const std::vector<RegisteredHost>& hosts() const { return hosts_; }
  const std::string& file() const { return file_; }

  // `path` is what findings call the text. Every mistake is a finding of code G14 with its place; with an error among them
  // the list is not the truth about what is registered, and should not be used.
  static RegisteredHosts parse(std::string_view text, const std::string& path, base::Findings& findings);

 private:
  RegisteredHost& entry(wire::NameView name);

  std::string file_;
  std::vector<RegisteredHost> hosts_;
  std::unordered_map<std::string, std::size_t> index_;  // by lowered wire form
};

}  // namespace bailiwick::check
