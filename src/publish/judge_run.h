// One run of judge(): the mix of candidates that stands in the found zones, what is lost in it, and what was rejected.
// For judge.cc and its parts alone; design: base, mix, lost, support, unit, as judge() has them.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "check/reach/found_zones.h"
#include "check/reach/supports.h"
#include "publish/judge.h"

namespace bailiwick::publish {

using check::HostId;
using check::kNobody;
using check::LeftOut;
using check::ZoneId;

class JudgeRun {
 public:
  JudgeRun(check::FoundZones& zones, std::span<const Proposal> proposals);
  Judgement judge(const Policy& policy) &&;

 private:
  // Candidates are numbered in canonical order of their origins.
  using Number = std::uint32_t;
  struct Candidate {
    std::size_t proposal;
    ZoneId zone;
    std::shared_ptr<const zone::Zone> base;  // the version that it follows
    check::ParentPolicy base_parent;
    bool is_in = false;        // it is in the mix
    Number unit = kNobody;     // rejected with
    bool is_alone = false;     // rejected before, never in the mix
    bool is_addition = false;  // not configured before: while it is out, it is taken to be served elsewhere
    Number fix_first = kNobody;
  };
  // What goes out together and comes back together.
  struct Unit {
    std::vector<Number> members;  // ascending
    std::vector<ZoneId> harmed;
    Rejection::Reason reason = Rejection::Reason::Lost;
    Loss loss = {};
    ZoneId lost = kNobody;  // of the loss
    bool is_open = true;    // still rejected
    bool is_final = false;  // not to come back
    bool is_dirty = false;  // something that it hangs on has changed since
  };
  struct Blame {
    enum class Kind : std::uint8_t { Unknown, Waits, Culprit };
    Kind kind = Kind::Unknown;
    ZoneId zone = kNobody;  // Waits: for that one
    Number culprit = kNobody;
    Piece piece = Piece::OwnServers;
    HostId host = kNobody;
    ZoneId home = kNobody;
  };

  // judge.cc
  void apply_decisions(Judgement& judgement);
  void add_candidates();
  void find_stable_mix();
  bool reject_for_lost();
  void reject_own();
  std::span<const ZoneId> leave_out_additions(bool is_left_out);
  bool reject_movers();
  void give_up();
  void reject(std::vector<Unit>&& units);
  std::span<const ZoneId> set(std::span<const Number> candidates, bool is_in);
  void look_at(ZoneId zone);
  bool is_lost(ZoneId zone) const;
  bool nothing_is_lost() const { return lost_.empty() && lost_new_.empty() && lost_own_.empty(); }
  const Proposal& proposal_of(Number number) const { return proposals_[candidates_[number].proposal]; }
  // Of the zone: its candidate in the mix, or kNobody; its candidate of whatever state, or kNobody.
  Number in_mix(ZoneId zone) const;
  Number candidate_of(ZoneId zone) const;
  void put_number(ZoneId zone, Number number);
  std::string shown(ZoneId zone) const { return wire::to_display(zones_.name(zone)); }

  // judge_blame.cc
  Blame blame(ZoneId zone);
  Blame blame_pieces(ZoneId zone, const check::Supports::Support& support);
  Blame blame_own(ZoneId zone, const check::Supports::Support& support) const;
  Blame blame_parent(ZoneId zone, const check::Supports::Support& support) const;
  Blame blame_home(ZoneId zone, const check::Supports::Support& support) const;
  bool took_its_own(ZoneId zone);
  Loss loss_of(ZoneId zone, const Blame& blame) const;

  // judge_harms.cc
  void find_harms(Judgement& judgement);
  void find_removed_servers(Judgement& judgement) const;
  bool loses_all_servers(ZoneId zone) const;
  bool is_removed(ZoneId zone) const;

  // judge_new.cc
  std::vector<Unit> independent_new();

  // judge_retry.cc
  void retry_all();
  bool retry(Number unit);
  bool extend(std::vector<Number>& group) const;
  void watch(Number unit);
  void notify(std::span<const Number> members, std::span<const ZoneId> turned);
  void find_components();

  // judge_words.cc
  void explain(Judgement& judgement);
  Number held_up_by(Number number) const;
  Number fix_first(Number number);

  check::FoundZones& zones_;
  std::span<const Proposal> proposals_;
  std::vector<std::size_t> order_;  // of the proposals, canonical
  std::vector<Candidate> candidates_;
  std::vector<Number> by_zone_;                      // candidates; kNobody: none
  std::optional<check::Supports> supports_;          // left out is dead
  std::optional<check::Supports> working_supports_;  // left out works

  // Lost zones: found in base, those left out being dead; new ones that are not found, those left out working; found in
  // base only by those left out, and ended by their own candidates.
  std::unordered_set<ZoneId> lost_;
  std::unordered_set<ZoneId> lost_new_;
  std::unordered_set<ZoneId> lost_own_;
  std::vector<ZoneId> to_examine_;
  std::unordered_map<ZoneId, std::vector<ZoneId>> waiting_;  // for a lost zone: others whose support needs it

  std::vector<Unit> units_;
  std::unordered_map<ZoneId, std::vector<Number>> watching_version_;  // units
  std::unordered_map<ZoneId, std::vector<Number>> watching_reach_;    // the same
  std::vector<Number> component_;                                     // by unit
  std::vector<std::size_t> component_size_;                           // in candidates, by component
  std::size_t rounds_ = 0;
  std::size_t retries_ = 0;
  bool gave_up_ = false;
};

}  // namespace bailiwick::publish
