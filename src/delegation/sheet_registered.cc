// What stands at the registrar against what the zone says: first what is to be added there, then what may go, because
// nobody may ever be sent to no address at all.
#include <algorithm>

#include "delegation/sheet.h"
#include "delegation/sheet_steps.h"

namespace bailiwick::delegation {
namespace {

using check::RegisteredHost;
// The host as the zone would have it.
Server as_server(const RegisteredHost& host) {
  Server server{.name = host.name};
  for (const auto& address : host.v4) server.ipv4.emplace_back(address);
  for (const auto& address : host.v6) server.ipv6.emplace_back(address);
  return server;
}

void compare(const Server& server, const Server& registered, std::vector<SheetStep>& add,
             std::vector<SheetStep>& remove) {
  const std::string name = wire::to_display(server.name);
  const Server missing = addresses_without(server, registered);
  const Server surplus = addresses_without(registered, server);
  if (missing.address_count() > 0)
    add.push_back({"Add to the host " + name + " at the registrar", {}, address_lines(missing)});
  if (surplus.address_count() > 0)
    remove.push_back(
        {"Remove from the host " + name + " at the registrar",
         {"The zone does not have it. The server must answer there until then, and for " + time_text(kParentSeconds) +
          " after. The last address of a host cannot be removed: add the "
          "others first."},
         address_lines(surplus)});
}

}  // namespace

void add_registered(const Delegation& delegation, const check::RegisteredHosts& registered, Sheet& sheet) {
  SheetRegistered found{registered.file(), {}};
  std::vector<SheetStep> later;
  for (const Server& server : delegation.servers) {
    if (!server.in_domain || server.address_count() == 0) continue;
    if (const RegisteredHost* host = registered.find(server.name))
      compare(server, as_server(*host), found.steps, later);
    else
      found.steps.push_back(register_step(server, sheet));
  }
  for (const RegisteredHost& host : registered.hosts()) {
    if (!wire::is_at_or_below(host.name, delegation.origin) || delegation.find(host.name) != nullptr) continue;
    later.push_back({"Delete the host " + wire::to_display(host.name) + " at the registrar",
                     {"It is no name server of this zone. Only " + time_text(kParentSeconds) +
                      " after the domain's name servers there are as here, and not while other domains use it."},
                     address_lines(as_server(host))});
  }
  found.steps.insert(found.steps.end(), later.begin(), later.end());
  sheet.registered = std::move(found);
}

}  // namespace bailiwick::delegation
