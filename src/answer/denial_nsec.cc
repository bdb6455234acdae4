#include "answer/denial_nsec.h"

namespace bailiwick::answer {
namespace {

// The NSEC record at that name, or else the one that covers it.
void add_for(const zone::Zone& zone, wire::NameView name, Plan& plan) {
  add_proof(zone, zone.nsec_chain().at_or_before(zone, name), rr::Type::NSEC, plan);
}

}  // namespace

void add_nsec_denial(const zone::Zone& zone, const Absence& absence, Plan& plan) {
  switch (absence.kind) {
    case Absence::Kind::Name:
      // RFC 4035 §3.1.3.2.
      add_for(zone, absence.name.name(), plan);
      return add_for(zone, wildcard_below(zone.name(absence.node)), plan);
    case Absence::Kind::Type:
      // RFC 4035 §3.1.3.1; §3.1.4 for the DS of a cut. An empty non-terminal has no record of its own: it is covered.
      return add_for(zone, zone.name(absence.node), plan);
    case Absence::Kind::WildcardType:
      // RFC 4035 §3.1.3.4.
      add_for(zone, absence.name.name(), plan);
      return add_for(zone, zone.name(zone.wildcard(absence.node)), plan);
    case Absence::Kind::CloserName:
      // RFC 4035 §3.1.3.3.
      return add_for(zone, absence.name.name(), plan);
  }
}

}  // namespace bailiwick::answer
