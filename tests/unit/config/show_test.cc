// What `bailiwick config` prints: effective values and where they come from, and the reference of the table.
#include "config/show.h"

#include "config/options.h"
#include "unit/config/support.h"

using namespace bailiwick;
using namespace bailiwick::config;

TEST_CASE("the effective config names the origin of each value") {
  const Sandbox sandbox;
  sandbox.write("zones/example.com.zone");
  const std::string text = effective_text(sandbox.load("workers: 3\ntcp:\n  idle-timeout: 90s\n"));
  const std::string file = sandbox.path("bailiwick.yaml");
  const auto line_of = [&text](std::string_view start) {
    const std::size_t at = ("\n" + text).find("\n" + std::string(start));
    REQUIRE(at != std::string::npos);
    return text.substr(at, text.find('\n', at) - at);
  };
  CHECK(line_of("listen:").starts_with("listen: [0.0.0.0, \"::\"]"));
  CHECK(line_of("listen:").ends_with("  # default"));
  CHECK(line_of("workers:").ends_with("  # " + file + ":1"));
  CHECK(line_of("  idle-timeout:").starts_with("  idle-timeout: 90s"));
  CHECK(line_of("  idle-timeout:").ends_with("  # " + file + ":3"));
  CHECK(line_of("  nsid:").starts_with("  nsid: hidden"));
  CHECK(line_of("#zones:").ends_with("# default: the *.zone files in zones-directory"));
  CHECK(contains(text, "#  - {name: example.com, file: " + sandbox.path("zones/example.com.zone") + "}\n"));
}

TEST_CASE("the effective config, read as a config, has the same effect") {
  const Sandbox sandbox;
  sandbox.write("zones/example.com.zone");
  for (const char* text : {"", "listen: [\"::1@5300\", 127.0.0.1]\nuser: \"\"\nstrict: true\n",
                           "zones: [example.com, ., \"a\\\\.b\\\\032c.example\", {name: x.example, file: \"a, {b} #c: "
                           "\\\"d\\\" \\\\e\"}]\n",
                           "metrics: {listen: [127.0.0.1, 127.0.0.1@53]}\n", "metrics: {listen: []}\n",
                           "rate-limit: {exempt: [\"2001:db8::/32\", 10.0.0.1]}\ncookies: {require: always}\n",
                           "identity: {nsid: \"null\", version: \"a: #b\", server-id: \"~\"}\nlog: {level: error}\n"}) {
    CAPTURE(std::string(text));
    const Loaded first = sandbox.load(text);
    CHECK(lines(first) == std::string());
    const Loaded second = sandbox.load(effective_text(first));
    CHECK(lines(second) == std::string());
    for (const Option& option : options()) {
      if (option.show == nullptr || is_of_record(option)) continue;
      CAPTURE(std::string(option.key));
      CHECK(option.show(first.config) == option.show(second.config));
    }
    REQUIRE(first.config.zones.size() == second.config.zones.size());
    for (std::size_t i = 0; i < first.config.zones.size(); ++i) {
      CHECK(name_of(first.config.zones[i]) == name_of(second.config.zones[i]));
      CHECK(first.config.zones[i].file == second.config.zones[i].file);
    }
  }
}

TEST_CASE("every option is described, and its default is a value that it takes") {
  const std::string text = options_text();
  for (const Option& option : options()) {
    CAPTURE(std::string(option.key));
    CHECK_FALSE(option.range.empty());
    CHECK(option.help.ends_with('.'));
    CHECK(contains("\n" + text, "\n" + std::string(option.key) + "\n"));
    CHECK(find_option(option.key) == &option);
    const bool scalar = option.show != nullptr && !is_of_record(option) && option.type != Type::Addresses &&
                        option.type != Type::Networks;
    if (!scalar) continue;
    Config config;
    std::string value = default_text(option);
    if (value == "\"\"") value.clear();
    CHECK_FALSE(option.store(value, config).has_value());
    CHECK(option.show(config) == default_text(option));
  }
  CHECK(find_option("tcp") == nullptr);
  CHECK(default_text(*find_option("listen")) == "[0.0.0.0, \"::\"]");
  CHECK(contains(text, "checks.reject\n    fatal | circular | unreachable | error\n    default: unreachable\n"));
  CHECK(contains(text, "tcp.idle-timeout\n    duration: 100ms..1h\n    default: 10s\n"));
}
