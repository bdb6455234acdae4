// One run over the zones, step by step: merge, read, judge, link, commit, explain, report.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "publish/zones.h"
#include "store/copy_head.h"

namespace bailiwick::publish {

struct Zones::Run {
  using Number = std::uint32_t;  // of a zone, in states_

  Run(Zones& zones_of_all, const RunOptions& run_options);

  // zones_run.cc
  void merge(std::vector<ZoneFile> files);
  void read_changed();
  void read_named(const std::vector<Number>& numbers);
  void judge();
  // zones_kept.cc
  void take_kept();
  // zones_commit.cc
  void link();
  void commit();
  // zones_explain.cc
  void explain();
  // zones_report.cc
  void report();

  // A zone that takes part in this run.
  struct Part {
    bool is_read = false;   // anew, in this run
    bool is_alone = false;  // it is rejected by what was found in it alone
    bool is_same = false;   // it has the records that are served
    bool differs_for_others = false;
    bool is_published = false;
    bool is_reported = false;               // beside its outcome: something about it has changed
    const store::CopyHead* head = nullptr;  // at a restart: of the copy that is kept of it
    bool has_same_files = false;            // its files are surely those that the copy was made of
    bool is_kept_version = false;           // it has the records of the copy
    std::optional<base::Finding> between;   // found between zones, and rejects it
    std::shared_ptr<const zone::Zone> before;
  };

  bool is_restart() const;
  std::shared_ptr<const ZoneVersion> read_copy(const store::CopyHead& head);
  std::vector<State> kept_without_file(const std::vector<ZoneFile>& files);
  void compare_with_copy(Number number);
  void take_as_kept(Number number);
  void link_copies();
  bool may_end(const State& state, bool too_many) const;
  void note_units();
  bool is_part(Number number) const { return zones.states_[number].pending != nullptr; }
  void read(Number number);
  bool needs_reading(const State& state) const;
  void decide_alone(Number number);
  bool keeps_same_records(Number number);
  void renew_stamps(Number number);
  void prepare_found_zones();
  std::vector<Proposal> propose();
  void note_rejections(const Judgement& judgement, const std::vector<Proposal>& proposals);
  void note_losses(const Judgement& judgement);
  void reject(Number number, Why why);
  bool accept_all_at_once(const std::vector<Proposal>& proposals);
  void link(Candidate& candidate) const;
  class Mix;
  void reject_by_findings();
  void note_finding_of(Number number, std::uint32_t member, const check::WorldResult& world);
  bool must_explain() const;
  void note_found(const std::string& zone, Candidate& candidate);
  void fill(Outcome& one, Number number) const;
  std::shared_ptr<const ZoneVersion> version_of(const Candidate& candidate, Number number) const;

  Zones& zones;
  const RunOptions& options;
  RunOutcome outcome;
  base::UnixTime now;
  bool is_first;
  bool list_changed;
  bool all_must_be_read = false;
  std::vector<const store::CopyHead*> heads;    // at a restart: by number of those with a file; null: no copy
  std::vector<Part> parts;                      // by number
  std::vector<std::uint8_t> has_other_options;  // by number: its entry in the config has changed
  std::vector<State> removed;                   // in this run
  std::vector<wire::Name> removed_origins;
  std::deque<wire::Name> unreadable_additions;  // proposals borrow from it
  std::vector<Number> proposed;                 // by proposal; kNone for a removal
  std::vector<Number> accepted;
  static constexpr Number kNone = 0xffffffff;
};

// The codes of findings each of which would reject a zone.
std::vector<std::string> rejecting_codes(const base::Findings& findings, check::Reject reject);
// "resolvers could no longer find example.net: example.com has no address for ns1.example.com any more".
std::string loss_text(const Loss& loss);

}  // namespace bailiwick::publish
