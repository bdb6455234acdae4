// D11: name servers for one family of addresses only, for information: some of them lack what the others have, or the
// zone has addresses of a family for which it has no name server (RFC 3901 §4 wants both).
#include <string>

#include "check/catalogue.h"
#include "check/name_servers.h"

namespace bailiwick::check {
namespace {

struct Family {
  rr::Type type;
  std::string_view name;
  std::string_view mnemonic;
};
constexpr Family kFamilies[] = {{rr::Type::A, "IPv4", "A"}, {rr::Type::AAAA, "IPv6", "AAAA"}};

void add(const Context& context, const Server& server, const std::string& message, const std::string& help,
         Sink& sink) {
  sink.add(base::Level::Info, [&] {
    base::Finding finding;
    finding.message = message;
    finding.places = {context.place(server.ns, server.record, "")};
    finding.help = help;
    return finding;
  });
}

void look_at(const Context& context, const std::vector<Server>& servers, const Family& family, bool wanted,
             Sink& sink) {
  const Server* without = nullptr;
  std::size_t missing = 0;
  std::size_t known = 0;
  for (const Server& server : servers) {
    if (!server.has_addresses()) continue;
    ++known;
    if (addresses(context, server.host, family.type)) continue;
    if (missing++ == 0) without = &server;
  }
  if (missing == 0) return;
  const std::string name(family.name);
  const std::string host = shown(without->name);
  const std::string help =
      "add `" + wire::to_text(without->name) + " IN " + std::string(family.mnemonic) + " <" + name + " address>`";
  if (missing < known)
    add(context, *without,
        "name server " + host + " has no " + name + " address, and others have" +
            (missing > 1 ? "; so have " + std::to_string(missing - 1) + " more none" : ""),
        help, sink);
  else if (wanted && known == servers.size())
    add(context, *without, shown(context.zone.origin()) + " has " + name + " addresses, and no name server with one",
        help, sink);
}

}  // namespace

void mixed_families(const Context& context, Sink& sink) {
  if (!sink.wants(base::Level::Info)) return;
  const std::vector<Server> servers = apex_servers(context);
  look_at(context, servers, kFamilies[0], context.survey.has_ipv4(), sink);
  look_at(context, servers, kFamilies[1], context.survey.has_ipv6(), sink);
}

}  // namespace bailiwick::check
