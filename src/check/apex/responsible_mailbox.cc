// A06: the SOA's RNAME is the mailbox of whoever is responsible, with a dot for the `@` (RFC 1035 §3.3.13, RFC 2142
// §7). MNAME is a host.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "check/apex/soa_fields.h"
#include "check/host_name.h"
#include "check/catalogue.h"
#include "check/records/meant_name.h"

namespace bailiwick::check {
namespace {

// An address of mail as it was written for a name, `john.doe@example.com`.
struct Written {
  std::string local;   // with `\.` for its dots, as a name has them
  std::string shown;   // the whole address
  std::string domain;  // without a final dot
};

std::string octets_text(base::Bytes octets) {
  return {octets.begin(), octets.end()};
}

void append_label(std::string& text, const std::string& label, std::string_view dot) {
  text += (text.empty() ? std::string() : std::string(dot)) + label;
}

// The domain behind the @: with two labels or more it was whole, and got the zone's name only for want of a final dot.
std::string domain_behind_at(std::string domain, wire::NameView rest, wire::NameView origin) {
  const bool inside = !origin.is_root() && wire::is_at_or_below(rest, origin);
  const bool is_whole = inside && !wire::equal(rest, origin);
  const wire::Name kept = is_whole ? before_origin(rest, origin) : wire::Name(rest);
  for (wire::NameView name = kept; !name.is_root(); name = name.parent())
    append_label(domain, octets_text(name.first_label()), ".");
  return domain;
}

// Nothing where there is no @ with something before and behind it.
std::optional<Written> written_address(wire::NameView rname, wire::NameView origin) {
  if (std::ranges::find(rname.bytes(), '@') == rname.bytes().end()) return std::nullopt;
  std::string local;
  std::string before;
  for (; !rname.is_root(); rname = rname.parent()) {
    const std::string label = octets_text(rname.first_label());
    const std::size_t at = label.find('@');
    append_label(local, label.substr(0, at), "\\.");
    append_label(before, label.substr(0, at), ".");
    if (at == std::string::npos) continue;
    const std::string domain = domain_behind_at(label.substr(at + 1), rname.parent(), origin);
    if (before.empty() || domain.empty()) return std::nullopt;
    return Written{local, before + '@' + domain, domain};
  }
  return std::nullopt;
}

// The first label is the local part, and may hold nearly anything; the rest is a domain.
bool is_mailbox(wire::NameView name) {
  if (name.is_root()) return true;  // "." says that there is none
  for (const std::uint8_t c : name.first_label())
    if (c <= ' ' || c >= 0x7f) return false;
  return name.parent().is_root() || is_host_name(name.parent());
}

// About the word of the SOA's data with that number: 0 is MNAME, 1 RNAME.
base::Finding about_word(const Context& context, zone::RRsetPlace soa, std::uint32_t word, std::string message,
                         std::string help) {
  base::Finding finding;
  finding.message = std::move(message);
  finding.places = {context.place(soa, 0, "")};
  finding.places.front().words_on = word;
  finding.help = std::move(help);
  return finding;
}

base::Finding describe_at_sign(const Context& context, zone::RRsetPlace soa, const Written& written) {
  base::Finding finding =
      about_word(context, soa, 1, "the mailbox " + written.shown + " in the SOA record is written with an @",
                 "write `" + written.local + '.' + written.domain + ".` (a dot for the @, and a final dot)");
  if (written.local.find('.') != std::string::npos)
    finding.notes = {"a dot in front of the @ is written `\\.`: the first bare dot stands for the @"};
  return finding;
}

}  // namespace

void responsible_mailbox(const Context& context, Sink& sink) {
  const auto soa = context.at(zone::kApex, rr::Type::SOA);
  if (!soa) return;
  const SoaFields fields(context.zone.rrset(soa->rrset).first_rdata());
  const wire::NameView origin = context.zone.origin();
  if (const auto written = written_address(fields.rname, origin))
    sink.add(base::Level::Warning, [&] { return describe_at_sign(context, *soa, *written); });
  else if (!is_mailbox(fields.rname))
    sink.add(base::Level::Warning, [&] {
      return about_word(context, *soa, 1,
                        "the mailbox " + shown(fields.rname) + " in the SOA record cannot be an address of mail",
                        "write the address with a dot for the @: `" + child_text("hostmaster", origin) + '`');
    });
  if (!fields.mname.is_root() && !is_host_name(fields.mname))
    sink.add(base::Level::Warning, [&] {
      return about_word(context, *soa, 0,
                        "the primary server " + shown(fields.mname) + " in the SOA record is no host name",
                        "use letters, digits and hyphens only");
    });
}

}  // namespace bailiwick::check
