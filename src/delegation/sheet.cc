// From a zone and the profiles that hold for it to its sheet: hosts, limits, and what would be refused.
#include "delegation/sheet.h"

#include <algorithm>

#include "base/address.h"
#include "check/address.h"
#include "delegation/registry/evaluate.h"

namespace bailiwick::delegation {
namespace {

using registry::Key;

// The host's name without the zone's: "ns1", "ns1.dns"; "@" for the zone's own name.
std::string label_of(const Server& server, const std::string& zone) {
  if (!server.in_domain) return {};
  const std::string name = wire::to_display(server.name);
  return name.size() <= zone.size() ? "@" : name.substr(0, name.size() - zone.size() - 1);
}

void classify(const Delegation& delegation, const Server& server, const Sheet& sheet, SheetHost& host) {
  const wire::NameView parent =
      delegation.origin.view().is_root() ? wire::NameView() : delegation.origin.view().parent();
  if (server.in_domain) {
    host.glue = Glue::Required;
    host.why = "it lies inside the domain: only the " +
               std::string(sheet.is_parent_here() ? "zone above" : "registry") + " can tell where it is";
  } else if (!wire::is_at_or_below(server.name, parent)) {
    host.glue = Glue::NotNeeded;
    host.why = "it lies under another top-level domain, which knows its addresses: enter the name alone";
  } else if (sheet.parent_policy == "narrow") {
    host.glue = Glue::NotNeeded;
    host.why = "it lies in another domain, and this registry publishes addresses of hosts inside the domain only";
  } else {
    host.glue = Glue::Optional;
    host.why = "it lies in another domain: who holds that domain registers its addresses";
  }
}

void add_hosts(const Delegation& delegation, Sheet& sheet) {
  for (const Server& server : delegation.servers) {
    SheetHost host;
    host.name = wire::to_display(server.name);
    host.label = label_of(server, sheet.zone);
    for (const base::Bytes address : server.ipv4) host.ipv4.push_back(base::address_text(address));
    for (const base::Bytes address : server.ipv6) host.ipv6.push_back(base::address_text(address));
    classify(delegation, server, sheet, host);
    sheet.hosts.push_back(std::move(host));
  }
}

std::string have(std::size_t count) {
  return " (here " + std::to_string(count) + ')';
}

std::size_t most_addresses(const Delegation& delegation, Key key) {
  std::size_t most = 0;
  for (const Server& server : delegation.servers)
    most = std::max(most, key == Key::HostV4Max   ? server.ipv4.size()
                          : key == Key::HostV6Max ? server.ipv6.size()
                                                  : server.address_count());
  return most;
}

std::string range_text(std::string_view what, const registry::Rule& rule, std::uint32_t value) {
  return "SOA " + std::string(what) + ' ' + std::to_string(rule.least) + " to " + std::to_string(rule.most) +
         " seconds" + have(value);
}

std::string limit_text(const registry::Rule& rule, const Delegation& delegation) {
  const std::string number = std::to_string(rule.most);
  const std::string words = rule.words.empty() ? "" : rule.words.front();
  const SoaTimers soa = delegation.soa.value_or(SoaTimers{});
  switch (rule.key) {
    case Key::NsMin:
      return "at least " + number + " name servers" + have(delegation.servers.size());
    case Key::NsMax:
      return "at most " + number + " name servers" + have(delegation.servers.size());
    case Key::HostsMax:
      return "at most " + number + " hosts inside the domain" + have(delegation.in_domain_count());
    case Key::HostAddressesMin:
      return "at least " + number + (rule.most == 1 ? " address" : " addresses") + " for each host";
    case Key::HostAddressesMax:
      return "at most " + number + " addresses for each host" + have(most_addresses(delegation, rule.key));
    case Key::HostV4Max:
      return "at most " + number + " IPv4 for each host" + have(most_addresses(delegation, rule.key));
    case Key::HostV6Max:
      return "at most " + number + " IPv6 for each host" + have(most_addresses(delegation, rule.key));
    case Key::HostLabelsMax:
      return "host names of at most " + number + " labels";
    case Key::HostCharacters:
      return "host names of " + words;
    case Key::HostSuffixesRejected: {
      std::string list;
      for (const std::string& word : rule.words) list += (list.empty() ? "" : ", ") + word;
      return "no hosts below " + list;
    }
    case Key::HostsOffered:
      return rule.flag() ? "hosts inside the domain can be registered" : "no hosts inside the domain can be registered";
    case Key::AddressesUnique:
      return "an address belongs to one host only";
    case Key::GlueOutsideIgnored:
      return "addresses of hosts outside the domain are ignored";
    case Key::GlueInDomainRequired:
      return "hosts inside the domain need addresses";
    case Key::SoaRefresh:
      return range_text("refresh", rule, soa.refresh);
    case Key::SoaRetry:
      return range_text("retry", rule, soa.retry);
    case Key::SoaExpire:
      return range_text("expire", rule, soa.expire);
    case Key::SoaMinimum:
      return range_text("minimum", rule, soa.minimum);
    case Key::SoaMnameListed:
      return "the primary server of the SOA is one of the name servers";
    case Key::Ipv4ServerRequired:
      return "one name server at least has an IPv4 address";
    case Key::DistinctAddressRequired:
      return "one name server at least has an address of its own";
    case Key::GluePolicy:
      return "the registry publishes addresses: " + words;
  }
  return {};
}

void add_limits(const Delegation& delegation, const SheetInput& input, Sheet& sheet) {
  const std::vector<registry::Violation> broken = registry::evaluate(delegation, input.profiles);
  for (const registry::KeyInfo& key : registry::keys()) {
    const registry::Holder holder = registry::strictest(input.profiles, key.key);
    if (holder.rule == nullptr) continue;
    const bool holds = std::ranges::none_of(broken, [&](const registry::Violation& v) { return v.key == key.key; });
    sheet.limits.push_back({std::string(key.name), limit_text(*holder.rule, delegation), holds,
                            registry::source_text(holder.rule->source)});
  }
  for (const registry::Violation& violation : broken) {
    const std::string reason = violation.message + " (" + violation.rule->source.title + ')';
    if (violation.rule->source.confidence == registry::Confidence::Low)
      sheet.cautions.push_back(reason + "; how sure that is: " + registry::source_text(violation.rule->source));
    else
      sheet.refusals.push_back({std::string(registry::info(violation.key).code), reason, violation.help});
  }
  for (const registry::Profile* profile : input.profiles)
    for (const registry::Remark& remark : profile->remarks)
      sheet.remarks.push_back(remark.text + " (" + remark.source.title + ')');
}

void add_words(const SheetInput& input, Sheet& sheet) {
  for (const registry::Profile* profile : input.profiles)
    for (const std::string& word : profile->words)
      if (std::ranges::find(sheet.words, word) == sheet.words.end()) sheet.words.push_back(word);
  for (const char* word :
       {"custom DNS host", "glue record", "child name server", "private name server", "host object", "Host Names"})
    if (std::ranges::find(sheet.words, word) == sheet.words.end()) sheet.words.emplace_back(word);
}

void judge_addresses(const Delegation& delegation, Sheet& sheet) {
  for (const Server& server : delegation.servers) {
    const std::string name = wire::to_display(server.name);
    for (const base::Bytes address : server.addresses()) {
      const check::AddressKind kind = check::kind_of_address(address);
      const std::string text = name + " has " + base::address_text(address) + ", " + std::string(kind.words);
      if (kind.reach == check::AddressReach::Local)
        sheet.refusals.push_back({"D14", text + ": nobody elsewhere can reach it, and registries refuse it",
                                  "enter the public address of the server; behind NAT that is the router's, with port "
                                  "53 forwarded by UDP and TCP"});
      if (kind.reach == check::AddressReach::Documentation)
        sheet.cautions.push_back(text + ": put the server's real one in its place");
    }
    if (server.in_domain && server.address_count() > 0 && server.ipv4.empty())
      sheet.cautions.push_back(name + " has no IPv4 address: resolvers without IPv6 cannot ask it");
    if (server.in_domain && server.address_count() == 0)
      sheet.refusals.push_back({"A05", name + " has no address in the zone: there is nothing to register",
                                "add `" + wire::to_text(server.name) + " IN A <address>` to the zone"});
  }
}

// What is live already cannot be refused any more, only put right.
void excuse_order(Sheet& sheet) {
  const auto of_order = [](const SheetRefusal& refusal) { return refusal.code == "order"; };
  for (const SheetRefusal& refusal : sheet.refusals)
    if (of_order(refusal))
      sheet.cautions.push_back(refusal.reason + "; unless the steps below are done: " + refusal.instead);
  std::erase_if(sheet.refusals, of_order);
}

void compare(const SheetInput& input, Sheet& sheet) {
  sheet.compared_with = input.was_name;
  sheet.live_since = input.live_since;
  if (input.was == nullptr) return;
  add_changes(input.zone, *input.was, sheet);
  if (!input.live_since.empty()) excuse_order(sheet);
}

std::string policy_of(const SheetInput& input) {
  if (!input.parent_policy.empty()) return input.parent_policy;
  const registry::Holder holder = registry::strictest(input.profiles, Key::GluePolicy);
  return holder.rule == nullptr || holder.rule->words.empty() ? "unknown" : holder.rule->words.front();
}

std::string registry_of(const SheetInput& input) {
  if (!input.parent_file.empty()) return "none: the zone above, " + input.parent_zone + ", is served here";
  std::string text;
  for (const registry::Profile* profile : input.profiles) text += (text.empty() ? "" : "; ") + profile->title;
  if (!text.empty() || input.zone.origin().is_root()) return text;
  return "none known: the delegation is made in the zone " + wire::to_display(input.zone.origin().parent());
}

}  // namespace

std::string glue_name(Glue glue) {
  switch (glue) {
    case Glue::Required:
      return "required";
    case Glue::Optional:
      return "optional";
    case Glue::NotNeeded:
      return "unneeded";
  }
  return "?";
}

Sheet make_sheet(const SheetInput& input) {
  const Delegation delegation = describe(input.zone);
  Sheet sheet;
  sheet.zone = wire::to_display(input.zone.origin());
  sheet.file = input.file;
  sheet.serial = input.zone.serial();
  sheet.registry = registry_of(input);
  sheet.parent_zone = input.parent_zone;
  sheet.parent_file = input.parent_file;
  sheet.parent_policy = policy_of(input);
  add_hosts(delegation, sheet);
  add_limits(delegation, input, sheet);
  add_words(input, sheet);
  judge_addresses(delegation, sheet);
  add_ds(input.zone, input.now, sheet);
  if (input.registered != nullptr && !sheet.is_parent_here()) add_registered(delegation, *input.registered, sheet);
  compare(input, sheet);
  if (!sheet.refused() && !sheet.compared) sheet.steps = first_steps(delegation, sheet);
  return sheet;
}

}  // namespace bailiwick::delegation
