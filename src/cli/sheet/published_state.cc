#include "cli/sheet/published_state.h"

#include <utility>

#include "daemon/last_published.h"
#include "delegation/same_delegation.h"

namespace bailiwick::cli {

base::Result<Past> find_past(const std::string& state_directory, const zone::Zone& zone) {
  if (state_directory.empty()) return Past{};
  auto published = daemon::read_last_published(state_directory, zone.origin());
  if (!published) return std::unexpected(published.error());
  auto& [now, before] = *published;
  if (!now) return Past{nullptr, "nothing: the server has kept nothing of this zone in " + state_directory, ""};
  const std::string server = "what the server publishes since " + now->since;
  if (!delegation::same_delegation(*now->zone, zone)) return Past{std::move(now->zone), server, ""};
  if (!before) return Past{nullptr, server + ": the same name servers", ""};
  return Past{std::move(before->zone), "what the server published from " + before->since + " until " + now->since,
              now->since};
}

}  // namespace bailiwick::cli
