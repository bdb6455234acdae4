// D15: fewer than two name servers with IPv4 (a warning: much of the Internet has nothing else), or with IPv6 (for
// information), though the zone names two servers or more. Where one of them has no address at all, or one that cannot
// be read, that is told already; where one lies elsewhere, nobody here knows.
#include <string>

#include "check/catalogue.h"
#include "check/name_servers.h"

namespace bailiwick::check {
namespace {

// Whether the addresses were written for the server without a final dot, behind which the zone's name came once more:
// S14 tells that.
bool lies_below_itself(const Context& context, wire::NameView server, rr::Type type) {
  const auto doubled = wire::Name::join(server, context.zone.origin());
  const zone::NodeId node = doubled ? context.zone.find_exact(*doubled) : zone::kNoNode;
  return node != zone::kNoNode && context.at(node, type).has_value();
}

void look_at(const Context& context, const std::vector<Server>& servers, rr::Type type, base::Level level, Sink& sink) {
  const Server* lacking = nullptr;
  std::size_t having = 0;
  for (const Server& server : servers) {
    if (addresses(context, server.host, type))
      ++having;
    else if (context.is_unreadable(server.name, type))
      return;
    else if (lacking == nullptr)
      lacking = &server;
  }
  if (having >= 2 || lacking == nullptr || lies_below_itself(context, lacking->name, type)) return;
  sink.add(level, [&] {
    const std::string family = type == rr::Type::A ? "IPv4" : "IPv6";
    base::Finding finding;
    finding.message = std::string(having == 0 ? "no" : "only one") + " name server of " + shown(context.zone.origin()) +
                      " has an " + family + " address";
    finding.places = {context.place(lacking->ns, lacking->record, "has none")};
    finding.notes = {having == 0 ? "clients with " + family + " only cannot find the zone at all"
                                 : "while the server that has one is down, clients with " + family +
                                       " only cannot find the zone"};
    finding.help = "add `" + wire::to_text(lacking->name) + " IN " + (type == rr::Type::A ? "A" : "AAAA") + " <" +
                   family + " address>`";
    return finding;
  });
}

}  // namespace

void few_addresses(const Context& context, Sink& sink) {
  const std::vector<Server> servers = apex_servers(context);
  if (servers.size() < 2) return;
  for (const Server& server : servers)
    if (!server.has_addresses()) return;
  look_at(context, servers, rr::Type::A, base::Level::Warning, sink);
  look_at(context, servers, rr::Type::AAAA, base::Level::Info, sink);
}

}  // namespace bailiwick::check
