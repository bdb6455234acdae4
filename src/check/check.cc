// The order of the findings is that of the checks, then that of the zone.
#include "check/check.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "base/pool.h"
#include "check/context.h"
#include "check/catalogue.h"

namespace bailiwick::check {
namespace {

constexpr std::size_t kNodesWorthThreads = 50'000;

void run_check(const Check& check, const Context& context, std::string_view subject, base::Findings& findings) {
  if (check.is_of_dnssec && context.options.dnssec == Dnssec::Off) return;
  Sink sink(findings, check.code, subject, context.options.information);
  check.run(context, sink);
}

// None depends on another.
void run_at_once(const Context& context, std::string_view subject, base::Findings& findings) {
  const std::span<const Check> checks = catalogue();
  std::vector<base::Findings> found(checks.size(), findings);
  base::in_parallel(checks.size(), [&](std::size_t i) { run_check(checks[i], context, subject, found[i]); });
  for (base::Findings& of_check : found) findings.append(std::move(of_check));
}

}  // namespace

base::Findings check_zone(const ZoneInput& input, const Options& options) {
  const Survey survey(input.zone);
  const ZoneAliases aliases(input.zone, survey);
  const AliasFaults alias_faults = follow_aliases(aliases.aliases(), aliases);
  const Context context{input.zone, input.sources, input.notes, survey, options, aliases, alias_faults};
  const std::string subject = wire::to_display(input.zone.origin());
  base::Findings findings(input.kept_per_code);
  if (input.zone.node_count() >= kNodesWorthThreads)
    run_at_once(context, subject, findings);
  else
    for (const Check& check : catalogue()) run_check(check, context, subject, findings);
  return findings;
}

bool keeps_from_going_live(const base::Findings& findings, Reject reject) {
  // The zone that nobody can reach: without name servers, or with a circle around them. C01 to C07 are found between
  // zones.
  static constexpr std::array<std::string_view, 6> kCircular = {"A03", "A05", "C01", "C02", "C03", "C07"};
  if (findings.count(base::Level::Fatal) > 0) return true;
  switch (reject) {
    case Reject::Fatal:
      return false;
    case Reject::Circular:
    case Reject::Unreachable:  // what makes a zone unreachable beyond this is found between zones (reach/world.h)
      return std::ranges::any_of(kCircular, [&](std::string_view code) { return findings.count(code) > 0; });
    case Reject::Error:
      // Signatures run out while the zone stays as it is: who does not validate is served all the same.
      return findings.count(base::Level::Error) > findings.count("X02", base::Level::Error);
  }
  return true;
}

}  // namespace bailiwick::check
