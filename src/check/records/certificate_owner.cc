// S17: TLSA records stand at _port._protocol.host (RFC 6698 §3), whose host has an address; SMIMEA records at
// hash._smimecert.domain (RFC 8162 §3).
#include <algorithm>
#include <string>

#include "check/host.h"
#include "check/host_name.h"
#include "check/catalogue.h"

namespace bailiwick::check {
namespace {

std::string label_text(base::Bytes label) {
  return {label.begin(), label.end()};
}

bool is_port(const std::string& label) {
  if (label == "*") return true;  // by wildcard for all ports
  return label.size() > 1 && label.size() <= 6 && label[0] == '_' &&
         std::ranges::all_of(label.substr(1), [](char c) { return c >= '0' && c <= '9'; });
}

base::Finding describe(const Context& context, zone::RRsetPlace found, std::string message, std::string help) {
  base::Finding finding;
  finding.message = std::move(message);
  finding.places = {context.place(found, 0, "")};
  finding.help = std::move(help);
  return finding;
}

void look_at_tlsa(const Context& context, zone::RRsetPlace found, Sink& sink) {
  const wire::NameView owner = context.zone.name(found.node);
  const bool formed = owner.label_count() >= 3 && is_port(label_text(owner.first_label())) &&
                      owner.parent().first_label().front() == '_';
  if (!formed) {
    sink.add(base::Level::Warning, [&] {
      return describe(context, found, "the TLSA record of " + shown(owner) + " is not found where it stands",
                      "give it the name of a port and a protocol, as in `_443._tcp." + wire::to_text(owner) + '`');
    });
    return;
  }
  const wire::NameView host = owner.parent().parent();
  if (!wire::is_at_or_below(host, context.zone.origin()) || host.is_wildcard()) return;
  if (examine_host(context.zone, host, context.zone.find_exact(host)).state != HostState::NoAddress) return;
  sink.add(base::Level::Warning, [&] {
    return describe(context, found, "the TLSA record is for " + shown(host) + ", which has no address",
                    "add " + address_to_type(host) + ", or delete the TLSA record");
  });
}

void look_at_smimea(const Context& context, zone::RRsetPlace found, Sink& sink) {
  const wire::NameView owner = context.zone.name(found.node);
  constexpr std::size_t kHashDigits = 56;
  const bool formed = owner.label_count() >= 2 && label_text(owner.parent().first_label()) == "_smimecert" &&
                      (owner.is_wildcard() || owner.first_label().size() == kHashDigits);
  if (formed) return;
  sink.add(base::Level::Warning, [&] {
    return describe(
        context, found, "the SMIMEA record of " + shown(owner) + " is not found where it stands",
        "its name is 56 hexadecimal digits of the hash of the local part, then `_smimecert` and the domain");
  });
}

}  // namespace

void certificate_owner(const Context& context, Sink& sink) {
  for (const zone::RRsetPlace found : context.survey.of(rr::Type::TLSA))
    if (context.zone.cover(found.node) == zone::kNoNode) look_at_tlsa(context, found, sink);
  for (const zone::RRsetPlace found : context.survey.of(kTypeSmimea))
    if (context.zone.cover(found.node) == zone::kNoNode) look_at_smimea(context, found, sink);
}

}  // namespace bailiwick::check
