// X05: the chain of NSEC3 records (RFC 5155 §7.1): one for the hash of each name that the zone hands out, empty
// non-terminals too, but for unsigned delegations that opt-out covers (§6), and none for any other; each names the next
// hash and the types that its name has.
#include <algorithm>

#include "check/catalogue.h"
#include "check/signed/words.h"
#include "check/signed/nsec3_parameters.h"
#include "dnssec/type_bitmap.h"
#include "zone/nsec3_hash.h"

namespace bailiwick::check {
namespace {

constexpr const char* kSignForHashes = "sign the zone again, so that its NSEC3 records are made anew";
constexpr std::uint8_t kOptOut = 1;  // RFC 5155 §3.1.2.1
constexpr const char* kBreaksProofs = "proofs that a name does not exist are not believed, or deny names that exist";

void tell_nsec3(const Context& context, base::Level level, zone::RRsetPlace at, std::string message, std::string note,
                Sink& sink) {
  sink.add(level, [&] {
    base::Finding finding;
    finding.message = std::move(message);
    finding.places = {context.place(at, 0, "")};
    finding.notes = {std::move(note)};
    finding.help = kSignForHashes;
    return finding;
  });
}

struct Nsec3Record {
  zone::Nsec3Params params;
  base::Bytes next;    // as many octets as the hash has
  base::Bytes bitmap;  // of types
};

// None where it is cut off.
std::optional<Nsec3Record> read_nsec3(base::Bytes rdata) {
  const auto params = zone::nsec3_params(rdata);
  if (!params) return std::nullopt;
  const base::Bytes rest = rdata.subspan(5 + params->salt.size());
  if (rest.empty() || rest.size() < 1u + rest[0]) return std::nullopt;
  return Nsec3Record{*params, rest.subspan(1, rest[0]), rest.subspan(1 + rest[0])};
}

// Each record by itself.
class Nsec3Forms {
 public:
  Nsec3Forms(const Context& context, Sink& sink) : context_(context), zone_(context.zone), sink_(sink) {
    if (const auto rrset = zone_.find_rrset(zone::kApex, rr::Type::NSEC3PARAM))
      for (const zone::Record record : *rrset)
        if (const auto params = zone::nsec3_params(record.rdata)) params_.push_back(*params);
  }

  void run() {
    for (const zone::RRsetPlace found : context_.survey.nsec3()) {
      const std::string owner = shown(zone_.name(found.node));
      const bool has_place = found.node != zone::kApex && zone_.parent(found.node) == zone::kApex &&
                             zone::nsec3_owner_hash(zone_.name(found.node).first_label());
      if (!has_place)
        tell(found, owner + " has an NSEC3 record, but is no hash right below " + shown(zone_.origin()));
      else
        for (const zone::Record record : zone_.rrset(found.rrset)) look_at(found, owner, record.rdata);
    }
    if (strays_ > 0 && !params_.empty())
      tell_nsec3(context_, base::Level::Warning, first_stray_,
                 counted(strays_, "NSEC3 record") + " of " + shown(zone_.origin()) + (strays_ == 1 ? " is" : " are") +
                     " of a chain that no NSEC3PARAM record tells of",
                 "they are never used; that is as it should be only while chains are being replaced", sink_);
  }

 private:
  void tell(zone::RRsetPlace found, std::string message) const {
    tell_nsec3(context_, base::Level::Error, found, std::move(message), "validators pass over it", sink_);
  }

  void look_at(zone::RRsetPlace found, const std::string& owner, base::Bytes rdata) {
    const auto record = read_nsec3(rdata);
    if (!record) return tell(found, "the NSEC3 record at " + owner + " is cut off");
    if (record->params.algorithm != zone::kNsec3Sha1)
      return tell(found, "the NSEC3 record at " + owner + " is of hash algorithm " +
                             std::to_string(record->params.algorithm) + ", which nobody knows");
    if ((record->params.flags & ~kOptOut) != 0)
      return tell(found, "the NSEC3 record at " + owner + " has the flags " + std::to_string(record->params.flags) +
                             ", which nobody knows");
    const bool has_param = std::ranges::any_of(
        params_, [&](const zone::Nsec3Params& params) { return zone::hash_alike(params, record->params); });
    if (!has_param && strays_++ == 0) first_stray_ = found;
  }

  const Context& context_;
  const zone::Zone& zone_;
  Sink& sink_;
  std::vector<zone::Nsec3Params> params_;
  std::size_t strays_ = 0;
  zone::RRsetPlace first_stray_{};
};

// All records of the chain in use, against the names of the zone.
class Nsec3ChainCheck {
 public:
  Nsec3ChainCheck(const Context& context, Sink& sink)
      : context_(context), zone_(context.zone), chain_(context.zone.nsec3_chain()), sink_(sink) {}

  void run() {
    look_at_links();
    find_needs();
    std::vector<bool> has_name(zone_.node_count());
    for (zone::NodeId node = 0; node < zone_.node_count(); ++node) {
      if (needs_[node] == Need::None) continue;
      const zone::NodeId owner = chain_.matching(node);
      if (owner == zone::kNoNode)
        look_at_missing(node);
      else
        has_name[owner] = true, look_at_types(node, owner);
    }
    for (const zone::Nsec3Chain::Link& link : chain_.links())
      if (!has_name[link.node]) tell_orphan(link.node);
    if (opt_outs_ > 0 && !has_unsigned_delegation_) tell_needless_opt_out();
  }

 private:
  // Optional: an unsigned delegation, or an empty non-terminal that leads to nothing else.
  enum class Need : std::uint8_t { None, Optional, Required };

  // That of the chain: the first one, where there are several (which is told).
  std::optional<Nsec3Record> record_at(zone::NodeId owner, std::size_t* count = nullptr) const {
    std::optional<Nsec3Record> found;
    const auto rrset = zone_.find_rrset(owner, rr::Type::NSEC3);
    if (!rrset) return found;
    for (const zone::Record record : *rrset) {
      const auto read = read_nsec3(record.rdata);
      if (!read || !zone::hash_alike(read->params, chain_.params())) continue;
      if (count != nullptr) ++*count;
      if (!found) found = read;
    }
    return found;
  }
  zone::RRsetPlace nsec3_at(zone::NodeId owner) const { return *context_.at(owner, rr::Type::NSEC3); }
  std::string at_text(zone::NodeId owner) const { return "the NSEC3 record at " + shown(zone_.name(owner)); }
  void tell(zone::NodeId owner, std::string message, std::string note) const {
    tell_nsec3(context_, base::Level::Error, nsec3_at(owner), std::move(message), std::move(note), sink_);
  }

  void look_at_links() {
    const auto links = chain_.links();
    for (std::size_t i = 0; i < links.size(); ++i) {
      std::size_t count = 0;
      const auto record = record_at(links[i].node, &count);
      if (!record) continue;  // told as cut off
      if ((record->params.flags & kOptOut) != 0 && opt_outs_++ == 0) first_opt_out_ = links[i].node;
      if (count > 1)
        tell(links[i].node,
             shown(zone_.name(links[i].node)) + " has " + counted(count, "NSEC3 record") + " of one chain",
             "what one of them says is contradicted by the others");
      else if (!std::ranges::equal(record->next, links[(i + 1) % links.size()].hash))
        tell(links[i].node,
             at_text(links[i].node) + " does not name the next hash, which is that at " +
                 shown(zone_.name(links[(i + 1) % links.size()].node)),
             kBreaksProofs);
    }
  }

  Need own_need(zone::NodeId node) {
    if (zone_.is_delegation(node) && zone_.cover(node) == node) {
      if (zone_.find_rrset(node, rr::Type::DS)) return Need::Required;
      has_unsigned_delegation_ = true;
      return Need::Optional;
    }
    const dnssec::Types types = dnssec::types_at(zone_, node);
    const bool has_data =
        std::ranges::any_of(types, [](rr::Type type) { return type != rr::Type::RRSIG && type != rr::Type::NSEC; });
    return has_data ? Need::Required : Need::None;
  }

  // What lies below a name comes behind it.
  void find_needs() {
    needs_.assign(zone_.node_count(), Need::None);
    for (auto node = static_cast<zone::NodeId>(zone_.node_count()); node-- > 0;) {
      if (!zone_.is_parent_side(node) || zone_.is_nsec3_owner(node)) continue;
      needs_[node] = std::max(needs_[node], own_need(node));
      if (node != zone::kApex) needs_[zone_.parent(node)] = std::max(needs_[zone_.parent(node)], needs_[node]);
    }
  }

  void look_at_missing(zone::NodeId node) const {
    if (needs_[node] == Need::Optional) {
      const auto covering = record_at(chain_.covering(zone_.name(node)));
      if (covering && (covering->params.flags & kOptOut) != 0) return;
    }
    // An empty non-terminal is written nowhere: what makes it one is.
    std::uint32_t first = node;
    while (zone_.rrset_count(first) == 0) ++first;
    tell_nsec3(
        context_, base::Level::Error, {first, static_cast<std::uint32_t>(zone_.first_rrset(first))},
        shown(zone_.name(node)) + (first == node ? "" : ", which has no records of its own,") + " has no NSEC3 record",
        "resolvers that validate may conclude that it does not exist", sink_);
  }

  void look_at_types(zone::NodeId node, zone::NodeId owner) const {
    const auto record = record_at(owner);
    if (!record) return;
    const std::string fault = bitmap_fault(dnssec::read_type_bitmap(record->bitmap), dnssec::types_at(zone_, node));
    if (!fault.empty())
      tell(owner, "the NSEC3 record of " + shown(zone_.name(node)) + ' ' + fault,
           "resolvers that validate conclude from it what is not so, or take an answer for forged");
  }

  void tell_orphan(zone::NodeId owner) const {
    tell(owner, at_text(owner) + " is for a name that " + shown(zone_.origin()) + " does not have", kBreaksProofs);
  }

  void tell_needless_opt_out() const {
    tell_nsec3(context_, base::Level::Info, nsec3_at(first_opt_out_),
               shown(zone_.origin()) + " uses opt-out, but has no unsigned delegation",
               "names put in by a forger cannot be told from unsigned delegations, for no gain", sink_);
  }

  const Context& context_;
  const zone::Zone& zone_;
  const zone::Nsec3Chain& chain_;
  Sink& sink_;
  std::vector<Need> needs_;
  bool has_unsigned_delegation_ = false;
  std::size_t opt_outs_ = 0;
  zone::NodeId first_opt_out_ = zone::kApex;
};

// Where NSEC3 records or the NSEC3PARAM record are there, but make no chain.
void look_at_no_chain(const Context& context, Sink& sink) {
  const auto param = context.at(zone::kApex, rr::Type::NSEC3PARAM);
  const auto records = context.survey.nsec3();
  if (records.empty() && !param) return;
  const std::string origin = shown(context.zone.origin());
  const char* const kNoDenial = "resolvers that validate take every answer that something does not exist for forged";
  if (!records.empty() && !param)
    return tell_nsec3(context, base::Level::Error, records.front(),
                      origin + " has NSEC3 records, but no NSEC3PARAM record that tells servers how to use them",
                      kNoDenial, sink);
  if (!param || context.survey.has_nsec()) return;
  const zone::RRset params = context.zone.rrset(param->rrset);
  const bool is_known = any_record(params, [](base::Bytes rdata) {
    const auto read = zone::nsec3_params(rdata);
    return read && read->algorithm == zone::kNsec3Sha1 && read->iterations <= zone::kMaxNsec3Iterations;
  });
  if (!is_known) return;  // told
  if (!records.empty() || context.zone.is_signed())
    tell_nsec3(context, base::Level::Error, *param,
               "no NSEC3 record of " + origin + " is for its own name by the NSEC3PARAM record", kNoDenial, sink);
}

}  // namespace

void nsec3(const Context& context, Sink& sink) {
  look_at_nsec3_parameters(context, sink);  // some keep the zone from being served, so these are always looked at
  if (context.options.dnssec == Dnssec::Off) return;
  Nsec3Forms(context, sink).run();
  if (context.zone.nsec3_chain().empty())
    look_at_no_chain(context, sink);
  else
    Nsec3ChainCheck(context, sink).run();
}

}  // namespace bailiwick::check
