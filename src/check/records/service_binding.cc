#include "check/records/service_binding.h"

#include <algorithm>
#include <iterator>

#include "base/address.h"
#include "check/host.h"

namespace bailiwick::check {
namespace {

constexpr std::string_view kKeyNames[] = {"mandatory", "alpn", "no-default-alpn", "port",
                                          "ipv4hint",  "ech",  "ipv6hint"};

void look_at_hint(const ServiceParameter& hint, const zone::Zone& holder, zone::NodeId node,
                  std::vector<HintFault>& faults) {
  const rr::Type type = hint.key == kIpv4Hint ? rr::Type::A : rr::Type::AAAA;
  const std::size_t size = hint.key == kIpv4Hint ? 4 : 16;
  const auto known = node == zone::kNoNode ? std::nullopt : holder.find_rrset(node, type);
  for (base::Bytes rest = hint.value; rest.size() >= size; rest = rest.subspan(size)) {
    const base::Bytes address = rest.first(size);
    bool is_known = false;
    if (known)
      for (const zone::Record record : *known) is_known = is_known || std::ranges::equal(record.rdata, address);
    if (is_known) continue;
    faults.push_back({known ? base::Level::Warning : base::Level::Error, type, service_key_name(hint.key),
                      base::address_text(address)});
    return;  // one is enough to look at the record
  }
}

}  // namespace

std::string service_key_name(std::uint16_t key) {
  return key < std::size(kKeyNames) ? std::string(kKeyNames[key]) : "key" + std::to_string(key);
}

std::optional<ServiceBinding> service_binding(base::Bytes rdata) {
  ServiceBinding binding{base::load16(rdata.data()), *wire::NameView::from_wire(rdata.subspan(2)), {}};
  base::Bytes rest = rdata.subspan(2 + binding.target.size());
  while (!rest.empty()) {
    if (rest.size() < 4) return std::nullopt;
    const std::size_t size = base::load16(rest.data() + 2);
    if (rest.size() < 4 + size) return std::nullopt;
    binding.parameters.push_back({base::load16(rest.data()), rest.subspan(4, size)});
    rest = rest.subspan(4 + size);
  }
  return binding;
}

std::vector<HintFault> hint_faults(const ServiceBinding& binding, const zone::Zone& holder, wire::NameView target,
                                   zone::NodeId node) {
  std::vector<HintFault> faults;
  if (binding.is_alias()) return faults;  // has no parameters
  std::optional<Host> host;               // looked up for the first hint
  for (const ServiceParameter& parameter : binding.parameters) {
    if (parameter.key != kIpv4Hint && parameter.key != kIpv6Hint) continue;
    if (!host) host = examine_host(holder, target, node);
    if (host->state != HostState::Addressed && host->state != HostState::NoAddress) break;
    look_at_hint(parameter, holder, host->node, faults);
  }
  return faults;
}

base::Finding explain_hint(const HintFault& fault, const std::string& record, wire::NameView target) {
  const std::string type = fault.type == rr::Type::A ? "A" : "AAAA";
  const std::string parameter = fault.key + '=' + fault.address;
  const std::string name = wire::to_display(target);
  base::Finding finding;
  finding.message = fault.level == base::Level::Error
                        ? "the " + record + " has " + parameter + ", and " + name + " has no " + type + " record"
                        : "the " + record + " has " + parameter + ", which is no address of " + name;
  finding.notes = {
      "a hint only bridges the time until the addresses themselves have come, and clients go by these "
      "(RFC 9460 section 7.3)"};
  finding.help = "add `" + wire::to_text(target) + " IN " + type + ' ' + fault.address + "`, or " +
                 (fault.level == base::Level::Error ? "delete " : "correct ") + fault.key;
  return finding;
}

}  // namespace bailiwick::check
