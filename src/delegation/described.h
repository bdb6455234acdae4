// What a zone asks of its registry: the NS set at its apex, each name server with its addresses, the SOA's numbers. The
// registry rules, and the sheet that an operator copies from, both read this.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "check/host.h"
#include "wire/name.h"
#include "zone/zone.h"

namespace bailiwick::delegation {

struct Server {
  wire::Name name;         // as written in the NS record
  std::size_t record = 0;  // its number in the NS RRset
  bool in_domain = false;  // at or below the zone's own name: its addresses are glue at the parent
  check::HostState state = check::HostState::Outside;
  bool own_records = false;  // the addresses stand at the very name, not at a wildcard
  // In network order, 4 and 16 octets, borrowed from the zone.
  std::vector<base::Bytes> ipv4;
  std::vector<base::Bytes> ipv6;
  std::uint32_t address_ttl = 0;  // the longer of A's and AAAA's

  std::size_t address_count() const { return ipv4.size() + ipv6.size(); }
  bool has(base::Bytes address) const;
  // IPv4 first.
  std::vector<base::Bytes> addresses() const;
};

struct SoaTimers {
  wire::Name mname;
  std::uint32_t refresh = 0;
  std::uint32_t retry = 0;
  std::uint32_t expire = 0;
  std::uint32_t minimum = 0;
};

struct Delegation {
  wire::Name origin;
  std::optional<std::uint32_t> ns_rrset;  // its number in the zone
  std::uint32_t ns_ttl = 0;
  std::vector<Server> servers;  // in the order of the NS records
  std::optional<SoaTimers> soa;

  const Server* find(wire::NameView name) const;
  std::size_t in_domain_count() const;
};

// Addresses are borrowed from the zone.
Delegation describe(const zone::Zone& zone);

// A host with the addresses that stand at its name in the zone; `record` means nothing.
Server describe_server(const zone::Zone& zone, wire::NameView name);

}  // namespace bailiwick::delegation
