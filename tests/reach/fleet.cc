// Every zone gets one server by which it can be found: a host of its own, of a zone that was made before it, or one
// that is served elsewhere; parents are made before their children. All other servers are any hosts.
#include "fleet.h"

#include <algorithm>

namespace worlds {
namespace {

HostRecord host_with_address(const std::string& name, std::uint32_t number) {
  HostRecord host{.name = name, .addresses = {}};
  host.addresses.insert("192.0.2." + std::to_string(1 + number % 250));
  return host;
}

void replace(std::vector<std::string>& hosts, const std::string& from, const std::string& to) {
  std::ranges::replace(hosts, from, to);
}

// False if the zone does not have the name.
bool replace(ZonePlan& plan, const std::string& from, const std::string& to) {
  const auto names = [&](const std::vector<std::string>& hosts) {
    return std::ranges::find(hosts, from) != hosts.end();
  };
  bool is_named = names(plan.ns);
  replace(plan.ns, from, to);
  for (auto& [cut, hosts] : plan.cuts) {
    is_named |= names(hosts);
    replace(hosts, from, to);
  }
  const auto host = plan.hosts.find(from);
  if (host == plan.hosts.end()) return is_named;
  HostRecord record = host->second;
  record.name = to;
  plan.hosts.erase(host);
  plan.hosts[to] = record;
  return true;
}

}  // namespace

Fleet::Fleet(std::uint32_t seed) : random_(seed) {
  std::vector<std::string> names = {"one",     "a.one",  "kid.a.one", "x.kid.a.one", "b.two", "kid.b.two",
                                    "c.three", "d.four", "p.net",     "q.net",       "r.net", "kid.q.net"};
  std::ranges::shuffle(names, random_);
  names.resize(2 + below_number(static_cast<std::uint32_t>(names.size()) - 1));
  for (const std::string& name : names) right_[name].origin = name;
  std::ranges::stable_sort(names, {}, [](const std::string& name) { return std::ranges::count(name, '.'); });
  make_servers(names);
  make_cuts();
  for (const auto& [origin, plan] : right_) files_[origin] = {.plan = plan, .is_configured = !chance(5)};
}

void Fleet::make_servers(const std::vector<std::string>& in_order) {
  std::vector<std::string> hosts = {"ns.elsewhere.org"};
  const auto add_host = [&](const std::string& zone, const std::string& label) {
    const std::string name = label + '.' + zone;
    right_[zone].hosts[name] = host_with_address(name, below_number(250));
    return name;
  };
  for (const std::string& zone : in_order) {
    const std::string own = add_host(zone, "ns0");
    right_[zone].ns = {chance(3) ? own : hosts[below_number(static_cast<std::uint32_t>(hosts.size()))]};
    hosts.push_back(own);
  }
  for (const std::string& zone : in_order) {
    if (chance(2)) hosts.push_back(add_host(zone, "ns1"));
    if (!chance(5)) continue;
    right_[zone].cuts["stub." + zone] = {"ns0." + zone};
    hosts.push_back("ns7.stub." + zone);
  }
  for (const std::string& zone : in_order)
    for (std::uint32_t more = below_number(3); more > 0; --more) {
      const std::string host = hosts[below_number(static_cast<std::uint32_t>(hosts.size()))];
      // An own host needs an address in its own zone, which one in a stub has not.
      if (below(host, zone) && !right_[zone].hosts.contains(host)) continue;
      if (std::ranges::find(right_[zone].ns, host) == right_[zone].ns.end()) right_[zone].ns.push_back(host);
    }
}

void Fleet::make_cuts() {
  for (const auto& [zone, plan] : right_)
    if (const std::string parent = parent_of(zone); !parent.empty()) right_[parent].cuts[zone] = plan.ns;
  for (auto& [zone, plan] : right_)
    for (const auto& [cut, hosts] : plan.cuts)
      for (const std::string& host : hosts) {
        const bool is_beyond = std::ranges::any_of(plan.cuts, [&](const auto& c) { return below(host, c.first); });
        if (is_beyond && (below(host, cut) || chance(2))) plan.hosts[host] = host_with_address(host, below_number(250));
      }
}

std::string Fleet::parent_of(const std::string& zone) const {
  std::string best;
  for (const auto& [other, plan] : right_)
    if (other != zone && below(zone, other) && other.size() > best.size()) best = other;
  return best;
}

std::string Fleet::any_zone() {
  return std::next(right_.begin(), below_number(static_cast<std::uint32_t>(right_.size())))->first;
}

std::string Fleet::any_host() {
  if (chance(10)) return "ns.elsewhere.org";
  const ZonePlan& plan = files_.at(any_zone()).plan;
  if (plan.hosts.empty() || chance(10)) return "ns8." + plan.origin;
  return std::next(plan.hosts.begin(), below_number(static_cast<std::uint32_t>(plan.hosts.size())))->first;
}

std::vector<std::string> Fleet::shuffled_names() {
  std::vector<std::string> names;
  for (const auto& [origin, file] : files_) names.push_back(origin);
  std::ranges::shuffle(names, random_);
  return names;
}

void Fleet::mend(const std::string& origin) {
  const bool is_configured = files_.at(origin).is_configured;
  files_[origin] = {.plan = right_.at(origin), .is_configured = is_configured};
}

void Fleet::configure_all() {
  for (auto& [origin, file] : files_) file.is_configured = true;
}

std::vector<std::string> Fleet::edit() {
  const std::string zone = any_zone();
  FleetFile& file = files_.at(zone);
  switch (below_number(14)) {
    case 0:
    case 1:
    case 2:
      return rename();
    case 3:
      return drop_host(zone);
    case 4:
      return mistype(zone);
    case 5:
      return move(zone);
    case 6:
      return change_cut(zone);
    case 7:
      file.is_broken = true;
      return {zone};
    case 8:
      file.is_there = false;
      return {zone};
    case 9:
      file.is_configured = !file.is_configured;
      file.is_broken |= file.is_configured && chance(3);
      return {zone};
    case 10:
      file.is_configured = true;
      return {};
    case 11:  // nothing but its serial
      return {zone};
  }
  mend(zone);
  return {zone};
}

// One host gets another name, everywhere: so it should be. Some files follow later, and some with a slip.
std::vector<std::string> Fleet::rename() {
  const std::string zone = any_zone();
  std::vector<std::string> own;
  for (const auto& [name, record] : right_.at(zone).hosts)
    if (std::ranges::none_of(right_.at(zone).cuts, [&](const auto& cut) { return below(name, cut.first); }))
      own.push_back(name);
  if (own.empty()) return {};
  const std::string from = own[below_number(static_cast<std::uint32_t>(own.size()))];
  const std::string to = "h" + std::to_string(++renames_) + '.' + zone;
  std::vector<std::string> touched;
  for (auto& [origin, plan] : right_) {
    if (!replace(plan, from, to) || chance(5)) continue;
    replace(files_.at(origin).plan, from, chance(10) ? "x" + to : to);
    touched.push_back(origin);
  }
  return touched;
}

std::vector<std::string> Fleet::drop_host(const std::string& zone) {
  auto& hosts = files_.at(zone).plan.hosts;
  if (!hosts.empty()) hosts.erase(std::next(hosts.begin(), below_number(static_cast<std::uint32_t>(hosts.size()))));
  return {zone};
}

std::vector<std::string> Fleet::mistype(const std::string& zone) {
  auto& hosts = files_.at(zone).plan.ns;
  std::string& host = hosts[below_number(static_cast<std::uint32_t>(hosts.size()))];
  host = "x" + host;
  return {zone};
}

// To another server, or to one more; the parent may follow.
std::vector<std::string> Fleet::move(const std::string& zone) {
  auto& hosts = files_.at(zone).plan.ns;
  const std::string host = any_host();
  if (std::ranges::find(hosts, host) != hosts.end()) return {zone};
  if (!chance(3)) hosts.clear();
  hosts.push_back(host);
  const std::string parent = parent_of(zone);
  if (parent.empty() || chance(2)) return {zone};
  files_.at(parent).plan.cuts[zone] = hosts;
  return {zone, parent};
}

std::vector<std::string> Fleet::change_cut(const std::string& zone) {
  auto& cuts = files_.at(zone).plan.cuts;
  if (cuts.empty()) return {};
  const auto cut = std::next(cuts.begin(), below_number(static_cast<std::uint32_t>(cuts.size())));
  if (chance(2))
    cuts.erase(cut);
  else
    cut->second = {any_host()};
  return {zone};
}

}  // namespace worlds
