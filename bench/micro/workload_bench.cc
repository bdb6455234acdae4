// The answer path on the workloads of bench_zones, which lie in the directory that BENCH_WORKLOADS names
// (bench/throughput sets it): one benchmark for each that is there, workload/NAME.

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "answer/link.h"
#include "common/question.h"
#include "load/zone_file.h"
#include "micro/answer_all.h"
#include "answer/zone_set.h"

using namespace bailiwick;

namespace {

answer::ZoneSet load_zones(const std::string& stem) {
  std::ifstream list(stem + ".list");
  std::vector<answer::ZoneSet::Entry> entries;
  for (std::string origin, path; list >> origin >> path;) {
    std::ifstream file(path);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const wire::Name name = wire::Name::from_text(origin + ".").value();
    const auto loaded = load::load_zone_text(text, path, name);
    const auto zone = loaded.built.value().zone;
    entries.push_back({name, zone, std::make_shared<const answer::LinkedAnswers>(answer::link_answers(*zone))});
  }
  return answer::ZoneSet(std::move(entries));
}

std::vector<std::vector<std::uint8_t>> read_queries(const std::string& stem, bench::Edns edns) {
  std::ifstream file(stem + ".questions");
  std::vector<std::vector<std::uint8_t>> queries;
  for (std::string line; std::getline(file, line);) {
    const auto question = bench::split_question(line);
    std::vector<std::uint8_t> query;
    if (!bench::append_query(question.name, question.type, edns, query)) throw std::runtime_error(line);
    queries.push_back(std::move(query));
  }
  return queries;
}

struct Workload {
  std::string stem;
  answer::ZoneSet zones;
  std::vector<std::vector<std::uint8_t>> queries;
};

// Read once, however often the benchmark is run; one at a time is held.
void workload(benchmark::State& state, const std::string& stem) {
  static std::unique_ptr<const Workload> held;
  const bench::Edns edns = stem.ends_with("/signed") ? bench::Edns::Do : bench::Edns::Off;
  if (held == nullptr || held->stem != stem) {
    held.reset();
    held = std::make_unique<const Workload>(stem, load_zones(stem), read_queries(stem, edns));
  }
  bench::answer_all(state, held->zones, held->queries);
}

const bool registered = [] {
  const char* const directory = std::getenv("BENCH_WORKLOADS");
  for (const std::string name : {"small", "delegations", "signed", "zones"}) {
    const std::string stem = std::string(directory == nullptr ? "" : directory) + '/' + name;
    if (directory == nullptr || !std::filesystem::exists(stem + ".list")) continue;
    benchmark::RegisterBenchmark(("workload/" + name).c_str(), workload, stem)->MinTime(0.5);
  }
  return true;
}();

}  // namespace
