#include "answer/denial_nsec3.h"

namespace bailiwick::answer {
namespace {

using zone::NodeId;

class Nsec3Denier {
 public:
  Nsec3Denier(const zone::Zone& zone, const zone::HashedName& name, Plan& plan)
      : zone_(zone), chain_(zone.nsec3_chain()), name_(name), plan_(plan) {}

  // RFC 5155 §7.2.2.
  void deny_name(NodeId encloser, std::size_t labels) const {
    const NodeId provable = prove_encloser(encloser, labels);
    add_covering(wildcard_below(zone_.name(provable)));
  }

  // RFC 5155 §7.2.3, §7.2.4 and §7.2.7. A cut that opt-out left out has no record, nor has an empty non-terminal that
  // only such cuts make (RFC 5155 §7.1): then the closest name that has one, and what opts out.
  void deny_type(NodeId node, std::size_t labels) const {
    if (chain_.matching(node) != zone::kNoNode) return add_matching(node);
    prove_encloser(zone_.parent(node), labels - 1);
  }

  // RFC 5155 §7.2.5.
  void deny_wildcard_type(NodeId encloser, std::size_t labels) const {
    prove_encloser(encloser, labels);
    const NodeId wildcard = zone_.wildcard(encloser);
    if (chain_.matching(wildcard) == zone::kNoNode) return add_covering(zone_.name(wildcard));
    add_matching(wildcard);
  }

  // RFC 5155 §7.2.6: the wildcard's own signature says what encloses it.
  void deny_closer_name(std::size_t labels) const { add_covering(name_.ancestor(labels + 1)); }

 private:
  // RFC 5155 §7.2.1: the node, or the next one above with a record, matched; and the next closer name covered. The
  // apex has a record, or there were no chain.
  NodeId prove_encloser(NodeId node, std::size_t labels) const {
    for (; chain_.matching(node) == zone::kNoNode; --labels) node = zone_.parent(node);
    add_matching(node);
    add_covering(name_.ancestor(labels + 1));
    return node;
  }

  void add_matching(NodeId node) const { add_proof(zone_, chain_.matching(node), rr::Type::NSEC3, plan_); }
  void add_covering(wire::NameView name) const { add_proof(zone_, chain_.covering(name), rr::Type::NSEC3, plan_); }

  const zone::Zone& zone_;
  const zone::Nsec3Chain& chain_;
  const zone::HashedName& name_;
  Plan& plan_;
};

}  // namespace

void add_nsec3_denial(const zone::Zone& zone, const Absence& absence, Plan& plan) {
  const Nsec3Denier denier(zone, absence.name, plan);
  switch (absence.kind) {
    case Absence::Kind::Name:
      return denier.deny_name(absence.node, absence.labels);
    case Absence::Kind::Type:
      return denier.deny_type(absence.node, absence.labels);
    case Absence::Kind::WildcardType:
      return denier.deny_wildcard_type(absence.node, absence.labels);
    case Absence::Kind::CloserName:
      return denier.deny_closer_name(absence.labels);
  }
}

}  // namespace bailiwick::answer
