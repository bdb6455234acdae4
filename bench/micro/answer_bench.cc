// The answer path without a network: parse, find, and one benchmark per kind of answer, on the example zone and on a
// generated zone of 200,000 delegations with uniformly random questions.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "answer/link.h"
#include "load/zone_file.h"
#include "micro/answer_all.h"
#include "wire/query.h"
#include "answer/zone_set.h"

using namespace bailiwick;

namespace {

constexpr int kDelegations = 200'000;

wire::Name name(std::string_view text) {
  return wire::Name::from_text(text).value();
}

std::string small_zone() {
  return "$ORIGIN example.com.\n$TTL 3600\n@ SOA ns1 hostmaster 1 14400 3600 1209600 3600\n@ NS ns1\n@ NS ns2\n"
         "ns1 A 192.0.2.1\nns1 AAAA 2001:db8::1\nns2 A 198.51.100.1\nns2 AAAA 2001:db8::2\n@ A 192.0.2.80\n"
         "@ MX 10 mail\nmail A 192.0.2.25\nwww CNAME @\n*.wild TXT \"any\"\nold DNAME new\nx.new A 192.0.2.9\n"
         "sub NS ns.sub\nsub NS ns2.sub\nns.sub A 192.0.2.53\nns2.sub A 192.0.2.54\n";
}

std::string large_zone() {
  std::string text =
      "$ORIGIN test.\n$TTL 3600\n@ SOA a.nic h.nic 1 14400 3600 1209600 3600\n@ NS a.nic\na.nic A 192.0.2.1\n";
  for (int i = 0; i < kDelegations; ++i) {
    const std::string cut = "domain" + std::to_string(i);
    text += cut + " NS ns1." + cut + "\n" + cut + " NS ns2." + cut + "\nns1." + cut + " A 192.0.2.1\nns2." + cut +
            " A 192.0.2.2\nns1." + cut + " AAAA 2001:db8::1\nns2." + cut + " AAAA 2001:db8::2\n";
  }
  return text;
}

const answer::ZoneSet& zones() {
  static const answer::ZoneSet set = [] {
    std::vector<answer::ZoneSet::Entry> entries;
    for (const auto& [origin, text] : {std::pair("example.com.", small_zone()), std::pair("test.", large_zone())}) {
      const auto zone = load::load_zone_text(text, "", name(origin)).built.value().zone;
      entries.push_back({name(origin), zone, std::make_shared<const answer::LinkedAnswers>(answer::link_answers(*zone))});
    }
    return answer::ZoneSet(std::move(entries));
  }();
  return set;
}

std::vector<std::uint8_t> query(std::string_view qname, std::uint16_t qtype) {
  const wire::Name wire_name = name(qname);
  std::vector<std::uint8_t> message = {0x12, 0x34, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1};
  message.insert(message.end(), wire_name.data(), wire_name.data() + wire_name.size());
  for (unsigned value : {qtype + 0u, 1u})
    message.insert(message.end(), {static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)});
  message.insert(message.end(), {0, 0, 41, 0x04, 0xd0, 0, 0, 0, 0, 0, 0});  // OPT, payload 1232
  return message;
}

void small(benchmark::State& state, std::string_view qname, std::uint16_t qtype) {
  bench::answer_all(state, zones(), {query(qname, qtype)});
}

std::vector<std::vector<std::uint8_t>> random_questions(std::string_view below, std::string_view missing_prefix) {
  std::minstd_rand random(1);
  std::vector<std::vector<std::uint8_t>> queries;
  for (int i = 0; i < 1 << 16; ++i)
    queries.push_back(query(std::string(below) + std::string(missing_prefix) + "domain" +
                                std::to_string(random() % kDelegations) + ".test.",
                            1));
  return queries;
}

void parse(benchmark::State& state) {
  const auto message = query("www.example.com.", 1);
  for (auto _ : state) {
    wire::Query parsed;
    benchmark::DoNotOptimize(wire::parse_query(message, parsed));
    benchmark::DoNotOptimize(parsed);
  }
}

void find(benchmark::State& state) {
  const zone::Zone& zone = *zones().find_origin(name("test."))->zone;
  std::minstd_rand random(1);
  std::vector<wire::Name> names;
  for (int i = 0; i < 1 << 16; ++i)
    names.push_back(name("www.domain" + std::to_string(random() % kDelegations) + ".test."));
  std::size_t next = 0;
  for (auto _ : state) {
    const zone::HashedName hashed(names[next]);
    if (++next == names.size()) next = 0;
    benchmark::DoNotOptimize(zone.find(hashed));
  }
}

// The smallest answer, with rate limiting that nobody reaches and with cookies.
answer::Settings with_limit() {
  answer::Settings settings;
  settings.rate_limit.responses_per_second = 1'000'000'000;
  return settings;
}

std::vector<bench::Octets> clients(std::size_t count) {
  std::minstd_rand random(2);
  std::vector<bench::Octets> all;
  for (std::size_t i = 0; i < count; ++i) {
    const auto word = static_cast<std::uint32_t>(random());
    all.push_back({static_cast<std::uint8_t>(1 + word % 220), static_cast<std::uint8_t>(word >> 8),
                   static_cast<std::uint8_t>(word >> 16), 1});
  }
  return all;
}

void from_clients(benchmark::State& state, std::size_t count, bool limited) {
  answer::RateLimiter limiter(base::SipKey{1});
  bench::answer_all(state, zones(), {query("example.com.", 1)}, with_limit(),
                    {.clients = clients(count), .limiter = limited ? &limiter : nullptr});
}

void judge(benchmark::State& state) {
  answer::RateLimiter limiter(base::SipKey{1});
  const answer::RateLimit limit = with_limit().rate_limit;
  const bench::Octets client = {192, 0, 2, 1};
  std::uint64_t now_ns = 1;
  for (auto _ : state)
    benchmark::DoNotOptimize(
        limiter.judge(limit, limiter.place_of(limit, client), answer::ReplyKind::Answer, now_ns += 300));
}

// A client cookie alone costs one hash, a good server cookie one, an expired one two.
void cookie(benchmark::State& state, std::size_t octets) {
  answer::Settings settings;
  settings.cookies.count = 1;
  auto message = query("example.com.", 1);
  message.back() = static_cast<std::uint8_t>(octets + 4);
  message.insert(message.end(), {0, 10, 0, static_cast<std::uint8_t>(octets)});
  message.resize(message.size() + octets, 1);
  if (octets > 8) {
    answer::Cookie made;
    answer::read_cookie(settings.cookies, bench::Octets(8, 1), bench::Octets{192, 0, 2, 1}, 0, made);
    std::copy(made.reply.begin(), made.reply.end(), message.end() - static_cast<std::ptrdiff_t>(octets));
  }
  bench::answer_all(state, zones(), {message}, settings, {.clients = {{192, 0, 2, 1}}});
}

BENCHMARK(parse);
BENCHMARK(judge);
BENCHMARK_CAPTURE(from_clients, one_without_limit, 1, false);
BENCHMARK_CAPTURE(from_clients, one, 1, true);
BENCHMARK_CAPTURE(from_clients, million_without_limit, 1'000'000, false);
BENCHMARK_CAPTURE(from_clients, million, 1'000'000, true);
BENCHMARK_CAPTURE(cookie, client_alone, 8);
BENCHMARK_CAPTURE(cookie, good, 24);
BENCHMARK(find);
BENCHMARK_CAPTURE(small, a, "example.com.", 1);
BENCHMARK_CAPTURE(small, ns_with_additional, "example.com.", 2);
BENCHMARK_CAPTURE(small, mx_with_additional, "example.com.", 15);
BENCHMARK_CAPTURE(small, cname_chain, "www.example.com.", 1);
BENCHMARK_CAPTURE(small, dname, "x.old.example.com.", 1);
BENCHMARK_CAPTURE(small, wildcard, "w.wild.example.com.", 16);
BENCHMARK_CAPTURE(small, nodata, "www.new.example.com.", 28);
BENCHMARK_CAPTURE(small, nxdomain, "nowhere.example.com.", 1);
BENCHMARK_CAPTURE(small, referral, "www.sub.example.com.", 1);
BENCHMARK_CAPTURE(small, refused, "www.example.net.", 1);

void random_referrals(benchmark::State& state) {
  static const auto queries = random_questions("www.", "");
  bench::answer_all(state, zones(), queries);
}
void random_nxdomains(benchmark::State& state) {
  static const auto queries = random_questions("", "no");
  bench::answer_all(state, zones(), queries);
}
BENCHMARK(random_referrals);
BENCHMARK(random_nxdomains);

}  // namespace
