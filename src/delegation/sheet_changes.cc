// A rename, a removal, a renumbering: never is the last address of a host dropped, never a host before the domain has
// moved, and what resolvers remember is waited out before what it points at goes.
#include <algorithm>

#include "base/address.h"
#include "delegation/sheet.h"
#include "delegation/sheet_steps.h"

namespace bailiwick::delegation {
namespace {

struct Plan {
  const zone::Zone& now_zone;
  const Delegation& now;
  const Delegation& was;
  Sheet& sheet;
};

bool shares_address(const Server& a, const Server& b) {
  return std::ranges::any_of(a.addresses(), [&](base::Bytes address) { return b.has(address); });
}

std::string names(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + text;
  return list;
}

std::string address_list(const Server& server) {
  std::vector<std::string> texts;
  for (const base::Bytes address : server.addresses()) texts.push_back(base::address_text(address));
  return names(texts);
}

SheetStep wait_for_ns(const Plan& plan, const Server& old) {
  const std::string purpose = "Until then resolvers still ask " + wire::to_display(old.name) + '.';
  if (!old.in_domain) return wait_step({{"NS of " + plan.sheet.zone, plan.was.ns_ttl}}, purpose);
  return wait_step(
      {{"NS of " + plan.sheet.zone, plan.was.ns_ttl}, {"addresses of " + wire::to_display(old.name), old.address_ttl}},
      purpose);
}

void delete_and_drop(const Plan& plan, const Server& old, std::vector<SheetStep>& steps) {
  const std::string name = wire::to_display(old.name);
  if (!old.in_domain) return;
  if (plan.sheet.is_parent_here())
    steps.push_back({"Delete the addresses of " + name + " from " + plan.sheet.parent_file, {}, record_lines(old)});
  else
    steps.push_back({"Delete the host " + name + " at the registrar",
                     {"It is refused while other domains use the host as their name server: these move first."},
                     {}});
  steps.push_back({"Only then drop its records from the zone, and raise the serial", {}, record_lines(old)});
}

// The zone as it is now must still have the addresses of a host that is going.
void refuse_early_drop(const Plan& plan, const Server& old) {
  if (!old.in_domain || old.address_count() == 0) return;
  const Server kept = describe_server(plan.now_zone, old.name);
  const Server dropped = addresses_without(old, kept);
  if (kept.address_count() > 0 && dropped.address_count() == 0) return;
  plan.sheet.refusals.push_back(
      {"order",
       "this zone drops " + address_list(dropped) + " of " + wire::to_display(old.name) + " before " + plan.sheet.zone +
           " has moved away from that host",
       "keep `" + names(record_lines(dropped)) + "` in the zone until the steps below have come to it"});
}

void rename(const Plan& plan, const Server& old, const Server& added) {
  const std::string from = wire::to_display(old.name);
  const std::string to = wire::to_display(added.name);
  SheetChange change{"rename", from + " is renamed to " + to, {}};
  change.steps.push_back({"Publish the zone with " + to + " beside " + from, {}, record_lines(added)});
  for (const std::string& line : record_lines(old)) change.steps.back().lines.push_back(line);
  change.steps.push_back(register_step(added, plan.sheet));
  change.steps.push_back(change_ns_step(plan.now, plan.sheet));
  change.steps.push_back(wait_for_ns(plan, old));
  delete_and_drop(plan, old, change.steps);
  refuse_early_drop(plan, old);
  plan.sheet.changes.push_back(std::move(change));
}

void removal(const Plan& plan, const Server& old) {
  const std::string name = wire::to_display(old.name);
  SheetChange change{"removal", name + " is no longer a name server of " + plan.sheet.zone, {}};
  change.steps.push_back(change_ns_step(plan.now, plan.sheet));
  change.steps.push_back(wait_for_ns(plan, old));
  delete_and_drop(plan, old, change.steps);
  change.steps.push_back({"Switch the server off", {"Unless it serves something else."}, {}});
  refuse_early_drop(plan, old);
  plan.sheet.changes.push_back(std::move(change));
}

void addition(const Plan& plan, const Server& added) {
  const std::string name = wire::to_display(added.name);
  SheetChange change{"addition", name + " becomes a name server of " + plan.sheet.zone, {}};
  change.steps.push_back(
      {"Let " + name + " serve the zone, and test it",
       {"It must answer with the flag aa, by UDP and TCP, before anyone is sent there."},
       {"dig @" + (added.address_count() > 0 ? base::address_text(added.addresses().front()) : name) + ' ' +
        plan.sheet.zone + " SOA +norecurse"}});
  if (added.in_domain) change.steps.push_back({"Publish the zone with its addresses", {}, record_lines(added)});
  if (added.in_domain) change.steps.push_back(register_step(added, plan.sheet));
  change.steps.push_back(change_ns_step(plan.now, plan.sheet));
  change.steps.push_back(
      wait_step({{"NS of " + plan.sheet.zone, plan.was.ns_ttl}}, "From then on all resolvers know it."));
  plan.sheet.changes.push_back(std::move(change));
}

void renumbering(const Plan& plan, const Server& old, const Server& now) {
  const std::string name = wire::to_display(now.name);
  const Server gone = addresses_without(old, now);
  const Server come = addresses_without(now, old);
  if (gone.address_count() == 0 && come.address_count() == 0) return;
  SheetChange change{"renumbering", name, {}};
  if (come.address_count() > 0) change.what += " gets " + address_list(come);
  if (gone.address_count() > 0)
    change.what += std::string(come.address_count() > 0 ? " and" : "") + " loses " + address_list(gone);
  const Remembered a{"addresses of " + name, std::max(old.address_ttl, now.address_ttl)};
  if (come.address_count() > 0) {
    change.steps.push_back({"Let the server answer at the new address too, and publish that beside the old", {}, {}});
    change.steps.back().lines = record_lines(come);
    for (const std::string& line : record_lines(old)) change.steps.back().lines.push_back(line);
    change.steps.push_back(
        {"Add " + address_list(come) + " to the host " + name + ' ' + where_registered(plan.sheet) + ", beside the old",
         {},
         plan.sheet.is_parent_here() ? record_lines(come) : std::vector<std::string>()});
    change.steps.push_back(wait_step({a}, "From then on the new address is known everywhere."));
  }
  if (gone.address_count() > 0) {
    change.steps.push_back(
        {"Remove " + address_list(gone) + " from the host " + name + ' ' + where_registered(plan.sheet),
         {"The last address of a host cannot be removed: another must be there."},
         plan.sheet.is_parent_here() ? record_lines(gone) : std::vector<std::string>()});
    change.steps.push_back({"Drop it from the zone, and raise the serial", {}, record_lines(gone)});
    change.steps.push_back(wait_step({a}, "Until then the server must answer at the old address; then switch it off."));
  }
  const bool nothing_stays = old.address_count() > 0 && gone.address_count() == old.address_count();
  if (nothing_stays)
    plan.sheet.refusals.push_back(
        {"order", "this zone drops the last address of " + name + " that is registered: " + address_list(gone),
         "write the old one beside the new, `" + names(record_lines(gone)) + "`, and follow the steps below"});
  plan.sheet.changes.push_back(std::move(change));
}

}  // namespace

void add_changes(const zone::Zone& now_zone, const zone::Zone& was_zone, Sheet& sheet) {
  const Delegation now = describe(now_zone);
  const Delegation was = describe(was_zone);
  const Plan plan{now_zone, now, was, sheet};
  sheet.compared = true;
  std::vector<const Server*> added;
  std::vector<const Server*> gone;
  for (const Server& server : now.servers)
    if (was.find(server.name) == nullptr) added.push_back(&server);
  for (const Server& old : was.servers) {
    if (const Server* same = now.find(old.name); same != nullptr) {
      renumbering(plan, old, *same);
      continue;
    }
    const auto heir = std::ranges::find_if(
        added, [&](const Server* one) { return old.in_domain && one->in_domain && shares_address(old, *one); });
    if (heir == added.end()) {
      gone.push_back(&old);
      continue;
    }
    rename(plan, old, **heir);
    added.erase(heir);
  }
  // Who comes is there before who goes has gone.
  for (const Server* server : added) addition(plan, *server);
  for (const Server* server : gone) removal(plan, *server);
}

}  // namespace bailiwick::delegation
