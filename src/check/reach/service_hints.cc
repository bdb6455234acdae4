// S16 over several zones: hints of SVCB and HTTPS records whose target lies in another loaded zone (RFC 9460 §7.3).
#include "check/reach/report.h"
#include "check/records/service_binding.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

class Hints {
 public:
  Hints(Report& report, const Origins& origins) : report_(report), origins_(origins) {}

  void look_at(std::uint32_t input, zone::NodeId node, std::uint32_t number) {
    const zone::Zone& zone = report_.zone_of(input);
    const zone::RRset rrset = zone.rrset(number);
    std::size_t record = 0;
    for (const zone::Record data : rrset) {
      const std::size_t at = record++;
      const auto binding = service_binding(data.rdata);
      if (!binding || binding->target.is_root()) continue;
      const std::uint32_t home = origins_.closest(zone::HashedName(binding->target));
      if (home == kNobody || home == input) continue;
      const zone::Zone& holder = report_.zone_of(home);
      for (const HintFault& fault : hint_faults(*binding, holder, binding->target, holder.find_exact(binding->target)))
        report_.add(fault.level, "S16", input, [&] {
          const std::string owner = rr::type_name(rrset.type()) + " record of " + shown(zone.name(node));
          base::Finding finding = explain_hint(fault, owner, binding->target);
          finding.places = {report_.place(input, number, at, "")};
          finding.notes.push_back(shown(binding->target) + " lies in " + report_.name(home) + ", " +
                                  report_.file(home));
          return finding;
        });
    }
  }

 private:
  Report& report_;
  const Origins& origins_;
};

}  // namespace

void explain_hints(Report& report, const Origins& origins) {
  const std::size_t count = report.world().zones.size();
  if (count < 2) return;
  Hints hints(report, origins);
  for (std::uint32_t input = 0; input < count; ++input) {
    const zone::Zone& zone = report.zone_of(input);
    for (zone::NodeId node = 0; node < zone.node_count(); ++node) {
      if (zone.cover(node) != zone::kNoNode) continue;
      for (const rr::Type type : {rr::Type::SVCB, rr::Type::HTTPS})
        if (const std::uint32_t rrset = rrset_number(zone, node, type); rrset != kNobody)
          hints.look_at(input, node, rrset);
    }
  }
}

}  // namespace bailiwick::check
