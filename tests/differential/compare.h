// What is compared of two replies: each header flag, the rcode, the question byte for byte, each section as a set of
// records, EDNS. A part that differs from both peers is a difference, unless accepted.cc says why it may.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "differential/questions.h"
#include "support/ldns_client.h"

namespace bailiwick::differential {

inline constexpr std::uint16_t kAny = 255;  // the query type, RFC 1035 section 3.2.3

enum class Part : std::uint8_t { Header, Rcode, Aa, Tc, Ra, Ad, Cd, Question, Answer, Authority, Additional, Edns };
inline constexpr std::array kParts = {Part::Header, Part::Rcode,     Part::Aa,         Part::Tc,
                                      Part::Ra,     Part::Ad,        Part::Cd,         Part::Question,
                                      Part::Answer, Part::Authority, Part::Additional, Part::Edns};

std::string_view part_name(Part part);
// The part as text: equal texts, equal parts.
std::string part_text(const support::Reply& reply, Part part);

struct Verdict {
  std::vector<Part> different;        // from two peers, and not accepted
  std::vector<std::size_t> accepted;  // entries of the list that were needed
  bool ok() const { return different.empty(); }
};

// Holds ours against each peer, part by part.
Verdict compare(const World& world, const Question& question, const support::Reply& ours,
                const std::vector<support::Reply>& peers);

// Ours against two of three: the parts in which one peer says what we say, but the other says what `third` says.
Verdict outvoted(const World& world, const Question& question, const support::Reply& ours,
                 const std::vector<support::Reply>& peers, const support::Reply& third);

// A UDP reply held against the same server's own reply over TCP, by what the RFCs say about truncation and not by what
// peers do. An empty text, or what is wrong.
std::string check_truncation(const Question& question, const support::Reply& udp, const support::Reply& tcp);

// Octets that a UDP reply to this question may have (RFC 6891 section 6.2.5; 1232 is what all servers here send at
// most).
std::size_t udp_limit(const support::Query& query);

}  // namespace bailiwick::differential
