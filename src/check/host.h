// What a zone says about the host that an NS record names: the one question behind A05, D01 and D05. Addresses at or
// below a cut are glue, which no wildcard can stand in for (RFC 4592 §4.2 leaves them to the child; RFC 9471 wants
// them).
#pragma once

#include "wire/name.h"
#include "zone/zone.h"

namespace bailiwick::check {

enum class HostState : std::uint8_t {
  Outside,     // not in this zone: it cannot say
  Addressed,   // has A or AAAA, its own or by wildcard
  Alias,       // has a CNAME instead, its own or by wildcard
  BelowDname,  // a DNAME takes over its name, so that addresses at it are never answered
  NoGlue,      // at or below a cut, without an address
  NoAddress,   // the zone's own, without an address
};

struct Host {
  HostState state;
  // The node that holds its data, be it by wildcard; kNoNode if there is none.
  zone::NodeId node;
  // The cut or the DNAME that takes over the name, or kNoNode.
  zone::NodeId cover;
};

// `target` is the node of that very name, or kNoNode.
Host examine_host(const zone::Zone& zone, wire::NameView host, zone::NodeId target);

// Whether the NS records at the node ever reach a resolver: not below another cut or a DNAME.
inline bool is_handed_out(const zone::Zone& zone, zone::NodeId node) {
  return node == zone::kApex || zone.cover(node) == node;
}

bool has_address(const zone::Zone& zone, zone::NodeId node);

}  // namespace bailiwick::check
