// Healthy worlds made at random: parents and children loaded or not, delegations inside delegations, glue of siblings,
// IPv6, wildcards, aliases and targets from zone to zone. A test plants its mistake with the same few verbs.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "world_maker.h"

namespace worlds {

using Hosts = std::vector<std::string>;  // absolute, without the final dot

class HealthyWorld {
 public:
  explicit HealthyWorld(std::uint32_t seed);

  // A zone that is loaded, with its servers; those of them that it has data for have addresses in it.
  void serve(const std::string& origin, const Hosts& hosts);
  // The delegation in a loaded parent, with glue for the hosts inside it and, as somebody likes, for those beside it.
  void delegate(const std::string& parent, const std::string& origin, const Hosts& hosts);
  Hosts in_domain(const std::string& origin, std::uint32_t count) const;
  void line(const std::string& origin, const std::string& text) { texts_[origin].insert(text); }
  // The host's addresses are the same wherever they stand.
  void write_addresses(const std::string& origin, const std::string& host);

  World make() const;
  // All of it, for the message of a test that fails.
  std::string told() const;

 private:
  std::uint32_t below_number(std::uint32_t n);
  bool coin() { return below_number(2) == 0; }

  // The loaded zone that a name lies in, be it there yet or not.
  std::string zone_above(const std::string& name) const;
  bool is_cut_off(const std::string& parent, const std::string& host) const;

  Hosts servers_for(const std::string& origin);
  // A child of `example`, loaded or not, and sometimes a grandchild.
  void add_family(const std::string& label);
  void add_zone(const std::string& parent, const std::string& origin, const Hosts& hosts, bool loaded);
  // Two that also serve each other, and need not.
  void add_mutual_pair();
  void add_data(const std::string& origin);

  std::mt19937 random_;
  bool dual_;
  std::map<std::string, std::set<std::string>> texts_;  // the lines of each zone
  std::map<std::string, std::size_t> numbers_;          // hosts to what makes their addresses
  std::string sibling_;                                 // a child with servers of its own
};

}  // namespace worlds
