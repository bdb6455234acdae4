// X07: DS records of delegations (RFC 4034 §5): digests that are not as long as their type says, and types and
// algorithms that validators do not heed any more (RFC 8624 §3.3, RFC 9905). Whether they match the child's keys is
// P03's.
#include <algorithm>
#include <vector>

#include "check/catalogue.h"
#include "dnssec/algorithms.h"
#include "dnssec/ds_digest.h"

namespace bailiwick::check {
namespace {

constexpr std::size_t kDsHead = 4;  // key tag, algorithm, digest type

// IANA "DS RR Type Digest Algorithms"; 0 for those that are not assigned.
std::size_t digest_size(std::uint8_t type) {
  constexpr std::size_t kSizes[] = {0, 20, 32, 32, 48, 32, 32};
  return type < std::size(kSizes) ? kSizes[type] : 0;
}

struct DsFault {
  base::Level level = base::Level::Info;
  std::string message;  // behind "a DS record of kid.example.com "; empty: there is none
  std::string note;
};

bool is_weak(std::uint8_t digest_type) {
  constexpr std::uint8_t kGost94 = 3;
  return digest_type == dnssec::kDigestSha1 || digest_type == kGost94;
}

DsFault fault_of_ds(base::Bytes ds, bool has_stronger) {
  const char* const kIgnored = "validators pass over it; with no other, the delegation counts as unsigned";
  if (ds.size() <= kDsHead) return {base::Level::Error, "is cut off", kIgnored};
  const std::size_t wanted = digest_size(ds[3]);
  if (wanted == 0)
    return {base::Level::Warning, "is of digest type " + std::to_string(ds[3]) + ", which nobody knows", kIgnored};
  if (ds.size() - kDsHead != wanted)
    return {base::Level::Error,
            "has a digest of " + std::to_string(ds.size() - kDsHead) + " octets, where type " + std::to_string(ds[3]) +
                " has " + std::to_string(wanted),
            "it matches no key: with no other, resolvers that validate take every answer of the zone for forged"};
  if (dnssec::algorithm_use(ds[2]) != dnssec::AlgorithmUse::Good)
    return {base::Level::Warning, "is for a key of " + dnssec::algorithm_fault(ds[2]), kIgnored};
  if (is_weak(ds[3]) && !has_stronger)
    return {base::Level::Warning,
            std::string("has a digest by ") + (ds[3] == dnssec::kDigestSha1 ? "SHA-1" : "GOST R 34.11-94") +
                ", and there is none by SHA-256",
            "such a digest is not to be used any more, and some validators take the delegation for unsigned"};
  return {};
}

void look_at_ds(const Context& context, zone::RRsetPlace found, Sink& sink) {
  const zone::RRset records = context.zone.rrset(found.rrset);
  const bool has_stronger = any_record(records, [](base::Bytes rdata) {
    return rdata.size() > kDsHead && dnssec::knows_digest(rdata[3]) && !is_weak(rdata[3]);
  });
  std::size_t number = 0;
  for (const zone::Record record : records) {
    const std::size_t at = number++;
    DsFault fault = fault_of_ds(record.rdata, has_stronger);
    if (fault.message.empty()) continue;
    sink.add(fault.level, [&] {
      const std::string owner = shown(context.zone.name(found.node));
      base::Finding finding;
      finding.message = "a DS record of " + owner + ' ' + fault.message;
      finding.places = {context.place(found, at, "")};
      finding.notes = {std::move(fault.note)};
      finding.help = "ask who holds " + owner + " for a DS record with SHA-256 (digest type 2), and replace this one";
      return finding;
    });
  }
}

}  // namespace

void delegation_signer(const Context& context, Sink& sink) {
  for (const zone::RRsetPlace found : context.survey.of(rr::Type::DS))
    if (context.zone.cover(found.node) == found.node) look_at_ds(context, found, sink);
}

}  // namespace bailiwick::check
