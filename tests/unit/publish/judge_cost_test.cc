// The cost of judge() where many zones change at once, counted in pairs of a zone and one of its servers: near linear,
// in worlds where one fixpoint a round, or a retry, would be quadratic. Times are printed, and nothing is made of them.
#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <ctime>
#include <utility>

#include "check/reach/summary.h"
#include "publish/judge.h"
#include "support/sanitized.h"
#include "zone/builder.h"

using namespace bailiwick;

namespace {

constexpr std::uint32_t kMany = support::kSanitized ? 10'000 : 100'000;
constexpr std::uint64_t kMostPairs = 20;  // for each zone

// The host `label` of a zone.
struct Host {
  std::uint32_t zone;
  char label;
};

// `h0.z0000123.t0000123.`, made by hand: it is made a million times.
wire::Name name_of(const Host& host) {
  std::array<std::uint8_t, 3 + 2 * 9 + 1> octets = {2, 'h', static_cast<std::uint8_t>(host.label)};
  for (std::size_t at : {3U, 12U}) {
    octets[at] = 8;
    octets[at + 1] = at == 3 ? 'z' : 't';
    for (std::uint32_t i = 0, rest = host.zone; i < 7; ++i, rest /= 10)
      octets[at + 8 - i] = static_cast<std::uint8_t>('0' + rest % 10);
  }
  return wire::Name(wire::NameView(octets.data(), octets.size()));
}

wire::Name origin_of(std::uint32_t zone) {
  return wire::Name(name_of({zone, '0'}).view().parent());
}

std::shared_ptr<const zone::Zone> make(std::uint32_t number, std::initializer_list<Host> servers, const char* hosts) {
  const wire::Name origin = origin_of(number);
  zone::Builder builder(origin);
  const std::vector<std::uint8_t> soa(2 + 20);  // two root names and five numbers
  builder.add(origin, rr::Type::SOA, 3600, soa, {});
  for (const Host& server : servers) builder.add(origin, rr::Type::NS, 3600, name_of(server).view().bytes(), {});
  const std::vector<std::uint8_t> address = {192, 0, 2, 1};
  for (; *hosts != 0; ++hosts) builder.add(name_of({number, *hosts}), rr::Type::A, 3600, address, {});
  return std::move(builder).finish().zone;
}

// Time of the processor.
class Clock {
 public:
  double milliseconds() {
    const std::clock_t now = std::clock();
    return 1000.0 * static_cast<double>(now - std::exchange(start_, now)) / CLOCKS_PER_SEC;
  }

 private:
  std::clock_t start_ = std::clock();
};

struct Costs {
  std::vector<std::shared_ptr<const zone::Zone>> served;
  std::vector<std::shared_ptr<const zone::Zone>> proposed;  // null: none
  std::uint32_t alone = 0xffffffff;                         // this one is rejected before

  // The judgement, with the cost held to what it may be.
  publish::Judgement judge(const char* title) const {
    check::FoundZones found({});
    std::vector<check::FoundZones::Change> changes;
    for (const auto& zone : served) changes.push_back({zone->origin(), zone});
    Clock clock;
    found.apply(changes);
    const double build = clock.milliseconds();
    const std::uint64_t base = found.touched();
    std::vector<publish::Proposal> proposals;
    for (std::uint32_t i = 0; i < proposed.size(); ++i)
      if (proposed[i] != nullptr)
        proposals.push_back({.origin = proposed[i]->origin(), .zone = proposed[i], .rejected_alone = i == alone});
    clock.milliseconds();
    const publish::Judgement judgement = publish::judge(found, proposals);
    const double judging = clock.milliseconds();
    const std::uint64_t pairs = found.touched() - base;
    std::printf(
        "%-48s %6zu zones, build %4.0f ms and %zu octets a zone; judge %4.0f ms, %llu pairs, %zu rounds, %zu retries\n",
        title, served.size(), build, found.memory() / served.size(), judging, static_cast<unsigned long long>(pairs),
        judgement.rounds, judgement.retries);
    CHECK_FALSE(judgement.gave_up);
    CHECK(judgement.accepted.size() + judgement.rejected.size() == proposals.size());
    CHECK(pairs <= kMostPairs * served.size());
    return judgement;
  }
};

}  // namespace

TEST_CASE("cost: one provider drops the host of all, all are edited") {
  for (const std::uint32_t count : {10'000U, kMany}) {
    Costs costs;
    costs.served.push_back(make(0, {{0, '0'}}, "01"));
    costs.proposed.push_back(make(0, {{0, '0'}}, "0"));
    for (std::uint32_t i = 1; i < count; ++i) {
      costs.served.push_back(make(i, {{0, '1'}}, "0"));
      costs.proposed.push_back(make(i, {{0, '1'}}, "01"));
    }
    const publish::Judgement judgement = costs.judge("one provider drops the host of all");
    REQUIRE(judgement.rejected.size() == 1);
    CHECK(judgement.rejected[0].proposal == 0);
    CHECK(judgement.rejected[0].loss.piece == publish::Piece::HostAddress);
  }
}

TEST_CASE("cost: a chain of zones is renamed, the file in the middle is broken") {
  for (const std::uint32_t count : {10'000U, kMany}) {
    Costs costs;
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t before = i == 0 ? 0 : i - 1;
      costs.served.push_back(make(i, {{before, '0'}}, "0"));
      costs.proposed.push_back(make(i, {{before, '1'}}, "1"));
    }
    costs.alone = count / 2;
    const publish::Judgement judgement = costs.judge("a chain is renamed, the middle is broken");
    REQUIRE(judgement.rejected.size() == count);  // each gives up the old name at once, so all wait for the middle
    for (const publish::Rejection& rejection : judgement.rejected)
      if (rejection.proposal > costs.alone) REQUIRE(rejection.fix_first == costs.alone);
  }
}

TEST_CASE("cost: half of the providers mistype a rename that all their zones follow") {
  for (const std::uint32_t count : {10'000U, kMany}) {
    Costs costs;
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t provider = i - i % 100;
      const bool mistypes = provider / 100 % 2 == 0;
      costs.served.push_back(make(i, {{provider, '0'}}, "0"));
      if (i == provider)
        costs.proposed.push_back(make(i, {{provider, mistypes ? '2' : '1'}}, mistypes ? "2" : "1"));
      else
        costs.proposed.push_back(make(i, {{provider, '1'}}, mistypes ? "02" : "0"));
    }
    const publish::Judgement judgement = costs.judge("half of the providers mistype a rename");
    CHECK(judgement.accepted.size() == count / 2);
  }
}

TEST_CASE("cost: independent edits, one of them broken") {
  for (const std::uint32_t count : {10'000U, kMany}) {
    Costs costs;
    for (std::uint32_t i = 0; i < count; ++i) {
      costs.served.push_back(i % 2 == 0 ? make(i, {{i, '0'}}, "0") : make(i, {{i, '0'}, {i - 1, '0'}}, "0"));
      costs.proposed.push_back(make(i, {{i, '1'}}, "1"));
    }
    costs.alone = 7;
    const publish::Judgement judgement = costs.judge("independent edits, one broken");
    CHECK(judgement.rejected.size() == 1);
  }
}

TEST_CASE("cost: all zones are new, then one of them changes") {
  check::FoundZones found({});
  std::vector<std::shared_ptr<const zone::Zone>> served;
  for (std::uint32_t i = 0; i < kMany; ++i)
    served.push_back(i % 100 == 0 ? make(i, {{i, '0'}}, "0") : make(i, {{i - i % 100, '0'}, {i, '0'}}, "0"));
  std::vector<publish::Proposal> proposals;
  for (const auto& zone : served) proposals.push_back({.origin = zone->origin(), .zone = zone});
  Clock start;
  CHECK(publish::judge(found, proposals).accepted.size() == kMany);
  std::printf("%-48s %6zu zones, %.0f ms, %llu pairs\n", "all zones are new", served.size(), start.milliseconds(),
              static_cast<unsigned long long>(found.touched()));
  CHECK(found.touched() <= kMostPairs * kMany);
  const auto judge = [&](const char* title, const std::shared_ptr<const zone::Zone>& zone) {
    const publish::Proposal proposal{.origin = zone->origin(), .zone = zone};
    const std::uint64_t before = found.touched();
    Clock clock;
    const publish::Judgement judgement = publish::judge(found, {&proposal, 1});
    const double time = clock.milliseconds();
    const std::uint64_t pairs = found.touched() - before;
    std::printf("%-48s %6zu zones, %.3f ms, %llu pairs\n", title, served.size(), time,
                static_cast<unsigned long long>(pairs));
    CHECK(judgement.accepted.size() == 1);
    return pairs;
  };
  const auto same = make(50, {{0, '0'}, {50, '0'}}, "07");
  CHECK(check::summarize(*served[50]) == check::summarize(*same));
  CHECK(judge("a zone says the same to others", same) == 0);
  CHECK(judge("a zone has other servers", make(50, {{100, '0'}}, "0")) <= 10);
  CHECK(judge("a provider says the same to others", make(200, {{200, '0'}}, "07")) == 0);
  CHECK(judge("a provider has one server more", make(200, {{200, '0'}, {200, '7'}}, "07")) <= 10);
}
