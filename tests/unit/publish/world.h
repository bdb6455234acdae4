// Served zones and proposals for the tests of judge(): zones made from text, names without the final dot, one line a
// record, `@` is the origin. What a rejection says is put into one line.
#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "check/reach/found_zones.h"
#include "load/zone_file.h"
#include "publish/judge.h"

namespace judged {

using namespace bailiwick;

inline wire::Name name(const std::string& text) {
  return wire::Name::from_text(text).value();
}

inline std::shared_ptr<const zone::Zone> make_zone(const std::string& origin, const std::string& text) {
  const std::string whole = "$TTL 3600\n@ SOA ns.invalid. h.invalid. 1 14400 3600 1209600 3600\n" + text;
  return load::load_zone_text(whole, origin + ".zone", name(origin)).built.value().zone;
}

class World {
 public:
  explicit World(const check::FoundZones::Options& options = {}) : found_(options) {}

  World& serve(const std::string& origin, const std::string& text) {
    put(origin, make_zone(origin, text), true);
    return *this;
  }
  World& leave_out(const std::string& origin) {
    put(origin, nullptr, true);
    return *this;
  }
  World& propose(const std::string& origin, const std::string& text, bool rejected_alone = false) {
    add({.origin = {}, .zone = make_zone(origin, text), .rejected_alone = rejected_alone}, origin);
    return *this;
  }
  World& propose_addition(const std::string& origin, const std::string& text) {
    add({.origin = {}, .zone = make_zone(origin, text), .is_addition = true}, origin);
    return *this;
  }
  World& transfer(const std::string& origin, const std::string& text) {
    add({.origin = {}, .zone = make_zone(origin, text), .by_decision = true}, origin);
    return *this;
  }
  World& remove(const std::string& origin) {
    add({.origin = {}, .by_decision = true}, origin);
    return *this;
  }

  // Judges what was proposed since the last time: the origins that are accepted.
  std::vector<std::string> accepted() {
    judgement_ = publish::judge(found_, proposals_);
    std::vector<std::string> result;
    for (const std::size_t number : judgement_.accepted) result.push_back(origin_of(number));
    told_.clear();
    for (const publish::Rejection& rejection : judgement_.rejected)
      told_[origin_of(rejection.proposal)] = tell(rejection);
    harms_.clear();
    for (const publish::Harm& harm : judgement_.harms)
      harms_.push_back(origin_of(harm.proposal) + ": " + tell(harm.loss));
    proposals_.clear();
    names_.clear();
    return result;
  }
  // Of the last time: why this one was rejected, or "".
  std::string why(const std::string& origin) const {
    const auto found = told_.find(origin);
    return found == told_.end() ? "" : found->second;
  }
  const std::vector<std::string>& harms() const { return harms_; }
  const publish::Judgement& judgement() const { return judgement_; }
  check::FoundZones& found() { return found_; }
  bool is_found(const std::string& origin, check::LeftOut left_out = check::LeftOut::Dead) const {
    const check::ZoneId zone = found_.find(name(origin));
    return zone != check::kNobody && found_.is_found(zone, left_out);
  }

 private:
  void put(const std::string& origin, std::shared_ptr<const zone::Zone> zone, bool configured) {
    const wire::Name owner = name(origin);
    const check::FoundZones::Change change{owner, std::move(zone), configured};
    found_.apply({&change, 1});
  }
  void add(publish::Proposal proposal, const std::string& origin) {
    names_.push_back(name(origin));
    proposal.origin = names_.back();
    proposals_.push_back(std::move(proposal));
  }
  std::string origin_of(std::size_t number) const { return wire::to_display(proposals_[number].origin); }

  static std::string tell(const publish::Loss& loss) {
    std::string text = loss.zone;
    switch (loss.piece) {
      case publish::Piece::OwnServers:
        text += " own servers";
        break;
      case publish::Piece::OwnAddress:
        text += " own address";
        break;
      case publish::Piece::ParentCut:
        text += " parent's cut";
        break;
      case publish::Piece::ParentServers:
        text += " parent's servers";
        break;
      case publish::Piece::ParentGlue:
        text += " parent's glue";
        break;
      case publish::Piece::HostAddress:
        text += " host's address";
        break;
    }
    return text + (loss.host.empty() ? "" : " " + loss.host) + (loss.home.empty() ? "" : " in " + loss.home);
  }
  std::string tell(const publish::Rejection& rejection) const {
    const std::string fix = ", fix " + origin_of(rejection.fix_first);
    switch (rejection.reason) {
      case publish::Rejection::Reason::Alone:
        return "alone" + fix;
      case publish::Rejection::Reason::Lost:
        return "lost " + tell(rejection.loss) + fix;
      case publish::Rejection::Reason::NotFound:
        return "not found" + fix;
    }
    return {};
  }

  check::FoundZones found_;
  std::deque<wire::Name> names_;
  std::vector<publish::Proposal> proposals_;
  publish::Judgement judgement_;
  std::map<std::string, std::string> told_;
  std::vector<std::string> harms_;
};

}  // namespace judged
