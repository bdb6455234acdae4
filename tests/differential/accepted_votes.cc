// Where we and one peer say the same, and the other peer and BIND another thing: what may stay so. Narrow, and with a
// reason each, as the list of accepted.cc, which holds here too.
#include <algorithm>
#include <array>
#include <iterator>

#include "differential/accepted_words.h"

namespace bailiwick::differential {
namespace {

using support::Record;
using support::Reply;
using support::Section;

// Authoritative replies have no CD.
bool cd_cleared(const Difference& d) {
  return !d.ours.cd;
}

// The last alias of the answer leads out of the zone that the question is answered from.
bool alias_into_other_zone(const Difference& d) {
  const Zone* from = zone_of(d.world, d.question.query.name);
  return std::ranges::any_of(d.ours.answer, [&](const Record& record) {
    return record.type == type("CNAME") && zone_of(d.world, record.targets.at(0)) != from;
  });
}

bool ds_of_zone_above(const Difference& d) {
  const Zone* zone = zone_of(d.world, d.question.query.name);
  return asks_for(d, "DS") && zone != nullptr && lower(zone->origin) == lower(d.question.query.name) &&
         zone_of(d.world, parent_of(zone->origin)) != nullptr;
}

bool alias_for_any(const Difference& d) {
  return d.question.query.type == kAny &&
         std::ranges::any_of(d.ours.answer, [](const Record& record) { return record.type == type("DNAME"); });
}

bool addresses_only(const Difference& d) {
  Section either;
  std::ranges::set_symmetric_difference(d.ours.additional, d.peers[0].additional, std::back_inserter(either));
  return std::ranges::all_of(
      either, [](const Record& record) { return is_or_signs(record, "A") || is_or_signs(record, "AAAA"); });
}

const std::array kVoteEntries = {
    AcceptedEntry{{Part::Cd},
                  cd_cleared,
                  "CD is for resolvers and cleared in authoritative replies: RFC 4035 section 3.1.6. nsd copies it "
                  "into BADVERS, BIND always."},
    AcceptedEntry{{Part::Rcode, Part::Answer, Part::Authority, Part::Additional},
                  alias_into_other_zone,
                  "what an alias leads to is answered from the zone of the question, as far as that knows: RFC 1034 "
                  "section 4.3.2 step 3. nsd and BIND stop where another of their zones begins."},
    AcceptedEntry{{Part::Rcode, Part::Authority},
                  ds_of_zone_above,
                  "DS is answered by the zone above, if it is served, whether it delegates or not: RFC 4035 section "
                  "3.1.4.1. nsd and BIND leave that to the zone itself where there is no delegation."},
    AcceptedEntry{
        {Part::Rcode, Part::Answer, Part::Authority},
        alias_for_any,
        "the alias that a DNAME makes is followed for ANY as for other types, and the rcode is that of its "
        "end: RFC 6672 section 3.2, RFC 6604 section 3. nsd follows without the rcode, BIND does not follow."},
    AcceptedEntry{{Part::Additional},
                  addresses_only,
                  "addresses beyond the glue of RFC 9471 section 3.1 are left to the server: RFC 1034 section 4.3.2 "
                  "step 6. BIND gives fewer of a referral's."},
};

}  // namespace

std::vector<std::size_t> accepted_vote(const Difference& difference) {
  const std::vector<std::size_t> always = accepted(difference);
  if (!always.empty()) return always;
  for (std::size_t i = 0; i < kVoteEntries.size(); ++i)
    if (std::ranges::find(kVoteEntries[i].parts, difference.part) != kVoteEntries[i].parts.end() &&
        kVoteEntries[i].covers(difference))
      return {kFirstVote + i};
  return {};
}

std::string accepted_votes_report(const std::map<std::size_t, std::size_t>& used) {
  std::string out;
  for (std::size_t i = 0; i < kVoteEntries.size(); ++i) {
    const auto found = used.find(kFirstVote + i);
    out += "  " + std::to_string(found == used.end() ? 0 : found->second) + " x " + kVoteEntries[i].reason + "\n";
  }
  return out;
}

}  // namespace bailiwick::differential
