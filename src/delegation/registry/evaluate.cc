// The order of the rules, and those about numbers of servers and about glue.
#include "delegation/registry/evaluate.h"

#include <algorithm>

#include "delegation/registry/evaluate_parts.h"

namespace bailiwick::delegation::registry {

std::string source_text(const Source& source) {
  return source.title + ", as of " + source.date + ", confidence " + std::string(confidence_name(source.confidence));
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return count == 1 ? std::string(one) : std::to_string(count) + ' ' + std::string(many);
}

void evaluate_counts(const Case& one) {
  const auto zone = [&] { return wire::to_display(one.delegation.origin); };
  const std::size_t servers = one.delegation.servers.size();
  const std::size_t hosts = one.delegation.in_domain_count();
  const Holder most = one.rule(Key::NsMax);
  const Holder most_hosts = one.rule(Key::HostsMax);
  const Holder least = one.rule(Key::NsMin);
  if (most.rule != nullptr && servers > most.rule->most)
    one.add(Key::NsMax, most,
            zone() + " has " + std::to_string(servers) + " name servers, but " + most.profile->title + " takes " +
                std::to_string(most.rule->most),
            "keep " + std::to_string(most.rule->most) + " of the NS records at " + zone() + ", and remove the others");
  else if (most_hosts.rule != nullptr && hosts > most_hosts.rule->most)
    one.add(Key::HostsMax, most_hosts,
            zone() + " has " + std::to_string(hosts) + " name servers inside itself, but " + most_hosts.profile->title +
                " registers " + std::to_string(most_hosts.rule->most) + " hosts of a domain",
            "keep " + std::to_string(most_hosts.rule->most) + " of them; one server may have several addresses");
  if (least.rule != nullptr && servers > 0 && servers < least.rule->least)
    one.add(Key::NsMin, least,
            zone() + " has " + counted(servers, "one name server", "name servers") + ", but " + least.profile->title +
                " wants " + std::to_string(least.rule->least),
            "add an NS record at " + zone() + " for another server, with an address in another network");
}

void evaluate_glue(const Case& one) {
  const Holder ignored = one.rule(Key::GlueOutsideIgnored);
  if (ignored.rule != nullptr && ignored.rule->flag()) {
    for (const Server& server : one.delegation.servers) {
      const bool given =
          std::ranges::any_of(one.outside_glue, [&](wire::NameView name) { return wire::equal(name, server.name); });
      if (server.in_domain || !given) continue;
      const std::string host = wire::to_display(server.name);
      one.add(Key::GlueOutsideIgnored, ignored,
              "an address is given for " + host + ", which lies outside the domain: " + ignored.profile->title +
                  " ignores it",
              "remove the A and AAAA records of " + host + " here: they belong into the zone that it is in",
              server.record);
    }
  }
  const Holder required = one.rule(Key::GlueInDomainRequired);
  if (required.rule == nullptr || !required.rule->flag()) return;
  for (const Server& server : one.delegation.servers) {
    // Where there is none at all, A05 says so and more.
    const bool borrowed =
        server.state == check::HostState::Alias || (server.state == check::HostState::Addressed && !server.own_records);
    if (!server.in_domain || !borrowed) continue;
    const std::string host = wire::to_display(server.name);
    one.add(Key::GlueInDomainRequired, required,
            required.profile->title + " wants an address for " + host + ", but the zone has none at this name, only " +
                (server.state == check::HostState::Alias ? "an alias" : "a wildcard"),
            "write `" + wire::to_text(server.name) + " IN A <address>` instead", server.record);
  }
}

std::vector<Violation> evaluate(const Delegation& delegation, std::span<const Profile* const> profiles,
                                std::span<const wire::Name> outside_glue) {
  std::vector<Violation> violations;
  const Case one{delegation, profiles, outside_glue, violations};
  evaluate_counts(one);
  evaluate_addresses(one);
  evaluate_host_names(one);
  evaluate_glue(one);
  evaluate_soa(one);
  return violations;
}

}  // namespace bailiwick::delegation::registry
