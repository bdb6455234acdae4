// SVCB and HTTPS records taken apart (RFC 9460 §2.2), and their hints held against the addresses of the target (§7.3):
// asked of one zone alone, and of all together where the target lies in another.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "zone/zone.h"

namespace bailiwick::check {

// IANA "Service Parameter Keys (SvcParamKeys)": those that the checks name.
enum ServiceKey : std::uint16_t {
  kMandatory = 0,
  kAlpn = 1,
  kNoDefaultAlpn = 2,
  kPort = 3,
  kIpv4Hint = 4,
  kIpv6Hint = 6,
};
// "alpn", "key65280".
std::string service_key_name(std::uint16_t key);

struct ServiceParameter {
  std::uint16_t key;
  base::Bytes value;
};

struct ServiceBinding {
  std::uint16_t priority;
  wire::NameView target;  // as written: "." stands for the owner's name unless it is an alias
  std::vector<ServiceParameter> parameters;

  bool is_alias() const { return priority == 0; }  // RFC 9460 §2.4.1
};

// Of a well-formed rdata; none where its parameters are cut off.
std::optional<ServiceBinding> service_binding(base::Bytes rdata);

// A hint that the addresses of the target do not bear out.
struct HintFault {
  base::Level level;  // Error where the target has no address of that family at all, else Warning
  rr::Type type;      // A or AAAA
  std::string key;    // "ipv4hint"
  std::string address;
};

// `holder` is the zone that answers for the target; `node` the target's node there, kNoNode where its name is not
// known. Nothing is found of a target whose addresses `holder` does not know: an alias, a name inside a delegation.
std::vector<HintFault> hint_faults(const ServiceBinding& binding, const zone::Zone& holder, wire::NameView target,
                                   zone::NodeId node);

// The sentences about it; `record` is "HTTPS record of www.example.com". Places are left to the caller.
base::Finding explain_hint(const HintFault& fault, const std::string& record, wire::NameView target);

}  // namespace bailiwick::check
