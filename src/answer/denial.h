// What a signed zone says beside "no": the records that show that a name, a type, or a closer name than a wildcard does
// not exist, chosen for the authority section. By NSEC3 or by NSEC, whichever the zone has.
#pragma once

#include "answer/plan.h"
#include "zone/name_hash.h"
#include "zone/zone.h"

namespace bailiwick::answer {

// What does not exist. Borrowed for the call.
struct Absence {
  enum class Kind : std::uint8_t {
    Name,          // the name, and no wildcard stands for it; `node` is its closest encloser
    Type,          // a type at `node`, which is the name or a cut above it
    WildcardType,  // a type at the wildcard below `node`, the closest encloser of the name
    CloserName     // a name between the name asked for and `node`, whose wildcard answers
  };
  Kind kind;
  const zone::HashedName& name;
  zone::NodeId node;
  std::size_t labels;  // of the node's name
};

// Appends to plan.authority, nothing twice. Only for a plan with signatures.
void add_denial(const zone::Zone& zone, const Absence& absence, Plan& plan);

// One RRset of it, for the two files that know which: that of the node, with its signatures, unless it is in already.
void add_proof(const zone::Zone& zone, zone::NodeId node, rr::Type type, Plan& plan);
// The name `*` below `name`, which is not longer than 253 octets.
wire::Name wildcard_below(wire::NameView name);

}  // namespace bailiwick::answer
