// Which zones are found by questions alone. Each zone has a server of its own, which knows that zone and is asked real
// messages (RFC 1034 §4.3.2); the way starts at the parents that are not here, whose delegations say what the zone
// itself says (checks.md §2.2). A server can be asked once its address has come in a referral, stands at such a parent,
// or was answered by a server that can be asked; over and over until nothing new is found. For tests; slow.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>

#include "answer/zone_set.h"

namespace worlds {

using Names = std::set<std::string>;  // as wire::to_display() has them

// By origin: a set that has this zone alone.
using Servers = std::map<std::string, std::shared_ptr<const bailiwick::answer::ZoneSet>>;
Servers servers_of(const bailiwick::answer::ZoneSet& zones);

class Walker {
 public:
  // Nobody answers for the zones in `dead`; all others that are not among the servers are served elsewhere. With
  // `narrow`, parents that are not here publish no addresses of hosts in other zones.
  Walker(const Servers& servers, const Names& dead, bool narrow);

  bool is_found(const std::string& zone) const { return found_.contains(zone); }
  const Names& found() const { return found_; }
  // The zone whose server refers to this one; empty: none does, and so its parent is not here.
  std::string parent(const std::string& zone) { return delegation(zone).parent; }
  // The hosts that it is delegated to.
  const Names& servers(const std::string& zone) { return delegation(zone).servers; }

 private:
  struct Reply {
    std::string cut;  // what it refers to; empty: it is no referral
    Names servers;    // hosts of NS records, wherever they stand
    Names addresses;  // owners of A and AAAA records, the same
  };
  struct Delegation {
    std::string parent;
    Names servers;
    Names glue;
  };

  const Reply& ask(const std::string& zone, const std::string& name, bailiwick::rr::Type type);
  const Delegation& delegation(const std::string& zone);
  std::string closest(const std::string& name, bool strictly_above = false) const;
  std::string closest_dead(const std::string& name, bool strictly_above = false) const;
  bool shows_address(const std::string& host) const;
  bool can_be_asked(const std::string& zone);
  bool can_be_asked_beyond(const std::string& cut);
  bool leads_on(const Delegation& delegation);
  bool is_known(const std::string& host);

  const Servers& servers_;
  const Names& dead_;
  bool narrow_;
  Names found_;  // served zones, and those beyond cuts that are not here
  Names cuts_;   // the latter, as far as a host in them was asked for
  std::map<std::string, Reply> replies_;
  std::map<std::string, Delegation> delegations_;
};

}  // namespace worlds
