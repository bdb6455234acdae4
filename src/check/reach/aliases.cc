// T05 to T08 over several zones: the walk of check/target/aliases.h, with steps that go from zone to zone. What one
// zone shows alone, the checks of one zone say.
#include "check/aliases.h"

#include <algorithm>

#include "check/reach/report.h"

namespace bailiwick::check {
namespace {

class WorldAliases : public AliasSource {
 public:
  WorldAliases(const Report& report, const Origins& origins) : report_(report), origins_(origins) {
    for (const rr::Type type : {rr::Type::CNAME, rr::Type::DNAME}) {
      for (std::uint32_t input = 0; input < report.world().zones.size(); ++input) gather(input, type);
      if (type == rr::Type::CNAME) cnames_ = aliases_.size();
    }
    by_owner_.resize(aliases_.size() - cnames_);
    for (std::uint32_t i = 0; i < by_owner_.size(); ++i) by_owner_[i] = static_cast<std::uint32_t>(cnames_) + i;
    std::ranges::sort(by_owner_, [&](std::uint32_t a, std::uint32_t b) {
      return wire::compare_canonical(aliases_[a].owner, aliases_[b].owner) < 0;
    });
  }

  std::span<const Alias> aliases() const { return aliases_; }
  std::uint32_t input(std::uint32_t alias) const { return from_[alias].input; }
  base::Place place(std::uint32_t alias) const {
    return report_.place(from_[alias].input, from_[alias].rrset, 0, "leads to " + shown(aliases_[alias].target));
  }

  AliasStep step(wire::NameView qname) const override {
    using Kind = AliasStep::Kind;
    const zone::HashedName hashed(qname);
    const std::uint32_t input = origins_.closest(hashed);
    if (input == kNobody) return {Kind::Unknown};
    const zone::Zone& zone = report_.zone_of(input);
    const zone::Zone::Match match = zone.find(hashed);
    zone::NodeId node = match.node;
    const zone::NodeId cover = zone.cover(node);
    if (cover != zone::kNoNode && zone.is_delegation(cover)) return {Kind::Unknown};
    if (cover != zone::kNoNode) return alias(Kind::Dname, input, cover, rr::Type::DNAME);
    if (!match.exact) {
      if (zone.has_dname(node)) return alias(Kind::Dname, input, node, rr::Type::DNAME);
      node = zone.wildcard(node);
      if (node == zone::kNoNode) return {Kind::NoSuchName};
      if (zone.is_delegation(node)) return {Kind::Unknown};
    }
    if (zone.find_rrset(node, rr::Type::CNAME)) return alias(Kind::Cname, input, node, rr::Type::CNAME);
    return {Kind::Exists};
  }

  std::vector<std::uint32_t> dnames_below(wire::NameView name, std::size_t most) const override {
    std::vector<std::uint32_t> below;
    // In canonical order whatever is below a name follows it at once.
    const auto after = [&](wire::NameView n, std::uint32_t a) {
      return wire::compare_canonical(n, aliases_[a].owner) < 0;
    };
    for (auto at = std::upper_bound(by_owner_.begin(), by_owner_.end(), name, after);
         at != by_owner_.end() && below.size() < most && wire::is_at_or_below(aliases_[*at].owner, name); ++at)
      below.push_back(*at);
    return below;
  }

 private:
  struct From {
    std::uint32_t input;
    std::uint32_t rrset;
  };

  void gather(std::uint32_t input, rr::Type type) {
    const zone::Zone& zone = report_.zone_of(input);
    for (zone::NodeId node = 0; node < zone.node_count(); ++node) {
      if (zone.cover(node) != zone::kNoNode) continue;  // never answered
      if (type == rr::Type::DNAME && !zone.has_dname(node)) continue;
      const std::uint32_t rrset = rrset_number(zone, node, type);
      if (rrset == kNobody) continue;
      const auto target = wire::NameView::from_wire(zone.rrset(rrset).first_rdata());
      if (!target) continue;
      aliases_.push_back({zone.name(node), *target, type == rr::Type::DNAME});
      from_.push_back({input, rrset});
    }
  }

  // Aliases of a type lie in the order of inputs and rrsets.
  AliasStep alias(AliasStep::Kind kind, std::uint32_t input, zone::NodeId node, rr::Type type) const {
    const auto middle = from_.begin() + static_cast<std::ptrdiff_t>(cnames_);
    const bool dname = type == rr::Type::DNAME;
    const std::pair wanted(input, rrset_number(report_.zone_of(input), node, type));
    const auto at = std::ranges::lower_bound(dname ? middle : from_.begin(), dname ? from_.end() : middle, wanted, {},
                                             [](const From& from) { return std::pair(from.input, from.rrset); });
    return {kind, static_cast<std::uint32_t>(at - from_.begin())};
  }

  const Report& report_;
  const Origins& origins_;
  std::vector<Alias> aliases_;  // CNAMEs, then DNAMEs
  std::vector<From> from_;
  std::vector<std::uint32_t> by_owner_;  // the DNAMEs, in canonical order
  std::size_t cnames_ = 0;
};

class AliasReport {
 public:
  AliasReport(Report& report, const Origins& origins) : report_(report), origins_(origins), aliases_(report, origins) {}

  void run() {
    if (aliases_.aliases().empty()) return;
    const AliasFaults faults = follow_aliases(aliases_.aliases(), aliases_);
    for (const auto& loop : faults.loops) tell_loop(loop);
    for (const auto& ring : faults.growth) tell_growth(ring);
    for (const auto& chain : faults.chains) tell_chain(chain.aliases);
    for (const std::uint32_t alias : faults.dangling) tell_dangling(alias);
  }

 private:
  // The zones that the aliases stand in, sorted.
  std::vector<std::uint32_t> zones_of(const std::vector<std::uint32_t>& aliases) const {
    std::vector<std::uint32_t> zones;
    for (const std::uint32_t alias : aliases) zones.push_back(aliases_.input(alias));
    std::ranges::sort(zones);
    zones.erase(std::ranges::unique(zones).begin(), zones.end());
    return zones;
  }

  base::Finding begin(const std::vector<std::uint32_t>& aliases) const {
    base::Finding finding;
    for (std::size_t i = 0; i < std::min(aliases.size(), Report::kMostPlaces); ++i)
      finding.places.push_back(aliases_.place(aliases[i]));
    return finding;
  }
  std::string owner(std::uint32_t alias) const { return shown(aliases_.aliases()[alias].owner); }

  void tell_loop(const std::vector<std::uint32_t>& loop) {
    const std::vector<std::uint32_t> zones = zones_of(loop);
    if (zones.size() < 2) return;
    report_.add(base::Level::Error, "T06", zones, [&] {
      base::Finding finding = begin(loop);
      finding.message = owner(loop[0]) + " is an alias of itself, through " + report_.names(zones);
      finding.notes = {"resolvers go round and give up: nobody gets an answer"};
      finding.help = "replace one of these records by what the name is to have, e.g. A and AAAA records";
      return finding;
    });
  }

  void tell_growth(const std::vector<std::uint32_t>& ring) {
    const std::vector<std::uint32_t> zones = zones_of(ring);
    if (zones.size() < 2) return;
    report_.add(base::Level::Error, "T08", zones, [&] {
      base::Finding finding = begin(ring);
      finding.message = "DNAMEs of " + report_.names(zones) + " rewrite names round and round, ever longer";
      finding.help = "let one of them point outside of the others";
      return finding;
    });
  }

  void tell_chain(const std::vector<std::uint32_t>& chain) {
    const std::vector<std::uint32_t> zones = zones_of(chain);
    if (zones.size() < 2) return;
    report_.add(base::Level::Warning, "T07", zones, [&] {
      base::Finding finding = begin(chain);
      finding.message = owner(chain[0]) + " is followed through " + std::to_string(chain.size()) + " aliases in " +
                        report_.names(zones) + ", and some resolvers give up after " +
                        std::to_string(AliasFaults::kLongestChain);
      finding.help = "let `" + wire::to_text(aliases_.aliases()[chain[0]].owner) +
                     "` name the last of these directly: `" + wire::to_text(aliases_.aliases()[chain.back()].target) +
                     '`';
      return finding;
    });
  }

  void tell_dangling(std::uint32_t number) {
    const Alias& alias = aliases_.aliases()[number];
    const std::uint32_t home = origins_.closest(zone::HashedName(alias.target));
    if (home == aliases_.input(number) || home == kNobody) return;
    report_.add(base::Level::Warning, "T05", aliases_.input(number), [&] {
      base::Finding finding = begin({number});
      const std::string target = shown(alias.target);
      finding.message = alias.dname ? "the names below " + shown(alias.owner) + " are rewritten to below " + target +
                                          ", which does not exist in " + report_.name(home)
                                    : shown(alias.owner) + " is an alias of " + target + ", which does not exist in " +
                                          report_.name(home);
      finding.help = "add the records of `" + wire::to_text(alias.target) + "` to " + report_.file(home) +
                     ", or correct the alias";
      return finding;
    });
  }

  Report& report_;
  const Origins& origins_;
  WorldAliases aliases_;
};

}  // namespace

void explain_aliases(Report& report, const Origins& origins) {
  if (report.world().zones.size() > 1) AliasReport(report, origins).run();
}

}  // namespace bailiwick::check
