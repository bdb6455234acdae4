// An edge leads from a DNAME to one at or above its target (which all rewritten names meet, the labels between are
// pushed on) or strictly below it (which only names that match meet, and which pops those labels). Depth first, by a
// stack of our own; what a ring with pops does is found by rewriting a name that meets it.
#include "check/dname_loops.h"

#include <algorithm>

namespace bailiwick::check {
namespace {

constexpr std::uint32_t kNoRing = 0xffffffff;
constexpr std::size_t kMostEdges = 64;  // from one DNAME to those below its target
constexpr int kMostRingRewrites = 127;
constexpr std::size_t kMostRings = 200;  // that are looked at

enum class Colour : std::uint8_t { White, Grey, Black };
enum class Fate : std::uint8_t { Ends, Loops, Grows };

class Rings {
 public:
  Rings(std::span<const Alias> aliases, const AliasSource& source, AliasFaults& faults)
      : aliases_(aliases), source_(source), faults_(faults), colour_(aliases.size(), Colour::White) {}

  void run() {
    for (std::uint32_t alias = 0; alias < aliases_.size(); ++alias)
      if (aliases_[alias].dname && colour_[alias] == Colour::White) search(alias);
  }

 private:
  struct Frame {
    std::uint32_t alias;
    std::vector<std::uint32_t> edges;
    std::size_t next = 0;
  };

  Frame open(std::uint32_t alias) {
    colour_[alias] = Colour::Grey;
    const Alias& dname = aliases_[alias];
    if (wire::is_at_or_below(dname.target, dname.owner)) {
      // Every rewriting re-enters, whatever else may follow.
      const bool same = wire::equal(dname.target, dname.owner);
      (same ? faults_.loops : faults_.growth).push_back({alias});
      return {alias, {}};
    }
    // A target that has a DNAME itself: names below the target meet that one.
    Frame frame{alias, {}};
    const std::uint32_t above = dname_at_or_above(dname.target);
    if (above != kNoRing)
      frame.edges.push_back(above);
    else
      frame.edges = source_.dnames_below(dname.target, kMostEdges);
    return frame;
  }

  // The DNAME that rewrites every name below `name`, or kNoRing.
  std::uint32_t dname_at_or_above(wire::NameView name) const {
    const AliasStep step = source_.step(name);
    if (step.kind == AliasStep::Kind::Dname) return step.alias;
    // One at the very name does not rewrite it, but all below: ask for such a one.
    static constexpr std::uint8_t kProbe[] = {1, 'x'};
    if (name.size() + sizeof kProbe > wire::kMaxNameSize) return kNoRing;
    wire::Name below;
    below.assign(kProbe, name);
    const AliasStep under = source_.step(below);
    return under.kind == AliasStep::Kind::Dname ? under.alias : kNoRing;
  }

  void search(std::uint32_t start) {
    std::vector<Frame> path;
    path.push_back(open(start));
    while (!path.empty()) {
      Frame& frame = path.back();
      if (frame.next == frame.edges.size()) {
        colour_[frame.alias] = Colour::Black;
        path.pop_back();
        continue;
      }
      const std::uint32_t to = frame.edges[frame.next++];
      if (colour_[to] == Colour::White)
        path.push_back(open(to));
      else if (colour_[to] == Colour::Grey)
        add_ring(path, to);
    }
  }

  void add_ring(const std::vector<Frame>& path, std::uint32_t first) {
    if (++rings_ > kMostRings) return;
    const auto begin = std::ranges::find(path, first, &Frame::alias);
    std::vector<std::uint32_t> ring;
    for (auto frame = begin; frame != path.end(); ++frame) ring.push_back(frame->alias);
    std::ranges::rotate(ring, std::ranges::min_element(ring));
    const Fate fate = fate_of(ring);
    if (fate == Fate::Ends) return;
    (fate == Fate::Loops ? faults_.loops : faults_.growth).push_back(std::move(ring));
  }

  Fate fate_of(const std::vector<std::uint32_t>& ring) const {
    long pushed = 0;
    bool pops = false;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Alias& from = aliases_[ring[i]];
      const Alias& to = aliases_[ring[(i + 1) % ring.size()]];
      if (!wire::is_at_or_below(from.target, to.owner)) pops = true;
      pushed += static_cast<long>(from.target.label_count()) - static_cast<long>(to.owner.label_count());
    }
    if (!pops) return pushed > 0 ? Fate::Grows : Fate::Loops;
    for (std::size_t i = 0; i < ring.size() && i < static_cast<std::size_t>(kMostRingRewrites); ++i) {
      const Fate fate = fate_from(ring, i);
      if (fate != Fate::Ends) return fate;
    }
    return Fate::Ends;
  }

  // Of a name that goes from the ring's alias number i to the next one.
  Fate fate_from(const std::vector<std::uint32_t>& ring, std::size_t i) const {
    static constexpr std::uint8_t kLabel[] = {1, 'x'};
    const Alias& from = aliases_[ring[i]];
    const Alias& to = aliases_[ring[(i + 1) % ring.size()]];
    wire::Name name;
    if (to.owner.size() > from.target.size()) {
      const base::Bytes popped = to.owner.bytes().first(to.owner.size() - from.target.size());
      if (popped.size() + from.owner.size() + sizeof kLabel > wire::kMaxNameSize) return Fate::Ends;
      name.assign(popped, from.owner);
    } else {
      name = wire::Name(from.owner);
    }
    if (name.size() + sizeof kLabel > wire::kMaxNameSize) return Fate::Ends;
    const wire::Name base = name;
    name.assign(kLabel, base);
    const wire::Name start = name;
    for (int step = 0; step < kMostRingRewrites; ++step) {
      const AliasStep found = source_.step(name);
      if (found.kind != AliasStep::Kind::Dname) return Fate::Ends;
      const auto rewritten = rewrite(name, aliases_[found.alias]);
      if (!rewritten) return Fate::Grows;
      name = *rewritten;
      if (wire::equal(name, start)) return Fate::Loops;
    }
    return name.size() > start.size() ? Fate::Grows : Fate::Loops;
  }

  std::span<const Alias> aliases_;
  const AliasSource& source_;
  AliasFaults& faults_;
  std::vector<Colour> colour_;
  std::size_t rings_ = 0;
};

}  // namespace

void find_dname_loops(std::span<const Alias> aliases, const AliasSource& source, AliasFaults& faults) {
  Rings(aliases, source, faults).run();
}

}  // namespace bailiwick::check
