// S16: SVCB and HTTPS records (RFC 9460): keys in order and once (§2.2), the mandatory ones there (§8), ALPN (§7.1.1),
// hints of whole addresses (§7.3), and AliasMode without parameters and not to itself (§2.4.2).
#include <algorithm>
#include <optional>
#include <string>

#include "check/registry.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

enum Key : std::uint16_t { kMandatory = 0, kAlpn = 1, kNoDefaultAlpn = 2, kPort = 3, kIpv4Hint = 4, kIpv6Hint = 6 };
constexpr std::string_view kKeyNames[] = {"mandatory", "alpn", "no-default-alpn", "port",
                                          "ipv4hint",  "ech",  "ipv6hint"};

std::string key_name(std::uint16_t key) {
  return key < std::size(kKeyNames) ? std::string(kKeyNames[key]) : "key" + std::to_string(key);
}

struct Parameter {
  std::uint16_t key;
  base::Bytes value;
};

// None where the octets do not make whole parameters.
std::optional<std::vector<Parameter>> parameters_of(base::Bytes rest) {
  std::vector<Parameter> parameters;
  while (!rest.empty()) {
    if (rest.size() < 4) return std::nullopt;
    const std::size_t size = base::load16(rest.data() + 2);
    if (rest.size() < 4 + size) return std::nullopt;
    parameters.push_back({base::load16(rest.data()), rest.subspan(4, size)});
    rest = rest.subspan(4 + size);
  }
  return parameters;
}

bool has(const std::vector<Parameter>& parameters, std::uint16_t key) {
  return std::ranges::find(parameters, key, &Parameter::key) != parameters.end();
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
std::string trouble_of_mandatory(const std::vector<Parameter>& parameters, base::Bytes keys) {
  if (keys.empty() || keys.size() % 2 != 0) return "the list of mandatory keys is empty or cut off";
  for (std::size_t i = 0; i < keys.size(); i += 2) {
    const std::uint16_t key = base::load16(keys.data() + i);
    if (key == kMandatory) return "the key mandatory is listed as mandatory";
    if (i > 0 && key <= base::load16(keys.data() + i - 2)) return "a mandatory key is listed twice or out of order";
    if (!has(parameters, key)) return "the key " + key_name(key) + " is mandatory, and missing";
  }
  return {};
}

std::string trouble_of(const std::vector<Parameter>& parameters, const Parameter& parameter) {
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

std::string trouble_of(const Context& context, zone::NodeId owner, base::Bytes rdata) {
  const wire::NameView target = *wire::NameView::from_wire(rdata.subspan(2));
  const auto parameters = parameters_of(rdata.subspan(2 + target.size()));
  if (!parameters) return "its parameters are cut off";
  if (base::load16(rdata.data()) == 0) {
    if (wire::equal(target, context.zone.name(owner))) return "it is an alias of itself";
    return parameters->empty() ? "" : "priority 0 makes it an alias, which has no parameters";
  }
  for (std::size_t i = 0; i < parameters->size(); ++i) {
    if (i > 0 && (*parameters)[i].key <= (*parameters)[i - 1].key)
      return "the key " + key_name((*parameters)[i].key) + " stands twice or out of order";
    if (std::string trouble = trouble_of(*parameters, (*parameters)[i]); !trouble.empty()) return trouble;
  }
  return {};
}

}  // namespace

void service_parameters(const Context& context, Sink& sink) {
  for (const rr::Type type : {rr::Type::SVCB, rr::Type::HTTPS}) {
    for (const Found found : context.survey.of(type)) {
      std::size_t number = 0;
      for (const zone::Record record : context.zone.rrset(found.rrset)) {
        const std::size_t at = number++;
        const std::string trouble = trouble_of(context, found.node, record.rdata);
        if (trouble.empty()) continue;
        sink.add(base::Level::Error, [&] {
          base::Finding finding;
          finding.message = "the " + rr::type_name(type) + " record of " + shown(context.zone.name(found.node)) +
                            " is of no use: " + trouble;
          finding.places = {context.place(found, at, "")};
          finding.notes = {"clients must ignore such a record (RFC 9460 section 2)"};
          finding.help = "correct it, e.g. `1 . alpn=h2,h3` for a service at this very name";
          return finding;
        });
      }
    }
  }
}

}  // namespace bailiwick::check
