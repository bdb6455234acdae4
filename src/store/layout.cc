#include "store/layout.h"

#include <cstdint>
#include <cstdio>

#include "base/stable_hash.h"

namespace bailiwick::store {
namespace {

std::uint64_t hash_of(std::string_view text) {
  base::StableHash hash;
  hash.add(text);
  return hash.value();
}

std::string name_text(wire::NameView origin) {
  return wire::to_display(wire::Name(origin).lowered());
}

}  // namespace

std::string file_name(wire::NameView origin) {
  constexpr std::string_view kAsItIs = "abcdefghijklmnopqrstuvwxyz0123456789-_";
  constexpr std::size_t kLongest = 200;
  constexpr std::size_t kKept = 160;
  const std::string name = name_text(origin);
  std::string out;
  char hex[20];
  for (const char c : name) {
    if (kAsItIs.contains(c) || (c == '.' && !origin.is_root())) {
      out += c;
    } else {
      std::snprintf(hex, sizeof hex, "%%%02x", static_cast<unsigned>(static_cast<std::uint8_t>(c)));
      out += hex;
    }
  }
  if (out.size() > kLongest) {
    std::snprintf(hex, sizeof hex, "%%~%016llx", static_cast<unsigned long long>(hash_of(name)));
    out = out.substr(0, kKept) + hex;
  }
  return out.append(kZoneSuffix);
}

std::string hash_directory(wire::NameView origin) {
  char hex[4];
  std::snprintf(hex, sizeof hex, "%02x", static_cast<unsigned>(hash_of(name_text(origin)) & 0xff));
  return hex;
}

}  // namespace bailiwick::store
