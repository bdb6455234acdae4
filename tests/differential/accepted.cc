// The list of accepted differences. An entry names parts of the reply, is as narrow as it can be told, and says why.
// A section that equals either peer's is no difference: knotd's positive answers, for one, are minimal as ours.
#include "differential/accepted.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "differential/accepted_words.h"
#include "differential/world.h"

namespace bailiwick::differential {
namespace {

using support::Record;
using support::Reply;
using support::Section;

bool is_service(const Record& record) {
  return is_or_signs(record, "SVCB") || is_or_signs(record, "HTTPS");
}

// An SVCB or HTTPS record of the answer aims at that name: its target, or its owner where the target is ".".
bool is_service_target(const Difference& d, const Record& added) {
  return std::any_of(d.ours.answer.begin(), d.ours.answer.end(), [&added](const Record& record) {
    const auto& aims = record.targets;
    return is_service(record) && (std::find(aims.begin(), aims.end(), added.owner) != aims.end() ||
                                  (aims == std::vector<std::string>{"."} && record.owner == added.owner));
  });
}

bool service_address(const Difference& d, const Record& record) {
  return !is_service(record) && is_service_target(d, record);
}

// AFSDB, RT and KX aim at hosts as MX does.
bool host_address(const Difference& d, const Record& added) {
  return (is_or_signs(added, "A") || is_or_signs(added, "AAAA")) &&
         std::ranges::any_of(d.ours.answer, [&added](const Record& record) {
           const bool aims = record.type == type("AFSDB") || record.type == type("RT") || record.type == type("KX");
           return aims && record.targets.at(0) == added.owner;
         });
}

bool service_of_target(const Difference& d, const Record& record) {
  return is_service(record) && is_service_target(d, record);
}

bool wildcard_itself(const Difference& d, const Record& record) {
  return record.owner.starts_with("*.") && std::any_of(d.ours.answer.begin(), d.ours.answer.end(), is_service);
}

bool said_in_answer(const Difference& d, const Record& record) {
  return std::find(d.ours.answer.begin(), d.ours.answer.end(), record) != d.ours.answer.end();
}

// An owner that no zone file gives.
bool is_synthesised(const Difference& d, const Record& record) {
  const Zone* zone = zone_of(d.world, d.question.query.name);
  return zone != nullptr && !zone->owners.contains(record.owner);
}

bool synthesised_beside_referral_or_signatures(const Difference& d, const Record& record) {
  const bool may_sign = d.question.query.edns && d.question.query.edns->dnssec_ok;
  return is_synthesised(d, record) && (may_sign || std::ranges::any_of(d.ours.authority, [](const Record& said) {
                                         return said.type == type("NS");
                                       }));
}

bool ds_goes_with_the_referral(const Difference& d) {
  return d.question.query.edns && d.question.query.edns->dnssec_ok && any_peer(d, [&d](const Reply& peer) {
           return !peer.authority.empty() && all_but(d.ours.authority, peer.authority, [&peer](const Record& record) {
             return record.type == type("DS") && record.owner == peer.authority[0].owner &&
                    peer.authority[0].type == type("NS");
           });
         });
}

bool any_gets_all(const Difference& d) {
  return asks_for(d, "ANY") && d.question.tcp && any_peer(d, [&d](const Reply& peer) {
           return !peer.answer.empty() && all_but(d.ours.answer, peer.answer, [&peer](const Record& record) {
             return std::any_of(peer.answer.begin(), peer.answer.end(),
                                [&record](const Record& other) { return other.owner == record.owner; });
           });
         });
}

bool any_without_additional(const Difference& d) {
  return asks_for(d, "ANY") && d.question.tcp && !d.ours.answer.empty() && d.ours.additional.empty();
}

bool is_alias(const Record& record) {
  return is_or_signs(record, "CNAME") || is_or_signs(record, "DNAME");
}

bool alias_followed_for_all_types(const Difference& d) {
  return (asks_for(d, "NSEC") || asks_for(d, "RRSIG") || asks_for(d, "KEY")) &&
         std::ranges::all_of(d.ours.answer, is_alias) && any_peer(d, [&d](const Reply& peer) {
           return peer.answer.size() < d.ours.answer.size() && all_but(d.ours.answer, peer.answer, is_alias);
         });
}

bool endless_chain(const Difference& d) {
  return std::ranges::count_if(d.ours.answer, [](const Record& record) { return record.type == type("CNAME"); }) >= 8 &&
         any_peer(d, [&](const Reply& peer) { return all_but(d.ours.answer, peer.answer, is_alias); });
}

bool ds_at_apex_without_parent(const Difference& d) {
  const Zone* zone = zone_of(d.world, d.question.query.name);
  if (!asks_for(d, "DS") || zone == nullptr || lower(zone->origin) != lower(d.question.query.name)) return false;
  return d.ours.aa && d.ours.answer.empty() && any_peer(d, [zone](const Reply& peer) {
           return !peer.aa && peer.answer.empty() && std::ranges::any_of(peer.authority, [zone](const Record& record) {
             return record.type == type("NS") && record.owner != support::canonical_name(zone->origin);
           });
         });
}

// What stands for a name asked for is a wildcard that owns nothing, but names below it do.
bool empty_wildcard_denied(const Difference& d) {
  const auto has_empty_wildcard = [&d](const std::string& name) {
    const Zone* zone = zone_asked(d, name);
    for (std::string at = name; zone != nullptr && at.size() > zone->origin.size();) {
      at = parent_of(at);
      if (!zone->owners.contains("*." + at) && any_at_or_below(zone->owners, "*." + at)) return true;
    }
    return false;
  };
  return d.ours.rcode == 0 && std::ranges::any_of(names_asked(d), has_empty_wildcard) &&
         any_peer(d, [&d](const Reply& peer) { return all_but(d.ours.authority, peer.authority, is_denial); });
}

// A name asked for or one above it owns nothing, and what is below has no signature: delegations that opt-out leaves
// out.
bool below_unsigned_empty_non_terminal(const Difference& d) {
  return std::ranges::any_of(names_asked(d), [&d](const std::string& name) {
    const Zone* zone = zone_asked(d, name);
    if (zone == nullptr || zone->signed_owners.empty()) return false;
    for (std::string at = name; at.size() > zone->origin.size(); at = parent_of(at))
      if (!zone->owners.contains(at) && any_at_or_below(zone->owners, at))
        return !any_at_or_below(zone->signed_owners, at);
    return false;
  });
}

bool asterisk_made_from_wildcard(const Difference& d) {
  const auto is_made = [&d](const std::string& name) {
    const Zone* zone = zone_asked(d, name);
    return zone != nullptr && name.starts_with("*.") && !zone->owners.contains(name);
  };
  return std::ranges::any_of(names_asked(d), is_made) &&
         any_peer(d, [&d](const Reply& peer) { return all_but(d.ours.authority, peer.authority, is_denial); });
}

// The NSEC record that a wildcard owns, given under the name asked for: the same record under its own name is the
// proof.
bool denial_made_from_wildcard(const Difference& d) {
  return asks_for(d, "NSEC") && !d.ours.answer.empty() &&
         any_peer(d, [&d](const Reply& peer) { return all_but(d.ours.authority, peer.authority, is_denial); });
}

bool every_signature(const Difference& d) {
  return asks_for(d, "RRSIG") && any_peer(d, [&d](const Reply& peer) {
           return !peer.answer.empty() && all_but(d.ours.answer, peer.answer,
                                                  [](const Record& record) { return record.type == type("RRSIG"); });
         });
}

bool absence_in_additional(const Difference&, const Record& record) {
  return is_denial(record);
}

const std::array kEntries = {
    AcceptedEntry{
        {Part::Authority},
        ds_goes_with_the_referral,
        "the DS set goes with a referral when DO is set: RFC 4035 section 3.1.4.1. The peers hold it back in a zone "
        "that is not signed."},
    AcceptedEntry{
        {Part::Answer},
        any_gets_all,
        "ANY over TCP gets every RRset of the name: RFC 8482 section 4 asks for less over UDP. The peers give one."},
    AcceptedEntry{{Part::Additional},
                  any_without_additional,
                  "ANY over TCP has no additional section: RFC 1034 section 4.3.2 step 6 leaves it to the server."},
    AcceptedEntry{{Part::Rcode, Part::Answer, Part::Authority, Part::Additional},
                  alias_followed_for_all_types,
                  "an alias is followed whatever is asked: RFC 1034 section 4.3.2 step 3a. The peers make exceptions "
                  "for NSEC and RRSIG, knotd and BIND everywhere, nsd at wildcards; nsd and BIND for KEY."},
    AcceptedEntry{
        {Part::Rcode, Part::Answer, Part::Authority, Part::Additional},
        endless_chain,
        "a chain of aliases without an end is cut off somewhere: RFC 1034 sets no number. The peers stop earlier."},
    AcceptedEntry{
        {Part::Aa, Part::Authority, Part::Additional},
        ds_at_apex_without_parent,
        "DS at the apex of a zone whose parent zone is not served: NODATA from the zone itself, RFC 4035 section "
        "3.1.4.1. The peers refer to a zone that stands further up."},
    AcceptedEntry{
        {Part::Authority},
        empty_wildcard_denied,
        "a wildcard that is an empty non-terminal is shown to hold nothing: RFC 4035 section 3.1.3.4, RFC 5155 section "
        "7.2.5. The peers leave that out."},
    AcceptedEntry{{Part::Authority},
                  below_unsigned_empty_non_terminal,
                  "under opt-out an empty non-terminal that only insecure delegations make has no NSEC3 record, and a "
                  "chain proves nothing of it: RFC 5155 section 7.1. We and BIND give the closest encloser that has "
                  "one and the span with the flag, nsd and knotd what fits less."},
    AcceptedEntry{
        {Part::Authority},
        asterisk_made_from_wildcard,
        "a name that begins with an asterisk is made from another wildcard as any name is: RFC 4592 section 3.3.1, "
        "so the proofs of RFC 5155 section 7.2.5 belong to it. The peers take it for the wildcard."},
    AcceptedEntry{
        {Part::Authority},
        denial_made_from_wildcard,
        "the type NSEC at a name that a wildcard answers for needs the proof of every such answer: RFC 4035 section "
        "3.1.3.3. knotd leaves it out, nsd adds the zone's name servers to it."},
    AcceptedEntry{
        {Part::Answer},
        every_signature,
        "RRSIG asked for by type gets all of them: RFC 4035 section 3.1. knotd gives one, nsd none at a wildcard."},
};

// Single records of the additional section that one side alone has.
struct RecordEntry {
  bool ours;
  bool (*covers)(const Difference&, const Record&);
  const char* reason;
};

const std::array kRecordEntries = {
    RecordEntry{
        true, service_address,
        "addresses of SVCB and HTTPS targets: RFC 9460 section 4.1. nsd's release does not know that yet, knotd "
        "not for the target \".\"."},
    RecordEntry{
        true, host_address,
        "addresses of AFSDB, RT and KX targets: RFC 1183 sections 1 and 3.3, RFC 2230 section 3. knotd gives none."},
    RecordEntry{
        false, service_of_target,
        "SVCB and HTTPS records of such targets: RFC 9460 section 4.1 has them as a SHOULD. knotd gives them, we "
        "leave them to a question of their own."},
    RecordEntry{
        false, said_in_answer,
        "what stands in the answer is not said again: RFC 2181 section 5. knotd repeats an SVCB set that aims at "
        "its own owner."},
    RecordEntry{false, wildcard_itself,
                "a wildcard's own records are no addresses of a name below it: RFC 4592 section 3.3.3. knotd adds them "
                "under the name \"*\" for SVCB and HTTPS targets."},
    RecordEntry{false, synthesised_beside_referral_or_signatures,
                "addresses made from a wildcard in neither a referral, which has what is at the name itself and "
                "nothing else, nor a reply with signatures, where they need a proof: RFC 4035 section 3.1.3.3. BIND "
                "does likewise in referrals. Whoever wants them asks."},
    RecordEntry{
        false, absence_in_additional,
        "what an address record's absence is proved by is no address: RFC 4035 section 3.1.1. knotd adds it for "
        "SVCB and HTTPS targets."},
};

// Puts down the entries that cover every record which `has` has and `lacks` has not. False when one is not covered.
bool covered(const Difference& d, const Section& has, const Section& lacks, bool ours, std::vector<std::size_t>& used) {
  Section rest;
  std::set_difference(has.begin(), has.end(), lacks.begin(), lacks.end(), std::back_inserter(rest));
  if (ours && rest.size() + lacks.size() < has.size()) return false;  // ours has something twice
  return std::all_of(rest.begin(), rest.end(), [&](const Record& record) {
    for (std::size_t i = 0; i < kRecordEntries.size(); ++i) {
      if (kRecordEntries[i].ours != ours || !kRecordEntries[i].covers(d, record)) continue;
      used.push_back(kEntries.size() + i);
      return true;
    }
    return false;
  });
}

// The additional section, record by record, against one peer.
std::vector<std::size_t> accepted_records(const Difference& d) {
  for (const Reply& peer : d.peers) {
    std::vector<std::size_t> used;
    if (covered(d, d.ours.additional, peer.additional, true, used) &&
        covered(d, peer.additional, d.ours.additional, false, used))
      return used;
  }
  return {};
}

}  // namespace

std::vector<std::size_t> accepted(const Difference& difference) {
  for (std::size_t i = 0; i < kEntries.size(); ++i) {
    const auto& parts = kEntries[i].parts;
    if (std::find(parts.begin(), parts.end(), difference.part) == parts.end()) continue;
    if (kEntries[i].covers(difference)) return {i};
  }
  return difference.part == Part::Additional ? accepted_records(difference) : std::vector<std::size_t>{};
}

std::string accepted_report(const std::map<std::size_t, std::size_t>& used) {
  std::string out;
  const auto line = [&](std::size_t number, const char* reason) {
    const auto found = used.find(number);
    out += "  " + std::to_string(found == used.end() ? 0 : found->second) + " x " + reason + "\n";
  };
  for (std::size_t i = 0; i < kEntries.size(); ++i) line(i, kEntries[i].reason);
  for (std::size_t i = 0; i < kRecordEntries.size(); ++i) line(kEntries.size() + i, kRecordEntries[i].reason);
  return out;
}

}  // namespace bailiwick::differential
