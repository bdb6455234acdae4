// The list of accepted differences. An entry names parts of the reply, is as narrow as it can be told, and says why.
// A section that equals the one of either peer is no difference: knotd's positive answers, for one, are minimal as
// ours.
#include "differential/accepted.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "differential/world.h"

namespace bailiwick::differential {
namespace {

using support::Record;
using support::Reply;
using support::Section;

std::uint16_t type(const char* name) {
  return support::type_from_name(name);
}

bool asks_for(const Difference& d, const char* name) {
  return d.question.query.type == type(name);
}

template <class Fits>
bool any_peer(const Difference& d, Fits fits) {
  return std::any_of(d.peers.begin(), d.peers.end(), fits);
}

// `some` stands in `all`, and the rest of `all` is made of records that `extra` likes.
template <class Extra>
bool all_but(const Section& all, const Section& some, Extra extra) {
  Section rest;
  std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::back_inserter(rest));
  return all.size() == some.size() + rest.size() && std::all_of(rest.begin(), rest.end(), extra);
}

// An SVCB or HTTPS record of the answer has its target there, or its owner where the target is ".".
bool is_service_address(const Section& answer, const Record& address) {
  return std::any_of(answer.begin(), answer.end(), [&address](const Record& record) {
    if (record.type != type("SVCB") && record.type != type("HTTPS")) return false;
    const auto& aims = record.targets;
    return std::find(aims.begin(), aims.end(), address.owner) != aims.end() ||
           (aims == std::vector<std::string>{"."} && record.owner == address.owner);
  });
}

bool ds_goes_with_the_referral(const Difference& d) {
  return d.question.query.edns && d.question.query.edns->dnssec_ok && any_peer(d, [&d](const Reply& peer) {
           return !peer.authority.empty() && all_but(d.ours.authority, peer.authority, [&peer](const Record& record) {
             return record.type == type("DS") && record.owner == peer.authority[0].owner &&
                    peer.authority[0].type == type("NS");
           });
         });
}

bool service_addresses(const Difference& d) {
  return any_peer(d, [&d](const Reply& peer) {
    return all_but(d.ours.additional, peer.additional,
                   [&d](const Record& record) { return is_service_address(d.ours.answer, record); });
  });
}

bool nothing_twice(const Difference& d) {
  return any_peer(d, [&d](const Reply& peer) {
    return peer.answer == d.ours.answer && all_but(peer.additional, d.ours.additional, [&peer](const Record& record) {
             return std::find(peer.answer.begin(), peer.answer.end(), record) != peer.answer.end();
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

bool no_wildcard_addresses(const Difference& d) {
  const Zone* zone = zone_of(d.world, d.question.query.name);
  return zone != nullptr && any_peer(d, [&](const Reply& peer) {
           return all_but(peer.additional, d.ours.additional,
                          [zone](const Record& record) { return !zone->owners.contains(record.owner); });
         });
}

bool alias_followed_for_all_types(const Difference& d) {
  return (asks_for(d, "NSEC") || asks_for(d, "RRSIG")) && !d.ours.answer.empty() &&
         any_peer(d, [](const Reply& peer) { return peer.answer.empty(); }) &&
         any_peer(d, [&d](const Reply& peer) { return peer.answer == d.ours.answer; });
}

bool endless_chain(const Difference& d) {
  const auto is_alias = [](const Record& record) { return record.type == type("CNAME"); };
  return std::count_if(d.ours.answer.begin(), d.ours.answer.end(), is_alias) >= 15 &&
         any_peer(d, [&](const Reply& peer) { return all_but(d.ours.answer, peer.answer, is_alias); });
}

bool ds_at_apex_without_parent(const Difference& d) {
  const Zone* zone = zone_of(d.world, d.question.query.name);
  if (!asks_for(d, "DS") || zone == nullptr || lower(zone->origin) != lower(d.question.query.name)) return false;
  return d.ours.aa && d.ours.answer.empty() && any_peer(d, [zone](const Reply& peer) {
           return !peer.aa && peer.answer.empty() && !peer.authority.empty() && peer.authority[0].type == type("NS") &&
                  peer.authority[0].owner != support::canonical_name(zone->origin);
         });
}

struct Entry {
  std::vector<Part> parts;
  bool (*covers)(const Difference&);
  const char* reason;
};

const std::array kEntries = {
    Entry{{Part::Authority},
          ds_goes_with_the_referral,
          "the DS set goes with a referral when DO is set: RFC 4035 section 3.1.4.1. The peers hold it back in a zone "
          "that is not signed."},
    Entry{{Part::Additional},
          service_addresses,
          "addresses of SVCB and HTTPS targets: RFC 9460 section 4.1. The peers' releases do not know that yet."},
    Entry{{Part::Additional},
          nothing_twice,
          "what stands in the answer is not said again in the additional section: RFC 2181 section 5. knotd repeats an "
          "SVCB set that aims at its own owner."},
    Entry{{Part::Answer},
          any_gets_all,
          "ANY over TCP gets every RRset of the name: RFC 8482 section 4 asks for less over UDP. The peers give one."},
    Entry{{Part::Additional},
          any_without_additional,
          "ANY over TCP has no additional section: RFC 1034 section 4.3.2 step 6 leaves it to the server."},
    Entry{{Part::Additional},
          no_wildcard_addresses,
          "no addresses made from a wildcard: RFC 1034 section 4.3.2 step 6 leaves it to the server, and below a cut "
          "RFC 4592 section 4.2 has none. Whoever wants them asks."},
    Entry{{Part::Rcode, Part::Authority, Part::Additional},
          alias_followed_for_all_types,
          "an alias is followed whatever is asked: RFC 1034 section 4.3.2 step 3a. knotd follows none for NSEC and "
          "RRSIG, and nsd counts names of other zones as names of this one."},
    Entry{{Part::Answer, Part::Authority, Part::Additional},
          endless_chain,
          "a chain of aliases without an end is cut off somewhere: RFC 1034 sets no number. The peers stop earlier."},
    Entry{{Part::Aa, Part::Authority, Part::Additional},
          ds_at_apex_without_parent,
          "DS at the apex of a zone whose parent zone is not served: NODATA from the zone itself, RFC 4035 section "
          "3.1.4.1. The peers refer to a zone that stands further up."},
};

}  // namespace

std::optional<std::size_t> accepted(const Difference& difference) {
  for (std::size_t i = 0; i < kEntries.size(); ++i) {
    const auto& parts = kEntries[i].parts;
    if (std::find(parts.begin(), parts.end(), difference.part) == parts.end()) continue;
    if (kEntries[i].covers(difference)) return i;
  }
  return std::nullopt;
}

std::string accepted_report(const std::map<std::size_t, std::size_t>& used) {
  std::string out;
  for (std::size_t i = 0; i < kEntries.size(); ++i) {
    const auto found = used.find(i);
    out += "  " + std::to_string(found == used.end() ? 0 : found->second) + " x " + kEntries[i].reason + "\n";
  }
  return out;
}

}  // namespace bailiwick::differential
