// Zones to keep, and a state-directory of a test's own.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "load/zone_file.h"
#include "store/last_good.h"
#include "support/temp_dir.h"
#include "zone/compare.h"

namespace bailiwick::store_test {

namespace fs = std::filesystem;

inline wire::Name named(const std::string& text) {
  return *wire::Name::from_text(text);
}

constexpr base::UnixTime kNow = 1795478040;  // 2026-11-23

// A version of a zone, with a head that fits it.
struct Version {
  std::shared_ptr<const zone::Zone> zone;
  store::CopyHead head;

  store::ToKeep to_keep() const { return {head, zone.get()}; }
};

inline Version version(const std::string& origin, unsigned serial, unsigned hosts = 3) {
  std::string text = "$TTL 300\n@ SOA ns1 host " + std::to_string(serial) + " 2 3 4 5\n@ NS ns1\n";
  for (unsigned i = 1; i <= hosts; ++i)
    text += "ns" + std::to_string(i) + " A 10." + std::to_string(serial % 256) + '.' + std::to_string(i / 256) + '.' +
            std::to_string(i % 256) + "\n";
  Version made{load::load_zone_text(text, "", named(origin)).built->zone, {}};
  made.head.origin = named(origin);
  made.head.serial = serial;
  made.head.record_count = made.zone->record_count();
  made.head.records = zone::hash_of_records(*made.zone);
  made.head.since = kNow - 60;
  made.head.read_at_ns = (kNow - 61) * 1'000'000'000;
  made.head.files = {{.stamp = {"/etc/zones/" + origin, 2049, 17, 123, 5, 6}, .content = 0xabcdef}};
  return made;
}

inline std::vector<store::ToKeep> to_keep(const std::vector<Version>& versions) {
  std::vector<store::ToKeep> out;
  for (const Version& one : versions) out.push_back(one.to_keep());
  return out;
}

// "a.example. 1" of each copy, ordered; problems by their message.
inline std::vector<std::string> listed(store::LastGood& good) {
  std::vector<std::string> lines;
  const store::Listed found = good.list(kNow);
  for (const store::CopyHead& head : found.heads)
    lines.push_back(wire::to_text(head.origin) + ' ' + std::to_string(head.serial));
  for (const store::CopyError& problem : found.problems) lines.push_back(problem.message);
  std::ranges::sort(lines);
  return lines;
}

// All files below a directory, relative to it.
inline std::vector<std::string> files_below(const fs::path& directory) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(directory))
    if (entry.is_regular_file()) files.push_back(fs::relative(entry.path(), directory));
  std::ranges::sort(files);
  return files;
}

using Lines = std::vector<std::string>;

}  // namespace bailiwick::store_test

// doctest prints vectors of strings only if it is told how.
namespace doctest {
template <>
struct StringMaker<std::vector<std::string>> {
  static String convert(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += "\n  " + line;
    return text.c_str();
  }
};
}  // namespace doctest
