// Comparing replies, part by part.
#include "differential/compare.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "differential/accepted.h"

namespace bailiwick::differential {
namespace {

using support::Record;
using support::Reply;
using support::Section;

std::string section_text(const Section& section) {
  std::string out;
  for (const auto& line : support::lines(section)) out += line + "\n";
  return out;
}

std::string bit(bool on) {
  return on ? "1" : "0";
}

// Owner, type, and for signatures the type that they cover (RFC 4034 section 3).
using RrsetKey = std::tuple<std::string, std::uint16_t, std::string>;

RrsetKey key_of(const Record& record) {
  const bool signature = record.type == support::type_from_name("RRSIG");
  return {record.owner, record.type, signature ? record.rdata.substr(0, record.rdata.find(' ')) : ""};
}

std::set<RrsetKey> rrsets(const Section& section) {
  std::set<RrsetKey> out;
  for (const auto& record : section) out.insert(key_of(record));
  return out;
}

// Every RRset of `part` stands in `whole` with exactly the same records: RRsets are dropped whole (RFC 2181 section 9).
bool whole_rrsets(const Section& part, const Section& whole) {
  const auto kept = rrsets(part);
  Section expected;
  std::copy_if(whole.begin(), whole.end(), std::back_inserter(expected),
               [&kept](const Record& record) { return kept.contains(key_of(record)); });
  return expected == part;
}

// Glue that must be there or TC (RFC 9471): addresses of in-domain name servers of a referral, at the end of aliases or
// not. We send no NS set in the authority section but for a referral.
std::set<RrsetKey> required_glue(const Reply& whole) {
  std::set<RrsetKey> out;
  const std::uint16_t ns = support::type_from_name("NS");
  for (const auto& record : whole.authority) {
    if (record.type != ns || !is_at_or_below(record.targets.at(0), record.owner)) continue;
    for (const auto& glue : whole.additional)
      if (glue.owner == record.targets[0]) out.insert(key_of(glue));
  }
  return out;
}

// Of what is signed in the answer, that the signatures came with it.
bool is_signed(const Reply& reply) {
  return std::any_of(reply.answer.begin(), reply.answer.end(),
                     [](const Record& record) { return record.type == support::type_from_name("RRSIG"); });
}

bool includes(const std::set<RrsetKey>& all, const std::set<RrsetKey>& some) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

}  // namespace

std::string_view part_name(Part part) {
  switch (part) {
    case Part::Header:
      return "header (qr, opcode, rd)";
    case Part::Rcode:
      return "rcode";
    case Part::Aa:
      return "aa";
    case Part::Tc:
      return "tc";
    case Part::Ra:
      return "ra";
    case Part::Ad:
      return "ad";
    case Part::Cd:
      return "cd";
    case Part::Question:
      return "question";
    case Part::Answer:
      return "answer";
    case Part::Authority:
      return "authority";
    case Part::Additional:
      return "additional";
    case Part::Edns:
      return "edns";
  }
  return "";
}

std::string part_text(const Reply& reply, Part part) {
  switch (part) {
    case Part::Header:
      return bit(reply.qr) + std::to_string(reply.opcode) + bit(reply.rd);
    case Part::Rcode:
      return support::rcode_name(reply.rcode);
    case Part::Aa:
      return bit(reply.aa);
    case Part::Tc:
      return bit(reply.tc);
    case Part::Ra:
      return bit(reply.ra);
    case Part::Ad:
      return bit(reply.ad);
    case Part::Cd:
      return bit(reply.cd);
    case Part::Question:
      return {reply.question.begin(), reply.question.end()};
    case Part::Answer:
      return section_text(reply.answer);
    case Part::Authority:
      return section_text(reply.authority);
    case Part::Additional:
      return section_text(reply.additional);
    case Part::Edns:
      if (!reply.edns) return "none";
      return "version " + std::to_string(reply.edns->version) + (reply.edns->dnssec_ok ? " do" : "");
  }
  return "";
}

Verdict compare(const World& world, const Question& question, const Reply& ours, const std::vector<Reply>& peers) {
  Verdict out;
  for (const Part part : kParts) {
    const std::string text = part_text(ours, part);
    const auto same = [&](const Reply& peer) { return part_text(peer, part) == text; };
    if (std::any_of(peers.begin(), peers.end(), same)) continue;
    const auto entries = accepted({world, question, part, ours, peers});
    if (entries.empty()) out.different.push_back(part);
    out.accepted.insert(out.accepted.end(), entries.begin(), entries.end());
  }
  return out;
}

Verdict outvoted(const World& world, const Question& question, const Reply& ours, const std::vector<Reply>& peers,
                 const Reply& third) {
  Verdict out;
  for (const Part part : kParts) {
    const std::string text = part_text(ours, part), said = part_text(third, part);
    if (text == said) continue;
    const bool with_us = std::ranges::any_of(peers, [&](const Reply& peer) { return part_text(peer, part) == text; });
    const auto against = std::ranges::find_if(peers, [&](const Reply& peer) { return part_text(peer, part) == said; });
    if (!with_us || against == peers.end()) continue;
    const std::vector<Reply> others = {*against, third};
    const auto entries = accepted_vote({world, question, part, ours, others});
    if (entries.empty()) out.different.push_back(part);
    out.accepted.insert(out.accepted.end(), entries.begin(), entries.end());
  }
  return out;
}

std::size_t udp_limit(const support::Query& query) {
  if (!query.edns) return 512;
  return std::clamp<std::size_t>(query.edns->payload, 512, 1232);
}

std::string check_truncation(const Question& question, const Reply& udp, const Reply& tcp) {
  if (udp.size > udp_limit(question.query)) return "the reply has more octets than the client takes";
  if (tcp.tc) return "TC over TCP";
  if (udp.rcode != tcp.rcode || udp.aa != tcp.aa || udp.question != tcp.question)
    return "header or question depend on the transport";
  if (!whole_rrsets(udp.answer, tcp.answer)) return "part of an RRset in the answer";
  if (!whole_rrsets(udp.authority, tcp.authority)) return "part of an RRset in the authority section";
  if (question.query.type == kAny && udp.rcode == 0 && !udp.answer.empty() && udp.authority == tcp.authority) {
    const bool alias = tcp.answer.front().owner != tcp.answer.back().owner;
    const bool whole = !is_signed(tcp) || is_signed(udp);
    return udp.tc && whole && !alias ? "TC though one RRset is enough for ANY" : "";
  }
  if (!whole_rrsets(udp.additional, tcp.additional)) return "part of an RRset in the additional section";
  const bool complete = udp.answer == tcp.answer && udp.authority == tcp.authority &&
                        includes(rrsets(udp.additional), required_glue(tcp));
  if (complete && udp.tc) return "TC though all that must be there is there";
  if (!complete && !udp.tc) return "something that must be there is missing, and no TC";
  return "";
}

}  // namespace bailiwick::differential
