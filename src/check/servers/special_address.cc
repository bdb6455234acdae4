// D14: a name server must have an address that resolvers can reach (IANA special-purpose address registries, RFC 6890):
// nobody outside finds it at a private or loopback one. Those for documentation are left alone unless the zone is said
// to be public: they are the only addresses that an example may use.
#include <string>

#include "base/address.h"
#include "check/address.h"
#include "check/catalogue.h"

namespace bailiwick::check {
namespace {

base::Level level_of(const Context& context, AddressReach reach) {
  if (context.options.public_addresses) return base::Level::Error;
  return reach == AddressReach::Documentation ? base::Level::Info : base::Level::Warning;
}

void look_at(const Context& context, zone::RRsetPlace found, Sink& sink) {
  const rr::Type type = context.zone.rrset(found.rrset).type();
  if (type != rr::Type::A && type != rr::Type::AAAA) return;
  std::size_t number = 0;
  for (const zone::Record record : context.zone.rrset(found.rrset)) {
    const std::size_t at = number++;
    const AddressKind kind = kind_of_address(record.rdata);
    if (kind.reach == AddressReach::Global) continue;
    sink.add(level_of(context, kind.reach), [&] {
      const std::string host = shown(context.zone.name(found.node));
      base::Finding finding;
      finding.message = "name server " + host + " has the address " + base::address_text(record.rdata) + ", " +
                        std::string(kind.words);
      finding.places = {context.place(found, at, "")};
      finding.notes = {"resolvers on the Internet cannot reach a server at this address"};
      finding.help =
          "give " + host + " the public address under which the world reaches it, here and at your registrar";
      return finding;
    });
  }
}

}  // namespace

void special_address(const Context& context, Sink& sink) {
  const base::LargeArray<zone::NodeId> nodes = context.survey.name_server_nodes();
  for (const zone::NodeId node : nodes) {
    const auto first = static_cast<std::uint32_t>(context.zone.first_rrset(node));
    for (std::uint32_t number = first; number < first + context.zone.rrset_count(node); ++number)
      look_at(context, {node, number}, sink);
  }
}

}  // namespace bailiwick::check
