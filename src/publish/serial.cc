// One file for all zones, because each reload may raise the serial of every one, and a file each would take too long.
#include "publish/serial.h"

#include <cerrno>
#include <charconv>
#include <cinttypes>
#include <cstdio>
#include <sstream>
#include <vector>

#include "base/files.h"
#include "base/pool.h"
#include "zone/compare.h"

namespace bailiwick::publish {
namespace {

constexpr const char* kSerialsFile = "/serials";
constexpr std::size_t kLargestSerials = std::size_t{1} << 30;  // octets: some ten million zones

std::string serial_line(const wire::Name& origin, const PublishedSerial& published) {
  char numbers[48];
  std::snprintf(numbers, sizeof numbers, " %" PRIu32 " %016" PRIx64 "\n", published.serial, published.records);
  return wire::to_text(origin.lowered()) + numbers;
}

}  // namespace

std::optional<base::Finding> compare_serials(std::uint32_t from, std::uint32_t to, bool has_changed,
                                             const std::string& zone, const std::string& file) {
  if (zone::serial_is_after(to, from) || (to == from && !has_changed)) return std::nullopt;
  return base::Finding{
      .level = base::Level::Warning,
      .code = "A10",
      .subject = zone,
      .message = to == from ? "the zone has changed, but its serial is still " + std::to_string(to)
                            : "the serial went back from " + std::to_string(from) + " to " + std::to_string(to),
      .places = {{.file = file}},
      .help =
          "raise the serial in the SOA above " + std::to_string(from) + ", or secondaries will keep what they have"};
}

std::optional<base::Finding> compare_with_published(const PublishedSerials& published, const zone::Zone& zone,
                                                    const std::string& file) {
  const auto before = published.find(wire::to_text(wire::Name(zone.origin()).lowered()));
  const auto serial = zone.serial();
  if (before == published.end() || !serial) return std::nullopt;
  const bool has_changed = *serial == before->second.serial && zone::hash_of_records(zone) != before->second.records;
  return compare_serials(before->second.serial, *serial, has_changed, wire::to_display(zone.origin()), file);
}

base::Result<PublishedSerials> read_published_serials(const std::string& directory) {
  PublishedSerials serials;
  if (directory.empty()) return serials;
  const std::string path = directory + kSerialsFile;
  const auto text = base::read_file(path, kLargestSerials);
  if (!text && (text.error() == ENOENT || text.error() == ENOTDIR)) return serials;
  if (!text) return base::fail_errno("cannot read " + path, text.error());
  std::istringstream lines(*text);
  for (std::string name; lines >> name;) {
    if (name.starts_with(';')) {
      std::getline(lines, name);
      continue;
    }
    PublishedSerial one;
    if (lines >> std::dec >> one.serial >> std::hex >> one.records) serials[name] = one;
  }
  return serials;
}

base::Result<void> write_published_serials(const std::string& directory, const answer::ZoneSet& zones) {
  std::vector<std::string> lines(zones.size());
  base::in_parallel(zones.size(), [&](std::size_t i) {
    const answer::ZoneSet::Served& entry = zones.at(i);
    const auto serial = entry.zone != nullptr ? entry.zone->serial() : std::nullopt;
    if (serial) lines[i] = serial_line(*entry.origin, {*serial, zone::hash_of_records(*entry.zone)});
  });
  std::string text = "; Kept by bailiwick(8) for `bailiwick check`: each zone, its serial and a hash of its records.\n";
  for (const std::string& line : lines) text += line;
  return base::replace_file(directory + kSerialsFile, text, 0644, false);
}

}  // namespace bailiwick::publish
