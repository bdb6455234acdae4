#include "cli/sheet_past.h"

#include <utility>

#include "daemon/last_published.h"

namespace bailiwick::cli {

base::Result<Past> find_past(const std::string& state_directory, const zone::Zone& zone) {
  auto published = daemon::read_last_published(state_directory, zone.origin());
  if (!published) return std::unexpected(published.error());
  auto& [now, before] = *published;
  if (!now) return Past{};
  const std::string server = "what the server publishes since " + now->since;
  if (!daemon::same_delegation(*now->zone, zone)) return Past{std::move(now->zone), server, ""};
  if (!before) return Past{nullptr, server + ": the same name servers", ""};
  return Past{std::move(before->zone), "what the server published from " + before->since + " until " + now->since,
              now->since};
}

}  // namespace bailiwick::cli
