// The rules about the names of hosts (only those inside the domain are registered with it), and about the SOA.
#include <algorithm>
#include <string_view>

#include "delegation/registry/evaluate_parts.h"

namespace bailiwick::delegation::registry {
namespace {

// Whether `c` is in "A-Za-z0-9_.-": a hyphen at an end is itself.
bool is_allowed(char c, std::string_view allowed) {
  for (std::size_t i = 0; i < allowed.size(); ++i) {
    const bool range = i + 2 < allowed.size() && allowed[i + 1] == '-';
    if (range && c >= allowed[i] && c <= allowed[i + 2]) return true;
    if (!range && c == allowed[i]) return true;
    if (range) i += 2;
  }
  return false;
}

constexpr const char* kElsewhere =
    "name a server elsewhere in the NS record, e.g. one of a domain under another "
    "top-level domain, where such hosts can be registered";

void check_labels(const Case& one, const Server& server) {
  const Holder holder = one.rule(Key::HostLabelsMax);
  const std::size_t labels = server.name.view().label_count();
  if (holder.rule == nullptr || !server.in_domain || labels <= holder.rule->most) return;
  const bool apex_too_deep = one.delegation.origin.view().label_count() >= holder.rule->most;
  one.add(Key::HostLabelsMax, holder,
          "the host name " + wire::to_display(server.name) + " has " + std::to_string(labels) + " labels, but " +
              holder.profile->title + " takes at most " + std::to_string(holder.rule->most),
          apex_too_deep ? std::string("no host inside this domain is possible there: ") + kElsewhere
                        : "use a name right below " + wire::to_display(one.delegation.origin) + ", such as ns1." +
                              wire::to_display(one.delegation.origin),
          server.record);
}

void check_characters(const Case& one, const Server& server) {
  const Holder holder = one.rule(Key::HostCharacters);
  if (holder.rule == nullptr || holder.rule->words.empty()) return;
  const std::string name = wire::to_display(server.name);
  const std::string& allowed = holder.rule->words.front();
  if (std::ranges::all_of(name, [&](char c) { return is_allowed(c, allowed); })) return;
  one.add(Key::HostCharacters, holder,
          "the host name " + name + " has a character that " + holder.profile->title + " does not take; it takes " +
              allowed,
          "use letters, digits and hyphens alone", server.record);
}

void check_suffix(const Case& one, const Server& server) {
  const Holder holder = one.rule(Key::HostSuffixesRejected);
  if (holder.rule == nullptr) return;
  for (const std::string& text : holder.rule->words) {
    const auto suffix = wire::Name::from_text(text);
    if (!suffix || !wire::is_at_or_below(server.name, *suffix)) continue;
    one.add(Key::HostSuffixesRejected, holder,
            "the host name " + wire::to_display(server.name) + " lies below " + text + ", whose hosts " +
                holder.profile->title + " does not take",
            kElsewhere, server.record);
  }
}

void check_range(const Case& one, Key key, std::string_view what, std::uint32_t value) {
  const Holder holder = one.rule(key);
  if (holder.rule == nullptr || (value >= holder.rule->least && value <= holder.rule->most)) return;
  const std::string range = std::to_string(holder.rule->least) + " to " + std::to_string(holder.rule->most);
  one.add(key, holder,
          "the SOA's " + std::string(what) + " is " + std::to_string(value) + " seconds, but " + holder.profile->title +
              " wants " + range,
          "write a " + std::string(what) + " of " + range + " seconds, and raise the serial");
}

}  // namespace

void evaluate_host_names(const Case& one) {
  const Holder offered = one.rule(Key::HostsOffered);
  const bool refused = offered.rule != nullptr && !offered.rule->flag();
  for (const Server& server : one.delegation.servers) {
    if (refused && server.in_domain)
      one.add(Key::HostsOffered, offered,
              "the name server " + wire::to_display(server.name) + " lies inside " +
                  wire::to_display(one.delegation.origin) + ", but " + offered.profile->title +
                  " registers no hosts of one's own",
              "ask another registrar, or " + std::string(kElsewhere), server.record);
    check_labels(one, server);
    check_characters(one, server);
    check_suffix(one, server);
  }
}

void evaluate_soa(const Case& one) {
  const auto& soa = one.delegation.soa;
  if (!soa) return;
  check_range(one, Key::SoaRefresh, "refresh", soa->refresh);
  check_range(one, Key::SoaRetry, "retry", soa->retry);
  check_range(one, Key::SoaExpire, "expire", soa->expire);
  check_range(one, Key::SoaMinimum, "minimum", soa->minimum);
  const Holder listed = one.rule(Key::SoaMnameListed);
  if (listed.rule == nullptr || !listed.rule->flag() || one.delegation.servers.empty()) return;
  if (one.delegation.find(soa->mname) != nullptr) return;
  one.add(Key::SoaMnameListed, listed,
          "the SOA names " + wire::to_display(soa->mname) + " as primary server, but " + listed.profile->title +
              " wants one of the NS records there",
          "write " + wire::to_text(one.delegation.servers.front().name) + " as the first field of the SOA");
}

}  // namespace bailiwick::delegation::registry
