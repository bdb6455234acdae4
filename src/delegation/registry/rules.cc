// From broken rules to findings with their places: the NS record of the host, else the first NS record, else the SOA.
#include "delegation/registry/rules.h"

#include <string>
#include <utility>
#include <vector>

#include "delegation/registry/evaluate.h"
#include "rr/type.h"

namespace bailiwick::delegation::registry {
namespace {

constexpr std::array kTitles = {
    RuleTitle{"R01", "more name servers or hosts than the registry takes"},
    RuleTitle{"R02", "fewer name servers than the registry wants"},
    RuleTitle{"R03", "more addresses of a host than the registry takes"},
    RuleTitle{"R04", "fewer addresses of a host than the registry wants"},
    RuleTitle{"R05", "a host name of a form that the registry does not take"},
    RuleTitle{"R06", "a host inside the domain where none can be registered"},
    RuleTitle{"R07", "an address of several hosts where the registry wants it to belong to one"},
    RuleTitle{"R08", "an address for a host outside the domain, which the registry ignores"},
    RuleTitle{"R09", "no address of its own for a host where the registry wants one"},
    RuleTitle{"R10", "an SOA that the registry does not take"},
    RuleTitle{"R11", "no server with IPv4, or with an address of its own, where the registry wants one"},
};

std::vector<wire::Name> outside_glue(const zone::Notes& notes) {
  std::vector<wire::Name> hosts;
  for (const zone::Note& note : notes.kept())
    if (note.kind == zone::Note::Kind::OutsideZone && (note.type == rr::Type::A || note.type == rr::Type::AAAA))
      hosts.push_back(note.owner);
  return hosts;
}

bool is_about_soa(Key key) {
  return info(key).code == "R10";
}

std::vector<base::Place> places(const check::ZoneInput& input, const Delegation& delegation,
                                const Violation& violation) {
  std::optional<std::size_t> rrset = delegation.ns_rrset;
  const std::size_t first = input.zone.first_rrset(zone::kApex);
  for (std::size_t i = first; is_about_soa(violation.key) && i < first + input.zone.rrset_count(zone::kApex); ++i)
    if (input.zone.rrset(i).type() == rr::Type::SOA) rrset = i;
  if (!rrset) return {};
  const std::size_t record = is_about_soa(violation.key) ? 0 : violation.server.value_or(0);
  const zone::Location at = input.sources.location(*rrset, record);
  return {{.file = input.sources.file(at), .line = at.line, .column = at.column, .length = 0, .label = {}}};
}

base::Finding finding(const check::ZoneInput& input, const Delegation& delegation, const Violation& violation) {
  const bool sure = violation.rule->source.confidence != Confidence::Low;
  return {
      .level = sure ? base::Level::Warning : base::Level::Info,
      .code = std::string(info(violation.key).code),
      .subject = wire::to_display(delegation.origin),
      .message = violation.message + " (" + violation.rule->source.title + ')',
      .places = places(input, delegation, violation),
      .help = violation.help,
      .notes = {"source: " + source_text(violation.rule->source) + "; rule " + std::string(info(violation.key).name) +
                " of the profile " + violation.profile->name + ", which a file in registries-directory can replace"}};
}

}  // namespace

std::span<const RuleTitle> rule_titles() {
  return kTitles;
}

base::Findings check_rules(const check::ZoneInput& input, const Registration& registration, bool information) {
  base::Findings findings;
  const auto profiles = select(registration.profiles, input.zone.origin(), registration.registrar);
  if (profiles.empty()) return findings;
  const Delegation delegation = describe(input.zone);
  for (const Violation& violation : evaluate(delegation, profiles, outside_glue(input.notes))) {
    base::Finding one = finding(input, delegation, violation);
    if (information || one.level != base::Level::Info) findings.add(std::move(one));
  }
  return findings;
}

}  // namespace bailiwick::delegation::registry
