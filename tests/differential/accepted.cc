// The list of accepted differences. An entry names one part of the reply, is as narrow as it can be told, and says why.
#include "differential/accepted.h"

#include <algorithm>
#include <array>

#include "differential/world.h"

namespace bailiwick::differential {
namespace {

using support::Record;
using support::Reply;
using support::Section;

bool positive(const Reply& reply) {
  return reply.rcode == 0 && reply.aa && !reply.answer.empty();
}

// The peer's reply without the NS set in the authority section of a positive answer, and without the addresses that are
// there for its sake alone.
Reply without_courtesy_ns(const Reply& peer) {
  static const auto ns = support::type_from_name("NS");
  Reply out = peer;
  std::erase_if(out.authority, [](const Record& record) { return record.type == ns; });
  const auto aimed_at = [](const Section& section, const Record& address) {
    return std::any_of(section.begin(), section.end(), [&address](const Record& record) {
      return std::find(record.targets.begin(), record.targets.end(), address.owner) != record.targets.end();
    });
  };
  std::erase_if(out.additional, [&](const Record& address) { return !aimed_at(peer.answer, address); });
  return out;
}

struct Entry {
  Part part;
  const char* reason;
  bool (*covers)(const Difference&);
  long used = 0;
};

std::array entries = {
    Entry{Part::Authority,
          "minimal-responses: no NS set in the authority section of a positive answer (RFC 1034 section 4.3.2 asks for "
          "none; RFC 2181 section 9 lets it go)",
          [](const Difference& d) {
            return positive(d.ours) && std::any_of(d.peers.begin(), d.peers.end(), [&d](const Reply& peer) {
                     return without_courtesy_ns(peer).authority == d.ours.authority;
                   });
          }},
    Entry{Part::Additional, "minimal-responses: nor the addresses of that NS set",
          [](const Difference& d) {
            return positive(d.ours) && std::any_of(d.peers.begin(), d.peers.end(), [&d](const Reply& peer) {
                     return without_courtesy_ns(peer).additional == d.ours.additional;
                   });
          }},
};

}  // namespace

bool accepted(const Difference& difference) {
  const auto found = std::find_if(entries.begin(), entries.end(), [&difference](const Entry& entry) {
    return entry.part == difference.part && entry.covers(difference);
  });
  if (found == entries.end()) return false;
  ++found->used;
  return true;
}

std::string accepted_report() {
  std::string out;
  for (const auto& entry : entries)
    out += "  " + std::to_string(entry.used) + " x " + std::string(part_name(entry.part)) + ": " + entry.reason + "\n";
  return out;
}

}  // namespace bailiwick::differential
