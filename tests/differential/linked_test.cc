// Ready answers against answers encoded on the spot: for random worlds and questions, in batches and alone, both
// replies have the same header, question, EDNS and sections. Names may be compressed differently, so ldns takes them
// apart.
#include <doctest/doctest.h>

#include <span>
#include <string>
#include <vector>

#include "answer/answer.h"
#include "answer/link.h"
#include "differential/questions.h"
#include "differential/signing.h"
#include "load/zone_file.h"
#include "support/sanitized.h"

namespace bailiwick::differential {
namespace {

constexpr std::uint64_t kWorlds = support::kSanitized ? 8 : 40;
constexpr std::uint64_t kSignedWorlds = support::kSanitized ? 2 : 8;
constexpr std::size_t kQuestions = 300;

answer::ZoneSet load_world(const World& world, bool linked) {
  std::vector<answer::ZoneSet::Entry> entries;
  for (const Zone& zone : world.zones) {
    const wire::Name origin = wire::Name::from_text(zone.origin).value();
    const auto loaded = load::load_zone_text(zone.text, "", origin).built.value().zone;
    entries.push_back({origin, loaded});
    if (!linked) continue;
    const std::size_t parts = 1 + zone.text.size() % 4;
    entries.back().linked = std::make_shared<const answer::LinkedAnswers>(answer::link_answers(*loaded, parts));
  }
  return answer::ZoneSet(std::move(entries));
}

struct Asked {
  Question question;
  support::Octets query;
  std::vector<std::uint8_t> buffer;
};

std::vector<Asked> make_questions(std::uint64_t seed, const World& world) {
  Random random(seed);
  std::vector<Asked> asked;
  for (std::size_t i = 0; i < kQuestions; ++i) {
    Question question = random_question(random, world);
    support::Octets query = support::encode(question.query);
    asked.push_back({std::move(question), std::move(query), {}});
  }
  return asked;
}

// The replies, asked for in batches of `stride`.
std::vector<support::Octets> answer_all(const answer::ZoneSet& zones, std::vector<Asked>& asked, std::size_t stride) {
  const answer::Settings settings;
  metrics::Counters counters;
  std::vector<base::Exchange> exchanges;
  for (Asked& one : asked) {
    one.buffer.assign(one.question.tcp ? 65535 : 4096, 0xee);
    std::copy(one.query.begin(), one.query.end(), one.buffer.begin());
    exchanges.push_back({.buffer = one.buffer,
                         .query_size = one.query.size(),
                         .protocol = one.question.tcp ? base::Protocol::Tcp : base::Protocol::Udp});
  }
  for (std::span<base::Exchange> left(exchanges); !left.empty();) {
    const auto batch = left.first(std::min(stride, left.size()));
    answer::respond(zones, settings, batch, {.now = {}, .counters = counters});
    left = left.subspan(batch.size());
  }
  std::vector<support::Octets> replies;
  for (const base::Exchange& exchange : exchanges)
    replies.emplace_back(exchange.buffer.begin(), exchange.buffer.begin() + static_cast<long>(exchange.reply_size));
  return replies;
}

std::string text(const support::Section& section) {
  std::string text;
  for (const auto& record : section) text += record.text() + "\n";
  return text;
}

void check_same(const support::Octets& ready, const support::Octets& encoded) {
  const auto a = support::parse_reply(ready);
  const auto b = support::parse_reply(encoded);
  REQUIRE(a);
  REQUIRE(b);
  CHECK(std::equal(ready.begin(), ready.begin() + 12, encoded.begin()));
  CHECK(a->question == b->question);
  CHECK(text(a->answer) == text(b->answer));
  CHECK(text(a->authority) == text(b->authority));
  CHECK(text(a->additional) == text(b->additional));
  CHECK(a->edns.has_value() == b->edns.has_value());
  if (a->edns) CHECK(a->edns->options == b->edns->options);
}

void check_world(const World& world, std::uint64_t seed) {
  std::vector<Asked> asked = make_questions(seed, world);
  const auto encoded = answer_all(load_world(world, false), asked, 1);
  const auto ready = answer_all(load_world(world, true), asked, 1 + seed * 7);
  for (std::size_t i = 0; i < asked.size(); ++i) {
    INFO("seed " << seed << ": " << support::dig_line(asked[i].question.query, 53, asked[i].question.tcp));
    check_same(ready[i], encoded[i]);
  }
}

TEST_CASE("ready answers have the sections of those encoded on the spot") {
  for (std::uint64_t seed = 1; seed <= kWorlds; ++seed) check_world(make_world(seed), seed);
}

TEST_CASE("and so they have from signed zones, by NSEC, by NSEC3, with opt-out and without") {
  const support::TempDir dir("linked");
  for (std::uint64_t seed = 1; seed <= kSignedWorlds; ++seed) {
    World world = make_world(seed);
    sign_world(world, seed, dir);
    check_world(world, seed);
  }
}

}  // namespace
}  // namespace bailiwick::differential
