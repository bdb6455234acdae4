// All zones checked together: a zone of a million delegations, to be compared with the time that loading it takes, and
// a hundred thousand small zones in chains, rings and stars.
#include <benchmark/benchmark.h>

#include <deque>
#include <string>
#include <vector>

#include "check/reach/world.h"
#include "load/zone_file.h"

using namespace bailiwick;

namespace {

constexpr int kChecked = 1'000'000;
constexpr int kSmallZones = 100'000;

constexpr std::string_view kHead = "$TTL 3600\n@ SOA a.nic h.nic 1 14400 3600 1209600 3600\n";

// Two of three delegations have hosts of their own, the third those of another domain.
std::string tld_text() {
  std::string text(kHead);
  text += "@ NS a.nic\n@ NS b.nic\na.nic A 192.0.2.1\nb.nic A 198.51.100.1\n";
  for (int i = 0; i < kChecked; ++i) {
    const std::string cut = "domain" + std::to_string(i);
    const std::string with = "domain" + std::to_string(i % 3 == 2 ? i - i % 300 : i);
    text += cut + " NS ns1." + with + "\n" + cut + " NS ns2." + with + '\n';
    if (with != cut) continue;
    for (const char* n : {"1.", "2."})
      text += std::string("ns") + n + cut + " A 192.0.2." + n[0] + "\nns" + n + cut + " AAAA 2001:db8::" + n[0] + '\n';
  }
  return text;
}

zone::Built load(const std::string& origin, const std::string& text) {
  return std::move(*load::load_zone_text(text, origin, wire::Name::from_text(origin).value()).built);
}

void load_tld(benchmark::State& state) {
  const std::string text = tld_text();
  for (auto _ : state) {
    zone::Built built = load("test.", text);
    benchmark::DoNotOptimize(built);
    state.counters["records"] = static_cast<double>(built.zone->record_count());
  }
}

void check_tld(benchmark::State& state) {
  const zone::Built built = load("test.", tld_text());
  const check::ZoneInput input{*built.zone, built.sources, built.notes};
  for (auto _ : state) {
    const check::WorldResult result = check::check_world({.zones = std::span(&input, 1)});
    state.counters["findings"] = static_cast<double>(result.findings.total());
    state.counters["zones"] = static_cast<double>(result.graph.zones.size());
  }
}

enum class Shape : int { Chain, Ring, Rings, Star };

// The zone that the i-th is served from.
int server_of(Shape shape, int i) {
  switch (shape) {
    case Shape::Chain:
      return i - 1;
    case Shape::Ring:
      return (i + 1) % kSmallZones;
    case Shape::Rings:
      return i % 10 == 9 ? i - 9 : i + 1;
    case Shape::Star:
      return 0;
  }
  return 0;
}

// In canonical order.
std::string zone_name(int i) {
  const std::string number = std::to_string(1'000'000 + i);
  return "z" + number + ".t" + number + '.';
}

void check_small_zones(benchmark::State& state) {
  const auto shape = static_cast<Shape>(state.range(0));
  std::deque<zone::Built> zones;
  std::vector<check::ZoneInput> inputs;
  for (int i = 0; i < kSmallZones; ++i) {
    const int from = server_of(shape, i);
    const bool alone = from < 0 || from == i;
    const std::string home = alone ? zone_name(i) : zone_name(from);
    zones.push_back(load(zone_name(i), std::string(kHead) + "@ NS ns1." + home + "\n@ NS ns2." + home +
                                           "\nns1 A 192.0.2.1\nns2 A 198.51.100.1\n"));
    inputs.push_back({*zones.back().zone, zones.back().sources, zones.back().notes});
  }
  for (auto _ : state) {
    const check::WorldResult result = check::check_world({.zones = inputs});
    state.counters["findings"] = static_cast<double>(result.findings.total());
    state.counters["cores"] = static_cast<double>(result.graph.cores.size());
  }
}

}  // namespace

BENCHMARK(load_tld)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(check_tld)->Unit(benchmark::kMillisecond)->Iterations(2);
BENCHMARK(check_small_zones)->ArgName("shape")->DenseRange(0, 3)->Unit(benchmark::kMillisecond)->Iterations(2);
