#include "rr/svc_params.h"

#include <cstdint>

namespace bailiwick::rr {
namespace {

constexpr std::size_t kParamHead = 4;  // octets of key and length

enum Key : std::uint16_t { kMandatory, kAlpn, kNoDefaultAlpn, kPort, kIpv4Hint, kEch, kIpv6Hint };

std::uint16_t key_of(base::Bytes params) {
  return base::load16(params.data());
}

base::Bytes value_of(base::Bytes params) {
  return params.subspan(kParamHead, base::load16(params.data() + 2));
}

// Keys and lengths alone.
bool are_in_order(base::Bytes params) {
  int last = -1;
  while (!params.empty()) {
    if (params.size() < kParamHead || params.size() - kParamHead < base::load16(params.data() + 2)) return false;
    if (key_of(params) <= last) return false;
    last = key_of(params);
    params = params.subspan(kParamHead + value_of(params).size());
  }
  return true;
}

// RFC 9460 §8: keys in increasing order, not `mandatory` itself. Whether they are there is for the checks.
bool is_mandatory(base::Bytes value) {
  if (value.empty() || value.size() % 2 != 0) return false;
  int last = kMandatory;
  for (; !value.empty(); value = value.subspan(2)) {
    if (base::load16(value.data()) <= last) return false;
    last = base::load16(value.data());
  }
  return true;
}

// §7.1.1: one or more strings, none of them empty.
bool is_alpn(base::Bytes value) {
  if (value.empty()) return false;
  while (!value.empty()) {
    const std::size_t size = value[0];
    if (size == 0 || value.size() < 1 + size) return false;
    value = value.subspan(1 + size);
  }
  return true;
}

// §7.3: one or more addresses.
bool are_addresses(base::Bytes value, std::size_t size) {
  return !value.empty() && value.size() % size == 0;
}

bool is_value(std::uint16_t key, base::Bytes value) {
  switch (key) {
    case kMandatory:
      return is_mandatory(value);
    case kAlpn:
      return is_alpn(value);
    case kNoDefaultAlpn:
      return value.empty();
    case kPort:
      return value.size() == 2;
    case kIpv4Hint:
      return are_addresses(value, 4);
    case kEch:
      return !value.empty();
    case kIpv6Hint:
      return are_addresses(value, 16);
    default:
      return true;
  }
}

}  // namespace

bool are_svc_params(base::Bytes octets) {
  if (!are_in_order(octets)) return false;
  for (base::Bytes left = octets; !left.empty(); left = left.subspan(kParamHead + value_of(left).size()))
    if (!is_value(key_of(left), value_of(left))) return false;
  return true;
}

}  // namespace bailiwick::rr
