// Requests and replies as JSON lines: what is written is read back the same, and of a request any octets at all are
// either understood as a whole or explained.
#include "control/protocol.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

using namespace bailiwick;
using namespace bailiwick::control;

namespace {

std::string without_line_feed(std::string line) {
  REQUIRE(line.ends_with('\n'));
  line.pop_back();
  CHECK(line.find('\n') == std::string::npos);
  return line;
}

std::string error_of(std::string_view line) {
  const auto request = parse_request(line);
  return request ? "" : request.error().message;
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

void check_same(const Reply& reply) {
  const std::string line = without_line_feed(to_line(reply));
  CAPTURE(line);
  const auto read = parse_reply(line);
  REQUIRE(read);
  CHECK(*read == reply);
}

}  // namespace

TEST_CASE("a request is read as it was written, for every verb") {
  const Request requests[] = {
      {.verb = Verb::Status, .zones = {"example.com", "."}, .alive = true},
      {.verb = Verb::Reload, .zones = {"a\\032b.example"}, .allow_removals = true},
      {.verb = Verb::Stats},
      {.verb = Verb::ZonePrint, .zones = {"example.com"}, .name = "www.example.com", .type = "AAAA"},
      {.verb = Verb::LogLevel, .level = base::log::Severity::Debug, .for_s = 600},
      {.verb = Verb::CookieRoll},
      {.verb = Verb::Remove, .zones = {"example.net"}},
  };
  CHECK(std::size(requests) == std::size(kVerbs));
  for (const Request& request : requests) {
    const std::string line = without_line_feed(to_line(request));
    CAPTURE(line);
    const auto read = parse_request(line);
    REQUIRE(read);
    CHECK(*read == request);
  }
}

TEST_CASE("each kind of reply is read as it was written") {
  const ZoneResult zone{.zone = "example.com",
                         .state = ZoneState::PreviousVersion,
                         .serial_before = 4294967295,
                         .serial_after = 0,
                         .added = 3,
                         .removed = 1,
                         .reason = Reason{"D03", "ns9.example.com has no address", "/z/example.com.zone", 12, "add it"},
                         .waits_for = "example.net",
                         .since = 1796130000,
                         .ms = 12};
  check_same({.body = zone, .exit = {}});
  check_same({.body = ZoneResult{.zone = ".", .state = ZoneState::Held}, .exit = {}});
  check_same({.body = Progress{"loading", 3, 100000}, .exit = {}});
  check_same({.body = Progress{"working"}, .exit = {}});
  check_same({.body = Text{"example.com. 3600 IN TXT \"a\\tb \xc3\xbc\"\n"}, .exit = {}});
  StatusReport status{.version = "0.2.0",
                      .config = "/etc/bailiwick/bailiwick.yaml",
                      .pid = 7,
                      .started = 1796130000,
                      .now = 1796130001,
                      .answering = true,
                      .loading = Progress{"loading", 3, 100000},
                      .listening = {"192.0.2.1", "2001:db8::1@5300"},
                      .not_bound = {"192.0.2.9"},
                      .zones = {1, 2, 3, 4, 5, 6, 7},
                      .signed_zones = 2,
                      .expires_first = {{"example.com", 1796230000}, {"example.net", -1}},
                      .last_reload = 5,
                      .log_level = "info",
                      .attention = {{"two zones wait", "fix them"}},
                      .unknown_zones = {"example.org"}};
  check_same({.body = status, .exit = 1});
  check_same({.body = RunSummary{.zones = {0, 1}, .config = {Reason{"G03", "no", "f", 1, ""}}, .unknown_zones = {"x"}},
              .exit = 2});
  check_same({.body = Stats{.started = 1, .now_ms = 2, .counters = {{"udp_queries", 18446744073709551615U}, {"b", 0}}},
              .exit = 0});
  check_same({.body = Done{"the secret was replaced"}, .exit = 0});
  check_same({.body = Failure{"no such zone", "look"}, .exit = 3});
}

TEST_CASE("what is no UTF-8 is sent with escapes, and control characters as JSON writes them") {
  const std::string line = to_line(Reply{.body = Done{std::string("\xff\0\n", 3)}, .exit = 0});
  CHECK(line == "{\"v\":1,\"exit\":0,\"done\":\"\\\\xff\\u0000\\n\"}\n");
}

TEST_CASE("what is wrong with a request is said") {
  using namespace std::string_literals;
  CHECK(contains(error_of(""), "not valid JSON"));
  CHECK(contains(error_of("{"), "not valid JSON"));
  CHECK(contains(error_of("{\"v\":1,\"verb\":\"status\"} x"), "not valid JSON"));
  CHECK(contains(error_of("{\"v\":1,\"verb\":\"status\"}\0"s), "not valid JSON"));
  CHECK(contains(error_of("{\"v\":1,\"verb\":\"st\xff\"}"), "not valid JSON in UTF-8"));
  CHECK(contains(error_of("[]"), "not a JSON object"));
  CHECK(contains(error_of("null"), "not a JSON object"));
  CHECK(contains(error_of("{}"), "`v` must be 1"));
  CHECK(contains(error_of("{\"v\":2,\"verb\":\"status\"}"), "restart the server"));
  CHECK(contains(error_of("{\"v\":1.0,\"verb\":\"status\"}"), "`v` must be"));
  CHECK(contains(error_of("{\"v\":\"1\",\"verb\":\"status\"}"), "`v` must be"));
  CHECK(contains(error_of("{\"v\":1}"), "`verb` is missing"));
  CHECK(contains(error_of("{\"v\":1,\"verb\":3}"), "`verb` must be text"));
  CHECK(contains(error_of("{\"v\":1,\"verb\":\"halt\"}"), "no verb `halt`"));
  CHECK(contains(error_of("{\"v\":1,\"verb\":\"status\",\"zones\":\"x\"}"), "`zones` must be a list"));
  CHECK(contains(error_of("{\"v\":1,\"verb\":\"status\",\"zones\":[1]}"), "`zones` must be a list of texts"));
  CHECK(contains(error_of("{\"v\":1,\"verb\":\"status\",\"zones\":[\"\"]}"), "cannot be a name"));
  CHECK(contains(error_of("{\"v\":1,\"verb\":\"status\",\"zones\":[\"a\\u0000b\"]}"), "cannot be a name"));
  CHECK(contains(error_of("{\"v\":1,\"verb\":\"status\",\"zones\":[\"" + std::string(1025, 'a') + "\"]}"), "a name"));
  CHECK(contains(error_of("{\"v\":1,\"verb\":\"status\",\"alive\":1}"), "`alive` must be true or false"));
  CHECK(contains(error_of("{\"v\":1,\"verb\":\"remove\"}"), "one zone"));
  CHECK(contains(error_of("{\"v\":1,\"verb\":\"remove\",\"zones\":[\"a\",\"b\"]}"), "one zone"));
  CHECK(contains(error_of("{\"v\":1,\"verb\":\"zone print\",\"zones\":[\"a\"],\"type\":\"A\"}"), "needs a `name`"));
  CHECK(contains(error_of("{\"v\":1,\"verb\":\"log-level\"}"), "`level` is missing"));
  CHECK(contains(error_of("{\"v\":1,\"verb\":\"log-level\",\"level\":\"loud\"}"), "`level` must be"));
  CHECK(contains(error_of("{\"v\":1,\"verb\":\"log-level\",\"level\":\"info\",\"for_s\":-1}"), "`for_s` must be"));
  CHECK(contains(error_of("{\"v\":1,\"verb\":\"log-level\",\"level\":\"info\",\"for_s\":1e99}"), "`for_s` must be"));
}

// An option that is not known could be the one that matters.
TEST_CASE("an option that a verb does not have is an error, whatever its value") {
  CHECK(contains(error_of("{\"v\":1,\"verb\":\"status\",\"allow_removals\":false}"), "no option `allow_removals`"));
  CHECK(contains(error_of("{\"v\":1,\"verb\":\"reload\",\"dry_run\":true}"), "`reload` has no option `dry_run`"));
  CHECK(contains(error_of("{\"v\":1,\"verb\":\"reload\",\"\\u001b[2J\":true}"), "no option `\\x1b[2J`"));
}

TEST_CASE("nesting and size are bounded") {
  for (const std::size_t depth : {9, 1000, 30000}) {
    CAPTURE(depth);
    const std::string deep =
        "{\"v\":1,\"verb\":\"status\",\"zones\":" + std::string(depth, '[') + std::string(depth, ']') + '}';
    CHECK(contains(error_of(deep), "nested deeper"));
    CHECK_FALSE(error_of("{\"v\":1,\"verb\":\"status\",\"zones\":" + std::string(depth, '[')) == "");
  }
  CHECK(contains(error_of(std::string(kLargestRequest + 1, ' ')), "larger than 65536"));
}

TEST_CASE("a damaged request is read or explained, and a damaged reply too") {
  std::mt19937 random(7);
  const std::string request = to_line(Request{.verb = Verb::Reload, .zones = {"example.com"}, .allow_removals = true});
  const std::string reply =
      to_line(Reply{.body = ZoneResult{.zone = "a", .reason = Reason{.code = "A01"}}, .exit = 1});
  std::size_t rejected = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text = i % 2 == 0 ? request : reply;
    for (unsigned n = random() % 4 + 1; n > 0; --n) text[random() % text.size()] = static_cast<char>(random());
    if (i % 2 == 0 ? !parse_request(text).has_value() : !parse_reply(text).has_value()) ++rejected;
  }
  CHECK(rejected > 10'000);
}

TEST_CASE("a reply may have keys that are not known yet, but not lack what it is about") {
  CHECK(parse_reply(R"({"v":1,"exit":0,"done":"x","more":{}})"));
  CHECK(parse_reply(R"({"v":1,"zone":{"zone":"a","state":"held","colour":"red"}})"));
  CHECK_FALSE(parse_reply(R"({"v":1,"zone":{"zone":"a","state":"red"}})"));
  CHECK_FALSE(parse_reply(R"({"v":1,"zone":"a"})"));
  CHECK_FALSE(parse_reply(R"({"v":1,"exit":0})"));
  CHECK_FALSE(parse_reply(R"({"v":1,"exit":-1,"done":""})"));
}
