// Where the zones are so many that memory is asked for ahead, each question is answered as from its zone alone.
#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "answer/answer.h"
#include "answer/link.h"
#include "rr/type.h"
#include "zone/builder.h"

using namespace bailiwick;
using namespace bailiwick::answer;

namespace {

using Message = std::vector<std::uint8_t>;

constexpr unsigned kZones = 300;

wire::Name name(const std::string& text) {
  return wire::Name::from_text(text).value();
}

std::string origin(unsigned i) {
  return "z" + std::to_string(i) + ".example.";
}

std::shared_ptr<const zone::Zone> zone_of(unsigned i) {
  zone::Builder builder(name(origin(i)));
  const auto add = [&](const std::string& owner, rr::Type type, Message rdata) {
    builder.add(name(owner + origin(i)), type, 60, rdata, {});
  };
  Message soa = {0, 0};
  soa.resize(22);
  add("", rr::Type::SOA, soa);
  add("", rr::Type::NS, {0});
  add("www.", rr::Type::A, {192, 0, static_cast<std::uint8_t>(i >> 8), static_cast<std::uint8_t>(i)});
  add("*.wild.", rr::Type::A, {198, 51, static_cast<std::uint8_t>(i >> 8), static_cast<std::uint8_t>(i)});
  return std::move(builder).finish().zone;
}

answer::ZoneSet::Entry ready(unsigned i) {
  const auto zone = zone_of(i);
  return {name(origin(i)), zone, std::make_shared<const answer::LinkedAnswers>(link_answers(*zone))};
}

Message question(const std::string& qname, rr::Type type) {
  const wire::Name wire_name = name(qname);
  Message message = {0x12, 0x34, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0};
  message.insert(message.end(), wire_name.data(), wire_name.data() + wire_name.size());
  message.insert(message.end(), {0, static_cast<std::uint8_t>(type), 0, 1});
  return message;
}

// All in one batch.
std::vector<Message> replies(const answer::ZoneSet& zones, const std::vector<Message>& queries) {
  std::vector<Message> room(queries.size(), Message(512));
  std::vector<base::Exchange> batch;
  for (std::size_t i = 0; i < queries.size(); ++i) {
    std::copy(queries[i].begin(), queries[i].end(), room[i].begin());
    batch.push_back({.buffer = room[i], .query_size = queries[i].size()});
  }
  metrics::Counters counters;
  respond(zones, {}, batch, {.now = {}, .counters = counters});
  for (std::size_t i = 0; i < batch.size(); ++i) room[i].resize(batch[i].reply_size);
  return room;
}

TEST_CASE("of many zones each answers as it does alone, and for itself only") {
  std::vector<answer::ZoneSet::Entry> entries;
  for (unsigned i = 0; i < kZones; ++i) {
    entries.push_back(ready(i));
    if (i % 7 == 0) entries.back().linked = nullptr;  // each answer is encoded when asked for
    if (i % 11 == 0) entries.back() = {name(origin(i)), nullptr};
  }
  const answer::ZoneSet many(std::move(entries));
  REQUIRE(many.are_many());
  std::vector<Message> queries, expected;
  for (unsigned i = 0; i < kZones + 10; ++i) {
    std::vector<Message> here;
    for (const char* const owner : {"", "www.", "WWW.", "a.b.www.", "x.wild.", "nope.", "y.nope."})
      for (const rr::Type type : {rr::Type::A, rr::Type::NS, rr::Type::TXT})
        here.push_back(question(owner + origin(i), type));
    // Alone, and each answer encoded when it is asked for. Behind the last there is no such zone.
    std::vector<answer::ZoneSet::Entry> alone;
    if (i < kZones) alone.push_back({name(origin(i)), i % 11 == 0 ? nullptr : zone_of(i)});
    const auto one = replies(answer::ZoneSet(std::move(alone)), here);
    expected.insert(expected.end(), one.begin(), one.end());
    queries.insert(queries.end(), here.begin(), here.end());
  }
  CHECK(replies(many, queries) == expected);
}

}  // namespace
