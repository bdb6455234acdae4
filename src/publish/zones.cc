#include "publish/zones.h"

#include <algorithm>

#include "publish/zones_run.h"

namespace bailiwick::publish {

Zones::Zones() : set_(std::make_shared<const answer::ZoneSet>()) {}

Zones::Zones(Zones&&) noexcept = default;

Zones::~Zones() = default;

RunOutcome Zones::run(std::vector<ZoneFile> files, const RunOptions& options) {
  Run run(*this, options);
  try {
    run.merge(std::move(files));
    run.read_changed();
    run.take_kept();
    run.judge();
    run.link();
    run.commit();
    if (options.committed) options.committed();
    run.explain();
    run.report();
  } catch (...) {
    found_.reset();  // what it stands at is not known
    throw;
  }
  options_ = options;
  options_.begin = {};
  options_.committed = {};
  options_.removals_allowed_of.clear();
  options_.allow_removals = false;
  options_.kept = nullptr;
  is_first_ = false;
  return std::move(run.outcome);
}

RunOutcome Zones::run_some(const std::vector<std::string>& names, const std::function<void()>& committed) {
  if (options_.load.check.now) options_.load.check.now = base::unix_now();
  Run run(*this, options_);
  std::vector<Run::Number> numbers;
  for (const std::string& name : names)
    if (const State* state = find(name)) numbers.push_back(static_cast<Run::Number>(state - states_.data()));
  try {
    run.read_named(numbers);
    run.judge();
    run.link();
    run.commit();
    if (committed) committed();
    run.explain();
    run.report();
  } catch (...) {
    found_.reset();
    throw;
  }
  return std::move(run.outcome);
}

const Zones::State* Zones::find(const std::string& name) const {
  const auto origin = wire::Name::from_text(name);
  const std::uint32_t number = origin ? set_->number_of(*origin) : answer::ZoneSet::kNone;
  return number == answer::ZoneSet::kNone ? nullptr : &states_[number];
}

std::vector<std::uint32_t> Zones::not_kept() const {
  std::vector<std::uint32_t> numbers;
  for (std::uint32_t number = 0; number < states_.size(); ++number)
    if (states_[number].live && !states_[number].is_kept) numbers.push_back(number);
  return numbers;
}

void Zones::set_kept(std::uint32_t number) {
  states_[number].is_kept = true;
  states_[number].is_of_unit = false;
}

void Zones::set_nothing_kept() {
  for (State& state : states_) state.is_kept = false;
}

}  // namespace bailiwick::publish
