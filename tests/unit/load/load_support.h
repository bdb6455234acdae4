// What the tests of the loader share: text in, records and findings out as short lines that are easy to compare.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "load/zone_file.h"
#include "rr/table.h"

namespace bailiwick::load_test {

inline wire::Name name(std::string_view text) {
  return *wire::Name::from_text(text);
}

inline std::string hex(base::Bytes octets) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (std::uint8_t octet : octets) {
    text += kDigits[octet >> 4];
    text += kDigits[octet & 15];
  }
  return text;
}

// "owner ttl TYPE hex" of every record in canonical order.
inline std::vector<std::string> records(const zone::Zone& zone) {
  std::vector<std::string> lines;
  for (zone::NodeId node = 0; node < zone.node_count(); ++node) {
    for (std::size_t i = 0; i < zone.rrset_count(node); ++i) {
      const zone::RRset rrset = zone.rrset(zone.first_rrset(node) + i);
      for (const zone::Record record : rrset)
        lines.push_back(wire::to_text(zone.name(node)) + ' ' + std::to_string(rrset.ttl()) + ' ' +
                        rr::type_name(rrset.type()) + ' ' + hex(record.rdata));
    }
  }
  return lines;
}

// "line:column code level" of every finding that was kept.
inline std::vector<std::string> places(const base::Findings& findings) {
  std::vector<std::string> lines;
  for (const base::Finding& finding : findings.kept()) {
    const base::Place& place = finding.places.front();
    lines.push_back(std::to_string(place.line) + ':' + std::to_string(place.column) + ' ' + finding.code + ' ' +
                    std::string(base::level_name(finding.level)));
  }
  return lines;
}

// All that is said about a text, a line each; for messages of failed tests too.
inline std::string report(const base::Findings& findings) {
  std::string text;
  for (const base::Finding& finding : findings.kept()) text += base::short_text(finding) + '\n';
  return text;
}

inline load::Loaded load_text(std::string_view text) {
  return load::load_zone_text(text, "t.zone", name("example.com."));
}

// The hex of the rdata of the one record that `text`, "TYPE rdata", makes; or what was found.
inline std::string rdata_of(const std::string& text) {
  const load::Loaded loaded = load_text("x 5 IN " + text + '\n');
  if (!loaded.findings.empty()) return report(loaded.findings);
  const zone::Zone& zone = *loaded.built->zone;
  return zone.record_count() == 1 ? hex(zone.rrset(0).first_rdata()) : "no record";
}

class TempDir {
 public:
  TempDir() {
    std::string pattern = (std::filesystem::temp_directory_path() / "bailiwick-load-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) std::abort();
    path_ = pattern;
  }
  ~TempDir() { std::filesystem::remove_all(path_); }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  std::string path(std::string_view file) const { return (path_ / file).string(); }
  std::string write(std::string_view file, std::string_view text) const {
    std::filesystem::create_directories(std::filesystem::path(path(file)).parent_path());
    std::ofstream(path(file), std::ios::binary) << text;
    return path(file);
  }

 private:
  std::filesystem::path path_;
};

using Lines = std::vector<std::string>;

inline std::string told_place(const base::Place& place) {
  return place.file + ':' + std::to_string(place.line) + ':' + std::to_string(place.column) + '+' +
         std::to_string(place.length) + ' ' + place.label;
}

// All that was made of a text, and where each record and each word about it stands.
inline Lines everything(const load::Loaded& loaded) {
  Lines lines = records(*loaded.built->zone);
  const zone::Zone& zone = *loaded.built->zone;
  for (std::size_t i = 0; i < zone.rrset_count(); ++i) {
    for (std::size_t record = 0; record < zone.rrset(i).size(); ++record) {
      const zone::Location at = loaded.built->sources.location(i, record);
      lines.push_back(loaded.built->sources.file(at) + ':' + std::to_string(at.line) + ':' + std::to_string(at.column));
    }
  }
  for (const zone::Note& note : loaded.built->notes.kept())
    lines.push_back("note " + std::to_string(static_cast<int>(note.kind)) + ' ' + std::to_string(note.location.line) +
                    ' ' + std::to_string(note.other.line) + ' ' + std::to_string(note.records));
  for (const base::Finding& finding : loaded.findings.kept()) {
    lines.push_back(base::short_text(finding));
    for (const base::Place& place : finding.places) lines.push_back("  " + told_place(place));
  }
  lines.push_back(std::to_string(loaded.findings.total()) + " findings");
  for (const base::Waiver& waiver : loaded.waivers)
    lines.push_back("waiver " + told_place(waiver.place) + ' ' + std::to_string(waiver.first_line) + '-' +
                    std::to_string(waiver.last_line) + ' ' + waiver.problem);
  return lines;
}

}  // namespace bailiwick::load_test

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
