#include "publish/serial.h"

#include "zone/compare.h"

namespace bailiwick::publish {

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

std::optional<base::Finding> compare_with_published(const store::SerialLog& published, const zone::Zone& zone,
                                                    const std::string& file) {
  const auto before = published.find(zone.origin());
  const auto serial = zone.serial();
  if (!before || !serial) return std::nullopt;
  const bool has_changed = *serial == before->serial && zone::hash_of_records(zone) != before->records;
  return compare_serials(before->serial, *serial, has_changed, wire::to_display(zone.origin()), file);
}

}  // namespace bailiwick::publish
