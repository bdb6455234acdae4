// S18: policies in text: one SPF policy a name, in a TXT record (RFC 7208 §3.1, §3.2), with its blanks; CAA tags that
// somebody knows (RFC 8659 §4.1 and the IANA registry); and the TXT record to which an RP record points (RFC 1183
// §2.2).
#include <algorithm>
#include <array>
#include <string>

#include "check/host_name.h"
#include "check/catalogue.h"
#include "check/records/spf.h"
#include "zone/name_hash.h"

namespace bailiwick::check {
namespace {

// The strings of a TXT or SPF record, one behind the other (RFC 7208 §3.3).
std::string octets_as_text(base::Bytes rdata) {
  std::string text;
  while (!rdata.empty()) {
    const std::size_t size = std::min<std::size_t>(rdata[0], rdata.size() - 1);
    text.append(rdata.begin() + 1, rdata.begin() + 1 + static_cast<std::ptrdiff_t>(size));
    rdata = rdata.subspan(1 + size);
  }
  return text;
}

// Whether a character-string can begin an SPF policy at all: cheap, for zones with millions of TXT records.
bool may_be_spf(base::Bytes rdata) {
  return !rdata.empty() && (rdata[0] < 6 || (rdata[1] | 0x20) == 'v');
}

void add(std::vector<base::Place> places, std::string message, std::string help, Sink& sink) {
  sink.add(base::Level::Warning, [&] {
    base::Finding finding;
    finding.message = std::move(message);
    finding.places = std::move(places);
    finding.help = std::move(help);
    return finding;
  });
}

std::size_t strings_in(base::Bytes rdata) {
  std::size_t count = 0;
  for (; !rdata.empty(); ++count) rdata = rdata.subspan(1 + std::min<std::size_t>(rdata[0], rdata.size() - 1));
  return count;
}

// RFC 1035 §5.1: without quotes a blank ends a string, and a semicolon begins a comment. The versions of DKIM, DMARC,
// MTA-STS, TLS reports and BIMI say nothing alone.
void look_at_quotes(const Context& context, zone::RRsetPlace txt, std::size_t record, base::Bytes rdata,
                    const std::string& text, Sink& sink) {
  static constexpr std::array<std::string_view, 5> kVersions = {"v=DKIM1", "v=DMARC1", "v=STSv1", "v=TLSRPTv1",
                                                                "v=BIMI1"};
  const auto owner = [&] { return shown(context.zone.name(txt.node)); };
  if (std::ranges::find(kVersions, text) != kVersions.end())
    add({context.place(txt, record, "")}, "the TXT record of " + owner() + " ends behind `" + text + '`',
        "everything after `;` is a comment: put quotes around the text, as in `\"" + text + "; ...\"`", sink);
  const std::size_t strings = strings_in(rdata);
  if (strings > 1 && text.starts_with("v=spf1") && text.find(' ') == std::string::npos)
    add({context.place(txt, record, "")},
        "the TXT record of " + owner() + " has " + std::to_string(strings) + " strings, which are joined to `" + text +
            '`',
        "put quotes around it: without them each word is a string of its own, and the blanks are lost", sink);
}

void look_at_txt(const Context& context, zone::RRsetPlace txt, Sink& sink) {
  std::vector<std::size_t> policies;
  std::size_t number = 0;
  for (const zone::Record record : context.zone.rrset(txt.rrset)) {
    const std::size_t at = number++;
    if (!may_be_spf(record.rdata)) continue;
    const std::string text = octets_as_text(record.rdata);
    look_at_quotes(context, txt, at, record.rdata, text, sink);
    if (!is_spf(text)) continue;
    policies.push_back(at);
    if (const std::string trouble = spf_trouble(text); !trouble.empty())
      add({context.place(txt, at, "")},
          "the SPF policy of " + shown(context.zone.name(txt.node)) + " cannot be read: " + trouble,
          "correct it: receivers of mail treat the whole policy as an error", sink);
  }
  if (policies.size() < 2) return;
  const auto first = context.sources.location(txt.rrset, policies[0]);
  const auto second = context.sources.location(txt.rrset, policies[1]);
  add(context.two_places(second, first, "this one ...", "... and this one"),
      shown(context.zone.name(txt.node)) + " has " + std::to_string(policies.size()) + " SPF policies",
      "join them into one: receivers of mail treat several as an error", sink);
}

void look_at_spf_type(const Context& context, zone::RRsetPlace spf, Sink& sink) {
  if (const auto txt = context.zone.find_rrset(spf.node, rr::Type::TXT))
    for (const zone::Record record : *txt)
      if (is_spf(octets_as_text(record.rdata))) return;
  add({context.place(spf, 0, "")},
      "the SPF policy of " + shown(context.zone.name(spf.node)) + " stands in a record of type SPF only",
      "write it as a TXT record: nobody asks for type SPF any more (RFC 7208 section 3.1)", sink);
}

void look_at_caa(const Context& context, zone::RRsetPlace caa, Sink& sink) {
  static constexpr std::array<std::string_view, 7> kTags = {"issue",        "issuewild", "iodef",    "contactemail",
                                                            "contactphone", "issuevmc",  "issuemail"};
  std::size_t number = 0;
  for (const zone::Record record : context.zone.rrset(caa.rrset)) {
    const std::size_t at = number++;
    const base::Bytes rdata = record.rdata;
    if (rdata.size() < 2 || rdata.size() < 2u + rdata[1]) continue;
    std::string tag;
    for (const std::uint8_t c : rdata.subspan(2, rdata[1])) tag += static_cast<char>(wire::to_lower(c));
    if (std::ranges::find(kTags, tag) != kTags.end()) continue;
    add({context.place(caa, at, "")},
        "no certificate authority knows the tag of this CAA record of " + shown(context.zone.name(caa.node)),
        "use `issue`, `issuewild` or `iodef`", sink);
  }
}

void look_at_rp(const Context& context, zone::RRsetPlace rp, Sink& sink) {
  std::size_t number = 0;
  for (const zone::Record record : context.zone.rrset(rp.rrset)) {
    const std::size_t at = number++;
    const auto mailbox = wire::NameView::from_wire(record.rdata);
    const auto text = mailbox ? wire::NameView::from_wire(record.rdata.subspan(mailbox->size())) : std::nullopt;
    if (!text || text->is_root() || !wire::is_at_or_below(*text, context.zone.origin())) continue;
    const zone::Zone::Match match = context.zone.find(zone::HashedName(*text));
    const zone::NodeId node = match.exact ? match.node : context.zone.wildcard(match.node);
    if (context.zone.cover(match.node) != zone::kNoNode || context.zone.has_dname(match.node)) continue;
    if (node != zone::kNoNode && (context.at(node, rr::Type::TXT) || context.at(node, rr::Type::CNAME))) continue;
    add({context.place(rp, at, "")},
        "the RP record of " + shown(context.zone.name(rp.node)) + " points to a TXT record at " + shown(*text) +
            ", which does not exist",
        "add `" + wire::to_text(*text) + " IN TXT \"...\"`, or write `.` in its place", sink);
  }
}

}  // namespace

void policy_records(const Context& context, Sink& sink) {
  for (const zone::RRsetPlace txt : context.survey.of(rr::Type::TXT)) look_at_txt(context, txt, sink);
  for (const zone::RRsetPlace spf : context.survey.of(kTypeSpf)) look_at_spf_type(context, spf, sink);
  for (const zone::RRsetPlace caa : context.survey.of(rr::Type::CAA)) look_at_caa(context, caa, sink);
  for (const zone::RRsetPlace rp : context.survey.of(kTypeRp)) look_at_rp(context, rp, sink);
}

}  // namespace bailiwick::check
