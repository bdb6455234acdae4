// X05: extra iterations of the NSEC3 hash protect nothing and cost every resolver work (RFC 9276 §3.1). Above a limit
// validators take the zone for unsigned, or answer SERVFAIL (§3.2), and it is not served.
#include <string>

#include "check/registry.h"
#include "zone/nsec3_hash.h"

namespace bailiwick::check {

void nsec3_iterations(const Context& context, Sink& sink) {
  for (const Found found : context.survey.of(rr::Type::NSEC3PARAM)) {
    if (found.node != zone::kApex) continue;  // A09's
    std::size_t number = 0;
    for (const zone::Record record : context.zone.rrset(found.rrset)) {
      const std::size_t at = number++;
      const auto params = zone::nsec3_params(record.rdata);
      if (!params || params->iterations == 0) continue;
      const bool too_many = params->iterations > zone::kMaxNsec3Iterations;
      sink.add(too_many ? base::Level::Fatal : base::Level::Warning, [&] {
        const std::string iterations = counted(params->iterations, "extra iteration");
        base::Finding finding;
        finding.message = "the NSEC3 records of " + shown(context.zone.origin()) + " are hashed with " + iterations +
                          (too_many ? ", more than " + std::to_string(zone::kMaxNsec3Iterations) : "");
        finding.places = {context.place(found, at, "")};
        finding.notes = {too_many ? "validators take such a zone for unsigned, or do not answer for it (RFC 9276)"
                                  : "they protect nothing, and some validators take the zone for unsigned (RFC 9276)"};
        finding.help = "sign the zone again with NSEC3 parameters `1 0 0 -`: no extra iterations, no salt";
        return finding;
      });
    }
  }
}

}  // namespace bailiwick::check
