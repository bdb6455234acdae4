// The order of a first delegation: hosts first, because nothing can be delegated to a host that is not registered;
// the domain's name servers last, because from then on the world asks them.
#include "delegation/sheet_steps.h"

#include <algorithm>

#include "base/address.h"

namespace bailiwick::delegation {
namespace {

SheetStep register_hosts(const Delegation& delegation, const Sheet& sheet) {
  SheetStep step{"Register the hosts at the registrar",
                 {"Some forms want the short label, others the full name. A host works within minutes."},
                 {}};
  for (const Server& server : delegation.servers)
    if (server.in_domain)
      for (const std::string& line : register_step(server, sheet).lines) step.lines.push_back(line);
  return step;
}

SheetStep at_present_provider(const Delegation& delegation, const std::string& zone) {
  SheetStep step{
      "Add the same addresses at the present DNS provider of " + zone,
      {"Until the name servers have changed the world asks that provider where they are. A domain that is new has "
       "none: then leave this out."},
      {}};
  for (const Server& server : delegation.servers)
    for (const std::string& line : record_lines(server)) step.lines.push_back(line);
  return step;
}

SheetStep test_server(const Delegation& delegation, const Sheet& sheet) {
  SheetStep step{"Fill and test your own server",
                 {"Every one must answer with the flag aa and the serial " +
                  (sheet.serial ? std::to_string(*sheet.serial) : std::string("of the zone")) +
                  ", asked from another network, and with +tcp too."},
                 {"bailiwick check " + sheet.zone + ' ' + sheet.file}};
  for (const Server& server : delegation.servers)
    for (const base::Bytes address : server.addresses())
      step.lines.push_back("dig @" + base::address_text(address) + ' ' + sheet.zone + " SOA +norecurse");
  return step;
}

std::vector<std::string> ns_record_lines(const Delegation& delegation) {
  std::vector<std::string> lines;
  for (const Server& server : delegation.servers)
    lines.push_back(wire::to_text(delegation.origin) + ' ' + std::to_string(delegation.ns_ttl) + " IN NS " +
                    wire::to_text(server.name));
  return lines;
}

std::string of_parent(const Sheet& sheet) {
  return "It is the file of the zone " + sheet.parent_zone + ": raise its serial, check, and reload.";
}

// Everything at once: nothing is asked before it is delegated.
std::vector<SheetStep> first_steps_here(const Delegation& delegation, const Sheet& sheet) {
  SheetStep write{"Write into " + sheet.parent_file, {of_parent(sheet)}, ns_record_lines(delegation)};
  for (const Server& server : delegation.servers)
    if (server.in_domain)
      for (const std::string& line : record_lines(server)) write.lines.push_back(line);
  for (const SheetDs& ds : sheet.ds)
    if (ds.in_use) write.lines.push_back(ds.record);
  return {test_server(delegation, sheet), std::move(write)};
}

}  // namespace

std::string where_registered(const Sheet& sheet) {
  return sheet.is_parent_here() ? "in " + sheet.parent_file : "at the registrar";
}

std::string time_text(std::uint64_t seconds) {
  const auto text = [](std::uint64_t count, const char* unit) {
    return std::to_string(count) + ' ' + unit + (count == 1 ? "" : "s");
  };
  if (seconds % 3600 == 0 && seconds > 0) return text(seconds / 3600, "hour");
  if (seconds % 60 == 0 && seconds > 0) return text(seconds / 60, "minute");
  return text(seconds, "second");
}

SheetStep wait_step(std::initializer_list<Remembered> remembered, std::string purpose) {
  std::uint64_t longest = kParentSeconds;
  std::string list = time_text(kParentSeconds) + " (what the parent zone hands out, 24 to 48 hours)";
  for (const Remembered& one : remembered) {
    longest = std::max(longest, one.seconds);
    list += ", " + time_text(one.seconds) + " (" + one.what + ')';
  }
  return {"Wait " + time_text(longest), {"That is the longest of " + list + ". " + std::move(purpose)}, {}};
}

std::vector<std::string> record_lines(const Server& server) {
  std::vector<std::string> lines;
  for (const base::Bytes address : server.addresses())
    lines.push_back(wire::to_text(server.name) + ' ' + std::to_string(server.address_ttl) + " IN " +
                    (address.size() == 4 ? "A " : "AAAA ") + base::address_text(address));
  return lines;
}

std::vector<std::string> address_lines(const Server& server) {
  std::vector<std::string> lines;
  for (const base::Bytes address : server.addresses()) lines.push_back(base::address_text(address));
  return lines;
}

Server addresses_without(const Server& a, const Server& b) {
  Server rest = a;
  const auto known = [&](base::Bytes address) { return b.has(address); };
  std::erase_if(rest.ipv4, known);
  std::erase_if(rest.ipv6, known);
  return rest;
}

SheetStep register_step(const Server& server, const Sheet& sheet) {
  const std::string name = wire::to_display(server.name);
  if (sheet.is_parent_here())
    return {"Add the addresses of " + name + " to " + sheet.parent_file, {of_parent(sheet)}, record_lines(server)};
  const std::size_t zone = sheet.zone.size();
  const std::string label = name.size() > zone ? name.substr(0, name.size() - zone - 1) : "@";
  std::string addresses;
  for (const base::Bytes address : server.addresses())
    addresses += (addresses.empty() ? "" : ", ") + base::address_text(address);
  return {"Register the host " + name + " at the registrar",
          {"Some forms want the short label, others the full name. A host works within minutes."},
          {label + " (" + name + "): " + addresses}};
}

SheetStep change_ns_step(const Delegation& delegation, const Sheet& sheet) {
  if (sheet.is_parent_here())
    return {"Change the NS records of " + sheet.zone + " in " + sheet.parent_file,
            {"All of them, and no others. " + of_parent(sheet)},
            ns_record_lines(delegation)};
  SheetStep step{"Change the name servers of " + sheet.zone + " at the registrar",
                 {"The full names, all of them, and no others:"},
                 {}};
  for (const Server& server : delegation.servers) step.lines.push_back(wire::to_display(server.name));
  return step;
}

std::vector<SheetStep> first_steps(const Delegation& delegation, const Sheet& sheet) {
  if (sheet.is_parent_here()) return first_steps_here(delegation, sheet);
  std::vector<SheetStep> steps;
  const bool hosts = delegation.in_domain_count() > 0;
  std::uint64_t address_ttl = 0;
  for (const Server& server : delegation.servers)
    address_ttl = std::max<std::uint64_t>(address_ttl, server.address_ttl);
  if (hosts) {
    steps.push_back(register_hosts(delegation, sheet));
    steps.push_back(at_present_provider(delegation, sheet.zone));
  }
  steps.push_back(test_server(delegation, sheet));
  steps.push_back({"Move the remaining records",
                   {"Copy every other record of the present provider into the zone file, raise the serial, and compare "
                    "the answers of both, name by name."},
                   {}});
  steps.push_back(change_ns_step(delegation, sheet));
  std::string purpose = "Until then leave everything at the present provider as it is.";
  steps.push_back(hosts ? wait_step({{"NS of " + sheet.zone, delegation.ns_ttl}, {"addresses of hosts", address_ttl}},
                                    std::move(purpose))
                        : wait_step({{"NS of " + sheet.zone, delegation.ns_ttl}}, std::move(purpose)));
  if (!sheet.ds.empty()) steps.push_back(ds_step(sheet));
  return steps;
}

}  // namespace bailiwick::delegation
