// X04: the chain of NSEC records (RFC 4034 §4, RFC 4035 §2.3): one at each name that has data or is delegated, none
// anywhere else, each naming the next one and the types that its name has.
#include "check/catalogue.h"
#include "check/signed/words.h"
#include "dnssec/type_bitmap.h"

namespace bailiwick::check {
namespace {

constexpr const char* kSignForChain = "sign the zone again, so that its NSEC records are made anew";

// What is found at one NSEC record.
void tell_nsec(const Context& context, zone::RRsetPlace at, std::string message, std::string note, Sink& sink) {
  sink.add(base::Level::Error, [&] {
    base::Finding finding;
    finding.message = std::move(message);
    finding.places = {context.place(at, 0, "")};
    finding.notes = {std::move(note)};
    finding.help = kSignForChain;
    return finding;
  });
}

// What the zone hands out as its own, so that there must be an NSEC record.
bool wants_nsec(const zone::Zone& zone, zone::NodeId node) {
  if (!zone.is_parent_side(node) || zone.is_nsec3_owner(node)) return false;
  for (const rr::Type type : dnssec::types_at(zone, node))
    if (type != rr::Type::NSEC && type != rr::Type::RRSIG) return true;
  return false;
}

class NsecCheck {
 public:
  NsecCheck(const Context& context, Sink& sink) : context_(context), zone_(context.zone), sink_(sink) {}

  void run() {
    for (zone::NodeId node = 0; node < zone_.node_count(); ++node) {
      const bool wanted = wants_nsec(zone_, node);
      if (const auto nsec = context_.at(node, rr::Type::NSEC))
        look_at(*nsec, wanted);
      else if (wanted)
        tell_missing(node);
    }
  }

 private:
  void look_at(zone::RRsetPlace nsec, bool wanted) {
    const zone::RRset records = zone_.rrset(nsec.rrset);
    const std::string owner = shown(zone_.name(nsec.node));
    if (!wanted)
      return tell_nsec(context_, nsec,
                       owner + " has an NSEC record, but " +
                           (zone_.is_parent_side(nsec.node) ? "no other records" : "its data are not this zone's"),
                       "an answer that it proves something by is not believed", sink_);
    if (records.size() > 1)
      return tell_nsec(context_, nsec, owner + " has " + counted(records.size(), "NSEC record") + " instead of one",
                       "what one of them says is contradicted by the others", sink_);
    const base::Bytes rdata = records.first_rdata();
    const wire::NameView next = *wire::NameView::from_wire(rdata);
    look_at_next(nsec, next);
    const std::string fault =
        bitmap_fault(dnssec::read_type_bitmap(rdata.subspan(next.size())), dnssec::types_at(zone_, nsec.node));
    if (!fault.empty())
      tell_nsec(context_, nsec, "the NSEC record of " + owner + ' ' + fault,
                "resolvers that validate conclude from it what is not so, or take an answer for forged", sink_);
  }

  // A record that is missing or too many is told itself; the one before may name either.
  void look_at_next(zone::RRsetPlace nsec, wire::NameView next) {
    const auto follower = [&](auto is_it) {
      for (zone::NodeId node = nsec.node + 1; node < zone_.node_count(); ++node)
        if (is_it(node)) return zone_.name(node);
      return zone_.origin();
    };
    const wire::NameView wanted = follower([&](zone::NodeId node) { return wants_nsec(zone_, node); });
    if (wire::equal(next, wanted)) return;
    if (wire::equal(next, follower([&](zone::NodeId node) { return context_.at(node, rr::Type::NSEC).has_value(); })))
      return;
    tell_nsec(context_, nsec,
              "the NSEC record of " + shown(zone_.name(nsec.node)) + " names " + shown(next) +
                  " as the next name, but that is " + shown(wanted),
              "it denies names that exist, or does not deny some that do not", sink_);
  }

  void tell_missing(zone::NodeId node) {
    const zone::RRsetPlace first{node, static_cast<std::uint32_t>(zone_.first_rrset(node))};
    tell_nsec(context_, first, shown(zone_.name(node)) + " has no NSEC record",
              "an answer that it has no records of some type cannot be proved", sink_);
  }

  const Context& context_;
  const zone::Zone& zone_;
  Sink& sink_;
};

void tell_no_denial(const Context& context, Sink& sink) {
  sink.add(base::Level::Error, [&] {
    base::Finding finding;
    finding.message = shown(context.zone.origin()) +
                      " is signed, but has neither NSEC nor NSEC3 records that show what does not exist";
    finding.places = context.whole_file();
    finding.notes = {"resolvers that validate take every answer that something does not exist for forged"};
    finding.help = "sign the zone again, with NSEC or NSEC3 records";
    return finding;
  });
}

void tell_both(const Context& context, zone::RRsetPlace nsec, Sink& sink) {
  sink.add(base::Level::Warning, [&] {
    base::Finding finding;
    finding.message = shown(context.zone.origin()) + " has both NSEC and NSEC3 records; answers use NSEC3";
    finding.places = {context.place(nsec, 0, "an NSEC record")};
    finding.notes = {"that is as it should be only while one is being replaced by the other"};
    finding.help = "sign the zone again, with one kind";
    return finding;
  });
}

}  // namespace

void nsec(const Context& context, Sink& sink) {
  const auto at_apex = context.at(zone::kApex, rr::Type::NSEC);
  if (!context.zone.nsec3_chain().empty()) {
    if (at_apex) tell_both(context, *at_apex, sink);
    return;
  }
  const bool is_signed = context.zone.is_signed() && context.at(zone::kApex, rr::Type::DNSKEY);
  if (at_apex || (is_signed && context.survey.has_nsec())) return NsecCheck(context, sink).run();
  // With NSEC3 records that cannot be used, X05 says why.
  const bool wants_nsec3 = context.at(zone::kApex, rr::Type::NSEC3PARAM) || !context.survey.nsec3().empty();
  if (is_signed && !wants_nsec3) tell_no_denial(context, sink);
}

}  // namespace bailiwick::check
