// S16: SVCB and HTTPS records (RFC 9460): keys in order and once (§2.2), the mandatory ones there (§8), ALPN (§7.1.1),
// hints of whole addresses that the target has too (§7.3), and AliasMode without parameters and not to itself (§2.4.2).
#include <algorithm>
#include <string>

#include "check/catalogue.h"
#include "check/records/service_binding.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

using Parameters = std::vector<ServiceParameter>;

bool has(const Parameters& parameters, std::uint16_t key) {
  return std::ranges::find(parameters, key, &ServiceParameter::key) != parameters.end();
}

bool is_list_of_strings(base::Bytes value) {
  if (value.empty()) return false;
  while (!value.empty()) {
    if (value[0] == 0 || value.size() < 1u + value[0]) return false;
    value = value.subspan(1u + value[0]);
  }
  return true;
}

// What is wrong with the list of mandatory keys; empty if nothing is.
std::string trouble_of_mandatory(const Parameters& parameters, base::Bytes keys) {
  if (keys.empty() || keys.size() % 2 != 0) return "the list of mandatory keys is empty or cut off";
  for (std::size_t i = 0; i < keys.size(); i += 2) {
    const std::uint16_t key = base::load16(keys.data() + i);
    if (key == kMandatory) return "the key mandatory is listed as mandatory";
    if (i > 0 && key <= base::load16(keys.data() + i - 2)) return "a mandatory key is listed twice or out of order";
    if (!has(parameters, key)) return "the key " + service_key_name(key) + " is mandatory, and missing";
  }
  return {};
}

std::string trouble_of(const Parameters& parameters, const ServiceParameter& parameter) {
  const std::size_t size = parameter.value.size();
  switch (parameter.key) {
    case kMandatory:
      return trouble_of_mandatory(parameters, parameter.value);
    case kAlpn:
      return is_list_of_strings(parameter.value) ? "" : "alpn holds no list of protocols";
    case kNoDefaultAlpn:
      if (size > 0) return "no-default-alpn has a value";
      return has(parameters, kAlpn) ? "" : "no-default-alpn without alpn leaves no protocol";
    case kPort:
      return size == 2 ? "" : "port is no number of 16 bits";
    case kIpv4Hint:
      return size > 0 && size % 4 == 0 ? "" : "ipv4hint holds no whole addresses";
    case kIpv6Hint:
      return size > 0 && size % 16 == 0 ? "" : "ipv6hint holds no whole addresses";
    default:
      return {};
  }
}

std::string trouble_of(const ServiceBinding& binding, wire::NameView owner) {
  const Parameters& parameters = binding.parameters;
  if (binding.is_alias()) {
    if (wire::equal(binding.target, owner)) return "it is an alias of itself";
    return parameters.empty() ? "" : "priority 0 makes it an alias, which has no parameters";
  }
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (i > 0 && parameters[i].key <= parameters[i - 1].key)
      return "the key " + service_key_name(parameters[i].key) + " stands twice or out of order";
    if (std::string trouble = trouble_of(parameters, parameters[i]); !trouble.empty()) return trouble;
  }
  return {};
}

// Hints, where this very zone has the addresses.
void look_at_hints(const Context& context, zone::RRsetPlace found, std::size_t record, const zone::Record& data,
                   const ServiceBinding& binding, Sink& sink) {
  const bool of_owner = binding.target.is_root();
  const wire::NameView owner = context.zone.name(found.node);
  const wire::NameView target = of_owner ? owner : binding.target;
  if (!wire::is_at_or_below(target, context.zone.origin())) return;
  for (const HintFault& fault : hint_faults(binding, context.zone, target, of_owner ? found.node : data.target))
    sink.add(fault.level, [&] {
      const std::string type = rr::type_name(context.zone.rrset(found.rrset).type());
      base::Finding finding = explain_hint(fault, type + " record of " + shown(owner), target);
      finding.places = {context.place(found, record, "")};
      return finding;
    });
}

void look_at(const Context& context, zone::RRsetPlace found, std::size_t record, const zone::Record& data, Sink& sink) {
  const auto binding = service_binding(data.rdata);
  const std::string trouble =
      binding ? trouble_of(*binding, context.zone.name(found.node)) : "its parameters are cut off";
  if (trouble.empty()) return look_at_hints(context, found, record, data, *binding, sink);
  sink.add(base::Level::Error, [&] {
    base::Finding finding;
    finding.message = "the " + rr::type_name(context.zone.rrset(found.rrset).type()) + " record of " +
                      shown(context.zone.name(found.node)) + " is of no use: " + trouble;
    finding.places = {context.place(found, record, "")};
    finding.notes = {"clients must ignore such a record (RFC 9460 section 2)"};
    finding.help = "correct it, e.g. `1 . alpn=h2,h3` for a service at this very name";
    return finding;
  });
}

}  // namespace

void service_parameters(const Context& context, Sink& sink) {
  for (const rr::Type type : {rr::Type::SVCB, rr::Type::HTTPS}) {
    for (const zone::RRsetPlace found : context.survey.of(type)) {
      std::size_t number = 0;
      const zone::RRset rrset = context.zone.rrset(found.rrset);
      for (const zone::Record record : rrset) look_at(context, found, number++, record, sink);
    }
  }
}

}  // namespace bailiwick::check
