#include "publish/world_loader.h"

#include <algorithm>
#include <mutex>
#include <new>
#include <optional>
#include <ranges>
#include <utility>

#include "base/pool.h"
#include "publish/file_source.h"

namespace bailiwick::publish {
namespace {

struct Loading {
  Candidate candidate;
  std::uint32_t number = WorldOutcome::kNoNumber;
};

class WorldLoader {
 public:
  WorldLoader(std::span<const ZoneFile> files, check::Reject refuse, const LoadOptions& options,
              const WorldOptions& world)
      : files_(files), refuse_(refuse), options_(options), world_(world) {}

  WorldOutcome run() && {
    loading_.resize(files_.size());
    base::in_parallel(files_.size(), [this](std::size_t i) { load(i); });
    number_zones();
    // Finished zones are only looked at; what is found lies apart until all is done.
    base::in_parallel(1 + files_.size(), [this](std::size_t i) {
      if (i == 0)
        check_together();
      else
        check_alone(files_[i - 1], options_, loading_[i - 1].candidate);
    });
    if (world_.inspect) inspect();
    result_.zones.resize(files_.size());
    base::in_parallel(files_.size(), [this](std::size_t i) { result_.zones[i] = judge(loading_[i]); });
    for (const Loading& loading : loading_) result_.numbers.push_back(loading.number);
    base::in_parallel(files_.size(), [this](std::size_t i) { loading_[i].candidate.built.reset(); });
    return std::move(result_);
  }

 private:
  void load(std::size_t i) {
    if (world_.begin) {
      const std::scoped_lock lock(beginning_);
      world_.begin(files_[i]);
    }
    loading_[i].candidate = read_candidate(files_[i], options_);
  }

  // By name, as check_world wants them. What is missing from a zone that could not be read as a whole must not be held
  // against the others.
  void number_zones() {
    struct Numbered {
      wire::CanonicalKey key;
      wire::NameView origin;
      std::size_t at;

      bool operator<(const Numbered& other) const {
        return key == other.key ? wire::compare_canonical(origin, other.origin) < 0 : key < other.key;
      }
    };
    std::vector<Numbered> order;
    order.reserve(loading_.size());
    for (std::size_t i = 0; i < loading_.size(); ++i) {
      if (!loading_[i].candidate.is_complete()) continue;
      const wire::NameView origin = loading_[i].candidate.built->zone->origin();
      order.push_back({wire::CanonicalKey(origin), origin, i});
    }
    std::sort(order.begin(), order.end());
    inputs_.reserve(order.size());
    for (const std::size_t i : order | std::views::transform(&Numbered::at)) {
      loading_[i].number = static_cast<std::uint32_t>(inputs_.size());
      inputs_.push_back(input(loading_[i]));
      parents_.push_back(files_[i].parent);
    }
  }

  check::ZoneInput input(const Loading& loading) const {
    const zone::Built& built = *loading.candidate.built;
    return {*built.zone, built.sources, built.notes, options_.load.kept_per_code};
  }

  void inspect() const {
    std::vector<ZoneAtHand> zones;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      const auto origin = wire::Name::from_text(files_[i].name);
      if (!origin) continue;
      const Loading& loading = loading_[i];
      if (loading.number == WorldOutcome::kNoNumber)
        zones.push_back({*origin, nullptr, nullptr});
      else
        zones.push_back({*origin, loading.candidate.built->zone, &loading.candidate.built->sources});
    }
    world_.inspect(zones);
  }

  void check_together() {
    try {
      result_.world = check::check_world({.zones = inputs_,
                                          .parents = parents_,
                                          .registered = world_.registered,
                                          .externals = world_.externals,
                                          .information = options_.check.information});
    } catch (const std::bad_alloc&) {
      result_.world = check::WorldResult();
      result_.world.codes.resize(inputs_.size());
      result_.world.has_error.resize(inputs_.size());
      result_.world.findings.add({.level = base::Level::Error,
                                  .message = "not enough memory to check the zones together",
                                  .help = "give the machine or the service more memory"});
      result_.world.concerned.emplace_back();
    }
  }

  ZoneOutcome judge(Loading& loading) const {
    Candidate& candidate = loading.candidate;
    ZoneOutcome outcome;
    outcome.zone = candidate.zone();
    outcome.waivers = std::move(candidate.waivers);
    outcome.readable = candidate.built.has_value();
    if (loading.number != WorldOutcome::kNoNumber)
      check::remove_folded(result_.world, inputs_, loading.number, candidate.findings);
    outcome.findings = std::move(candidate.findings);
    if (!outcome.readable) return outcome;
    outcome.refused = check::keeps_from_going_live(outcome.findings, refuse_);
    if (loading.number != WorldOutcome::kNoNumber)
      outcome.refused |= check::keeps_from_going_live(result_.world, loading.number, refuse_);
    return outcome;
  }

  std::span<const ZoneFile> files_;
  check::Reject refuse_;
  const LoadOptions& options_;
  const WorldOptions& world_;
  std::mutex beginning_;
  std::vector<Loading> loading_;
  std::vector<check::ZoneInput> inputs_;
  std::vector<check::ParentPolicy> parents_;
  WorldOutcome result_;
};

}  // namespace

std::vector<ZoneFile> zone_files(const config::Config& config,
                                 std::span<const delegation::registry::Profile> profiles) {
  std::vector<ZoneFile> files;
  for (const config::ZoneEntry& zone : config.zones)
    files.push_back({wire::to_display(zone.name), zone.file, {profiles, zone.registrar}, zone.parent});
  return files;
}

WorldOutcome load_world(std::span<const ZoneFile> files, check::Reject refuse, const LoadOptions& options,
                        const WorldOptions& world) {
  return WorldLoader(files, refuse, options, world).run();
}

}  // namespace bailiwick::publish
