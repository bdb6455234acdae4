// T05: an alias that leads to a name of this zone that does not exist: whoever follows it gets "no such name".
#include <string>

#include "check/catalogue.h"
#include "check/records/forgotten_dot.h"
#include "check/records/meant_name.h"

namespace bailiwick::check {

namespace {

// Wherever it leads: nothing has such a name.
void look_for_urls(const Context& context, Sink& sink) {
  for (const zone::RRsetPlace found : context.survey.cname()) {
    const wire::NameView target = target_of(rr::Type::CNAME, context.zone.rrset(found.rrset).first_rdata());
    const auto url = url_as_name(target, context.zone.origin());
    if (!url) continue;
    sink.add(base::Level::Warning, [&] {
      base::Finding finding;
      finding.message = shown(context.zone.name(found.node)) + " is an alias of " + url->written + ", which is no name";
      finding.places = {context.place(found, 0, "")};
      finding.notes = {"a browser is sent to another address by the web server, not by DNS"};
      finding.help = "a CNAME names a host, not a URL: write `" + url->host + '`';
      return finding;
    });
  }
}

}  // namespace

void dangling_alias(const Context& context, Sink& sink) {
  look_for_urls(context, sink);
  for (const std::uint32_t alias : context.alias_faults.dangling) {
    const zone::RRsetPlace found = context.aliases.found(alias);
    const Alias& record = context.aliases.aliases()[alias];
    if (lacks_final_dot(context, context.zone.rrset(found.rrset).type(), record.target)) continue;  // S14
    if (!record.dname && url_as_name(record.target, context.zone.origin())) continue;               // told above
    if (context.has_unreadable(record.target)) continue;                                            // told at reading
    sink.add(base::Level::Warning, [&] {
      const std::string target = shown(record.target);
      base::Finding finding;
      finding.message = shown(record.owner) + " is an alias of " + target + ", which does not exist";
      if (record.dname)
        finding.message =
            "the names below " + shown(record.owner) + " are rewritten to below " + target + ", which does not exist";
      finding.places = {context.place(found, 0, "")};
      if (!record.dname && !wire::is_at_or_below(record.target, context.zone.origin()))
        finding.notes.push_back("a DNAME rewrites " + target + " into this zone");
      finding.notes.push_back("a name without a final dot is completed with the zone's own");
      finding.help = "add the records of `" + wire::to_text(record.target) + "`, or correct the alias";
      if (const auto meant = name_with_final_dot(record.target, context.zone.origin()))
        finding.help = "write `" + *meant + "`, with a final dot, or " + finding.help;
      return finding;
    });
  }
}

}  // namespace bailiwick::check
