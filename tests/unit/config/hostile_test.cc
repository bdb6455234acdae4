// Input that is no config at all, or means harm: one clear finding, no crash, no hang.

#include "support/sanitized.h"
#include "unit/config/support.h"

using namespace bailiwick;
using namespace bailiwick::config;

namespace {

std::string repeated(std::string_view part, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += part;
  return out;
}

}  // namespace

TEST_CASE("broken YAML has a line and a column") {
  base::Finding broken = only(load_yaml("listen: [127.0.0.1\nworkers: 1\n"));
  CHECK(broken.code == kNotYaml);
  CHECK(broken.places.at(0).line >= 2);
  CHECK(broken.places.at(0).column >= 1);
  CHECK(contains(broken.message, "not valid YAML: "));
  broken = only(load_yaml("tcp:\n\tconnections: 1\n"));
  CHECK(broken.places.at(0).line == 2);
  CHECK(contains(broken.help, "tabs"));
  for (const char* open :
       {"user: \"open", "user: \"open\n", "user: 'it''s open\nlisten: 127.0.0.1\n", "user: \"a\\\"\n",
        "user: \"a\nlisten: [\"::1\"]\n", "{\"a: b}\n", "user: 'open", "user: \"a\n b\"\n"}) {
    CAPTURE(std::string(open));
    broken = only(load_yaml(open));
    CHECK(broken.code == kNotYaml);
    CHECK(broken.places.at(0).line == 1);
  }
  CHECK(load_yaml("user: 'a' # \"\nidentity: {nsid: 'it''s', version: \"a\\\"\", server-id: ''}\n").usable());
  CHECK(only(load_yaml("user: @x\n")).code == kNotYaml);
  CHECK(only(load_yaml("a: b: c\n")).code == kNotYaml);
}

TEST_CASE("what is no text is said to be none, where it starts to be none") {
  CHECK(lines(load_yaml("user: a\n  \x80")) == "2:3 G02 this is not valid UTF-8\n");
  using namespace std::string_view_literals;
  CHECK(lines(load_yaml("user: a\0b"sv)) == "1:8 G02 a control character: '\\x00'\n");
  CHECK(only(load_yaml("\xff\xfeu\0s\0"sv)).code == kNotYaml);  // UTF-16
  for (const char* bad : {"\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80",
                          "\xe2\x82", "\xc2\x85"}) {
    CHECK(only(load_yaml(bad)).code == kNotYaml);
  }
  CHECK(load_yaml("# \xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80\n").usable());
}

TEST_CASE("anchors, aliases, tags and further documents are refused") {
  CHECK(contains(only(load_yaml("user: &a b\n")).message, "anchors"));
  CHECK(contains(only(load_yaml("tcp: &a {}\n")).message, "anchors"));
  CHECK(contains(only(load_yaml("user: !!str b\n")).message, "tags"));
  CHECK(contains(only(load_yaml("user: ! \"b\"\n")).message, "tags"));
  CHECK(contains(only(load_yaml("user: a\n---\nuser: b\n")).message, "second YAML document"));
  CHECK(lines(load_yaml("# a\n%include more.yaml\n---\nuser: a\n")) ==
        "2:1 G02 YAML directives (%) are not allowed here\n");
  CHECK(only(load_yaml("%YAML 1.2\n---\n")).code == kNotYaml);
  CHECK(load_yaml("user: a # %\nidentity: {nsid: \"%\"}\n").usable());
  CHECK(only(load_yaml("user: *.zone\n")).code == kNotYaml);
  // A billion laughs ends at its first anchor.
  std::string laughs = "a0: &a0 [lol]\n";
  for (int i = 1; i < 40; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    laughs += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before + "," + before + "]\n";
  }
  const base::Finding finding = only(load_yaml(laughs));
  CHECK(contains(finding.message, "anchors"));
  CHECK(finding.places.at(0).line == 1);
}

TEST_CASE("nesting is bounded") {
  for (const char* part : {"[", "{a: ", "- ", "? ", "{", "a:\n"}) {
    CAPTURE(std::string(part));
    for (std::size_t count : {17, 1000, support::kSanitized ? 10'000 : 100'000}) {
      const Loaded loaded = load_yaml(repeated(part, count));
      CHECK(loaded.findings.total() >= 1);
    }
  }
  std::string steps;
  for (std::size_t i = 0; i < 1000; ++i) steps += std::string(i, ' ') + "a:\n";
  CHECK(contains(only(load_yaml(steps)).message, "nested deeper than 16"));
}

TEST_CASE("a large config is read to its end, whatever is in it") {
  constexpr std::size_t kLarge = 1'000'000;
  struct Large {
    std::string name;
    std::string text;
  };
  std::string zones = "zones:\n", keys, listen = "listen:\n", same;
  for (int i = 0; zones.size() < kLarge; ++i) zones += "- z" + std::to_string(i) + ".example\n";
  for (int i = 0; keys.size() < kLarge; ++i) keys += "kez" + std::to_string(i) + ": 1\n";
  for (int i = 0; listen.size() < kLarge; ++i) {
    listen += "- 10." + std::to_string(i / 65536) + "." + std::to_string(i / 256 % 256) + "." +
              std::to_string(i % 256) + "\n";
  }
  while (same.size() < kLarge) same += "user: a\n";
  std::vector<Large> all = {
      {"zones", zones},
      {"keys", keys},
      {"listen", listen},
      {"same key", same},
      {"commas", "listen: [" + repeated("a,", 500'000)},
      {"one long plain", "user: " + std::string(1'000'000, 'a')},
      {"one long quoted", "user: \"" + std::string(1'000'000, 'a') + "\""},
      {"one long key", std::string(1'000'000, 'a') + ": b"},
      {"brackets on lines", "listen:\n" + repeated(" [\n", 300'000)},
      {"colons", repeated(": ", 500'000)},
      {"blanks", "a:" + std::string(1'000'000, ' ')},
      {"newlines", "a:" + std::string(1'000'000, '\n') + "b"},
      {"folded", "a: >\n" + repeated(" x\n\n", 250'000)},
      {"flow keys", "{" + repeated("a: b, ", 150'000) + "}"},
      {"quotes", repeated("\"a\" ", 250'000)},
      {"percent", repeated("%A b\n", 200'000)},
      {"exclamation marks", "a: " + std::string(1'000'000, '!')},
      {"ampersands", repeated("&a ", 300'000)},
      {"questions", repeated("? a\n", 250'000)},
      {"nested pairs", repeated("{a,", 300'000)},
  };
  for (Large& large : all) {
    CAPTURE(large.name);
    large.text.resize(large.text.size() / (support::kSanitized ? 40 : 4));
    REQUIRE_NOTHROW(load_yaml(large.text));  // that it ends at all is the test
  }
  CHECK(only(load_yaml(std::string(kLargestConfig + 1, ' '))).code == kUnreadable);
}
