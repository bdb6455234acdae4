// Any octets at all as a config text: no crash, no hang, and a config that is usable keeps the bounds of the option
// table and survives being printed and read again. Pointed at a directory that does not exist; what the text itself
// names may be looked up, never written.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.h"
#include "config/load.h"
#include "config/show.h"

using namespace bailiwick;
using config::Loaded;

namespace {

void check_bounds(const config::Config& config) {
  BAILIWICK_ASSERT(!config.listen.empty());
  for (const base::Endpoint& endpoint : config.listen)
    BAILIWICK_ASSERT(endpoint.port != 0 && !endpoint.address.is_ipv4_mapped());
  BAILIWICK_ASSERT(config.workers <= 256);
  BAILIWICK_ASSERT(config.answer.udp_payload >= 512 && config.answer.udp_payload <= 4096);
  BAILIWICK_ASSERT(config.tcp.connections >= 1 && config.tcp.connections_per_client >= 1);
  BAILIWICK_ASSERT(config.tcp.idle_timeout_ms >= 100 && config.tcp.idle_timeout_ms <= 3'600'000);
  BAILIWICK_ASSERT(config.zones_directory.starts_with('/'));
  for (const config::ZoneEntry& zone : config.zones) {
    BAILIWICK_ASSERT(zone.file.starts_with('/'));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string path = "/nonexistent/bailiwick.yaml";
  const Loaded loaded = config::load_text({reinterpret_cast<const char*>(data), size}, path);
  for (const base::Findings* findings : {&loaded.findings, &loaded.auxiliary})
    for (const base::Finding& finding : findings->kept())
      BAILIWICK_ASSERT(!finding.code.empty() && !finding.places.empty() && !base::short_text(finding).empty());
  const std::string shown = config::effective_text(loaded);
  if (!loaded.usable()) return 0;
  check_bounds(loaded.config);
  const Loaded again = config::load_text(shown, path);
  BAILIWICK_ASSERT(again.usable() || shown.size() > config::kLargestConfig);
  if (again.usable()) BAILIWICK_ASSERT(again.config.listen == loaded.config.listen);
  return 0;
}
