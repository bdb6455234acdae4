// CNAMEs: each leads to one other at most, so colouring while walking finds the loops and the lengths of all chains in
// one pass. DNAMEs on the way are applied at once; their own rings are dname_rings.cc's.
#include "check/aliases.h"

#include <algorithm>
#include <map>

#include "check/dname_loops.h"

namespace bailiwick::check {
namespace {

constexpr std::uint32_t kNone = 0xffffffff;
constexpr int kMostRewrites = 32;  // by DNAMEs between two CNAMEs

class Follower {
 public:
  Follower(std::span<const Alias> aliases, const AliasSource& source)
      : aliases_(aliases),
        source_(source),
        next_(aliases.size(), kNone),
        length_(aliases.size(), 0),
        tail_(aliases.size(), kNone) {}

  AliasFaults run() {
    for (std::uint32_t alias = 0; alias < aliases_.size(); ++alias) next_[alias] = lead(alias);
    for (std::uint32_t alias = 0; alias < aliases_.size(); ++alias) walk(alias);
    find_chains();
    find_dname_loops(aliases_, source_, faults_);
    return std::move(faults_);
  }

 private:
  // The CNAME that this alias leads to, or kNone; notes where it leads to nothing.
  std::uint32_t lead(std::uint32_t alias) {
    if (aliases_[alias].dname) {
      const AliasStep step = source_.step(aliases_[alias].target);
      if (step.kind == AliasStep::Kind::NoSuchName) faults_.dangling.push_back(alias);
      return kNone;
    }
    wire::Name name(aliases_[alias].target);
    for (int i = 0; i < kMostRewrites; ++i) {
      const AliasStep step = source_.step(name);
      switch (step.kind) {
        case AliasStep::Kind::Cname:
          return step.alias;
        case AliasStep::Kind::Dname: {
          const auto rewritten = rewrite(name, aliases_[step.alias]);
          if (!rewritten) faults_.too_long.push_back(alias);
          if (!rewritten) return kNone;
          name = *rewritten;
          break;
        }
        case AliasStep::Kind::NoSuchName:
          faults_.dangling.push_back(alias);
          return kNone;
        case AliasStep::Kind::Exists:
        case AliasStep::Kind::Unknown:
          return kNone;
      }
    }
    return kNone;  // a ring of DNAMEs, which is told itself
  }

  // Gives a length to every alias from here on; kInLoop to those that are in a loop or lead into one.
  void walk(std::uint32_t start) {
    std::vector<std::uint32_t> path;
    std::uint32_t at = start;
    for (; at != kNone && length_[at] == 0; at = next_[at]) {
      length_[at] = kWalking;
      path.push_back(at);
    }
    if (at != kNone && length_[at] == kWalking) {
      const auto first = std::ranges::find(path, at);
      std::vector<std::uint32_t> loop(first, path.end());
      std::ranges::rotate(loop, std::ranges::min_element(loop));
      faults_.loops.push_back(std::move(loop));
      length_[at] = kInLoop;
    }
    std::uint32_t length = at == kNone ? 0 : length_[at];
    for (auto alias = path.rbegin(); alias != path.rend(); ++alias) {
      length_[*alias] = length == kInLoop ? kInLoop : ++length;
      tail_[*alias] = length <= AliasFaults::kLongestChain ? *alias : length == kInLoop ? kNone : tail_[next_[*alias]];
    }
  }

  void find_chains() {
    std::vector<bool> led_to(aliases_.size());
    for (const std::uint32_t next : next_)
      if (next != kNone) led_to[next] = true;
    std::map<std::uint32_t, std::vector<std::uint32_t>> heads;  // by their tails
    for (std::uint32_t alias = 0; alias < aliases_.size(); ++alias) {
      if (led_to[alias] || length_[alias] <= AliasFaults::kLongestChain || length_[alias] == kInLoop) continue;
      heads[tail_[alias]].push_back(alias);
      if (heads.size() > kMostChains) break;
    }
    for (const auto& [tail, of_tail] : heads) {
      const std::uint32_t longest = *std::ranges::max_element(of_tail, {}, [&](std::uint32_t a) { return length_[a]; });
      std::vector<std::uint32_t> chain;
      for (std::uint32_t at = longest; at != kNone; at = next_[at]) chain.push_back(at);
      faults_.chains.push_back({std::move(chain), of_tail.size()});
    }
  }

  static constexpr std::uint32_t kWalking = 0xfffffffe;
  static constexpr std::uint32_t kInLoop = 0xffffffff;
  static constexpr std::size_t kMostChains = 1000;

  std::span<const Alias> aliases_;
  const AliasSource& source_;
  std::vector<std::uint32_t> next_;
  std::vector<std::uint32_t> length_;  // aliases from here to the end of the chain; 0 not walked yet
  std::vector<std::uint32_t> tail_;    // the first alias from here on whose chain is short enough
  AliasFaults faults_;
};

}  // namespace

AliasFaults follow_aliases(std::span<const Alias> aliases, const AliasSource& source) {
  return Follower(aliases, source).run();
}

std::optional<wire::Name> rewrite(wire::NameView name, const Alias& dname) {
  const std::size_t kept = name.size() - dname.owner.size();
  if (kept + dname.target.size() > wire::kMaxNameSize) return std::nullopt;
  wire::Name rewritten;
  rewritten.assign(name.bytes().first(kept), dname.target);
  return rewritten;
}

}  // namespace bailiwick::check
