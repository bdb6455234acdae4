// X05: what the NSEC3PARAM records at the apex say (RFC 5155 §4). Extra iterations of the hash protect nothing and cost
// every resolver work (RFC 9276 §3.1); above a limit validators take the zone for unsigned, or answer SERVFAIL (§3.2),
// and it is not served. A salt protects nothing either. Flags and other hashes make the record one that is not for us.
#include "check/signed/nsec3_parameters.h"

#include <string>

#include "zone/nsec3_hash.h"

namespace bailiwick::check {
namespace {

constexpr const char* kPlainNsec3 = "sign the zone again with NSEC3 parameters `1 0 0 -`: no extra iterations, no salt";
constexpr std::size_t kLongestOrigin = 222;  // 33 octets of the hash before it make 255

struct ParamFault {
  base::Level level;
  std::string message;
  std::string note;
};

void tell_parameters(const Context& context, zone::RRsetPlace found, std::size_t record, ParamFault fault, Sink& sink) {
  sink.add(fault.level, [&] {
    base::Finding finding;
    finding.message = std::move(fault.message);
    finding.places = {context.place(found, record, "")};
    finding.notes = {std::move(fault.note)};
    finding.help = kPlainNsec3;
    return finding;
  });
}

std::optional<ParamFault> fault_of(const std::string& zone, const std::optional<zone::Nsec3Params>& params) {
  using enum base::Level;
  if (!params) return ParamFault{Error, "the NSEC3PARAM record of " + zone + " is cut off", "nobody can use it"};
  if (params->algorithm != zone::kNsec3Sha1)
    return ParamFault{Error,
                      "the NSEC3PARAM record of " + zone + " asks for hash algorithm " +
                          std::to_string(params->algorithm) + ", which nobody knows",
                      "the only one is 1, SHA-1 (RFC 5155 section 11)"};
  if (params->flags != 0)
    return ParamFault{Warning,
                      "the NSEC3PARAM record of " + zone + " has the flags " + std::to_string(params->flags) +
                          ", and so is passed over",
                      "the flag for opt-out belongs into the NSEC3 records alone (RFC 5155 section 4.1.2)"};
  if (params->iterations > zone::kMaxNsec3Iterations)
    return ParamFault{Fatal,
                      "the NSEC3 records of " + zone + " are hashed with " +
                          counted(params->iterations, "extra iteration") + ", more than " +
                          std::to_string(zone::kMaxNsec3Iterations),
                      "validators take such a zone for unsigned, or do not answer for it (RFC 9276)"};
  if (params->iterations > 0)
    return ParamFault{
        Warning, "the NSEC3 records of " + zone + " are hashed with " + counted(params->iterations, "extra iteration"),
        "they protect nothing, and some validators take the zone for unsigned (RFC 9276)"};
  if (!params->salt.empty())
    return ParamFault{Info, "the NSEC3 records of " + zone + " are hashed with a salt",
                      "it protects nothing: each zone's hashes are its own without one (RFC 9276 section 2.4)"};
  return std::nullopt;
}

}  // namespace

void look_at_nsec3_parameters(const Context& context, Sink& sink) {
  const auto found = context.at(zone::kApex, rr::Type::NSEC3PARAM);  // elsewhere: A09's
  if (!found) return;
  const std::string zone = shown(context.zone.origin());
  std::size_t number = 0;
  for (const zone::Record record : context.zone.rrset(found->rrset)) {
    if (auto fault = fault_of(zone, zone::nsec3_params(record.rdata)))
      tell_parameters(context, *found, number, std::move(*fault), sink);
    ++number;
  }
  if (context.zone.origin().size() > kLongestOrigin)
    tell_parameters(context, *found, 0,
                    {base::Level::Error, "the name " + zone + " is too long for NSEC3: no hash fits before it",
                     "names have at most 255 octets"},
                    sink);
}

}  // namespace bailiwick::check
