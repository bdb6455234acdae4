// From rndc (BIND 9), nsd-control (NSD), knotc (Knot DNS) and pdns_control (PowerDNS), as far as there is something
// here that does it.
#include "cli/foreign_verbs.h"

#include <algorithm>

namespace bailiwick::cli {
namespace {

struct Foreign {
  std::string_view verb;
  std::string_view ours;
};

constexpr std::string_view kReload = "use `bailiwick reload`: it reads the config and all zones";
constexpr std::string_view kReloadZone = "use `bailiwick reload ZONE`";
constexpr std::string_view kStatusZone = "use `bailiwick status ZONE`";
constexpr std::string_view kStats = "use `bailiwick stats`: reading resets nothing";
constexpr std::string_view kLogLevel = "use `bailiwick log-level LEVEL`";
constexpr std::string_view kPrint = "use `bailiwick zone print ZONE`";
constexpr std::string_view kFiles = "add or delete the zone file, then use `bailiwick reload`";
constexpr std::string_view kCookie = "use `bailiwick cookie roll`";
constexpr std::string_view kStop = "use `systemctl stop bailiwick`";
constexpr std::string_view kStart = "use `systemctl start bailiwick`";
constexpr std::string_view kCheck = "use `bailiwick check`";
constexpr std::string_view kTransfer =
    "Bailiwick does not transfer zones yet: copy the files, then use `bailiwick reload`";

constexpr Foreign kForeign[] = {
    {"reconfig", kReload},
    {"repattern", kReload},
    {"rediscover", kReload},
    {"reload-zone", kReloadZone},
    {"zone-reload", kReloadZone},
    {"reload-zones", kReload},
    {"zonestatus", kStatusZone},
    {"zone-status", kStatusZone},
    {"stats_noreset", kStats},
    {"show", kStats},
    {"verbosity", kLogLevel},
    {"trace", kLogLevel},
    {"notrace", kLogLevel},
    {"querylog", kLogLevel},
    {"zone-read", kPrint},
    {"dumpdb", kPrint},
    {"write", kPrint},
    {"zone-flush", kPrint},
    {"addzone", kFiles},
    {"addzones", kFiles},
    {"delzone", kFiles},
    {"delzones", kFiles},
    {"changezone", kFiles},
    {"modzone", kFiles},
    {"purge", "use `bailiwick remove ZONE`"},
    {"zone-purge", "use `bailiwick remove ZONE`"},
    {"add_cookie_secret", kCookie},
    {"activate_cookie_secret", kCookie},
    {"drop_cookie_secret", kCookie},
    {"stop", kStop},
    {"halt", kStop},
    {"quit", kStop},
    {"start", kStart},
    {"conf-check", kCheck},
    {"zone-check", kCheck},
    {"checkconf", kCheck},
    {"checkzone", kCheck},
    {"ping", "use `bailiwick status --alive`"},
    {"rping", "use `bailiwick status --alive`"},
    {"serverstatus", "use `bailiwick status`"},
    {"force_transfer", kTransfer},
    {"transfer", kTransfer},
    {"retransfer", kTransfer},
    {"zone-retransfer", kTransfer},
    {"retrieve", kTransfer},
    {"refresh", kTransfer},
    {"zone-refresh", kTransfer},
    {"notify", kTransfer},
};

}  // namespace

std::string_view foreign_verb(std::string_view word) {
  const auto found = std::ranges::find(kForeign, word, &Foreign::verb);
  return found == std::end(kForeign) ? std::string_view{} : found->ours;
}

}  // namespace bailiwick::cli
