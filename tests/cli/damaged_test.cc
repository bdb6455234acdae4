// `bailiwick check` on damaged input, from the config to the last line printed: zone files of several zones cut off,
// with bits flipped, lines shuffled or mixed with each other's. Any findings are right, but it ends by itself with an
// exit code of its own (never a signal, 3, or the shell's) and says something. Seeds are printed, and BAILIWICK_SEED
// repeats one.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "cli/folder.h"
#include "support/damage.h"
#include "support/sanitized.h"

using namespace bailiwick;

namespace {

constexpr int kRounds = support::kSanitized ? 1 : 4;  // of each world

using support::Random;

// The zones of a world of tests/reach/oracle, as files.
std::map<std::string, std::string> zones_of(const std::filesystem::path& path) {
  std::map<std::string, std::string> zones;
  std::istringstream in(support::read_file(path));
  std::string* text = nullptr;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("zone ")) {
      text = &zones[line.substr(5)];
      *text = "$TTL 3600\n@ SOA ns.invalid. h.invalid. 1 14400 3600 1209600 3600\n";
    } else if (text != nullptr && (line.contains(" NS ") || line.contains(" A ") || line.contains("CNAME"))) {
      *text += line + '\n';
    }
  }
  return zones;
}

std::string damaged(const std::string& text, const std::string& other, Random& random) {
  switch (support::below(random, 4)) {
    case 0:
      return support::cut_off(text, random);
    case 1:
      return support::flipped(text, random);
    case 2:
      return support::shuffled_lines(text, random);
    default:
      return support::shuffled_lines(text + other, random);
  }
}

void check_damaged(const std::filesystem::path& path, Random& random) {
  CAPTURE(path.filename().string());
  cli_tests::Folder folder;
  std::string config = "user: \"\"\nlisten: [127.0.0.1@5399]\nzones:\n";
  std::string other = "@ NS ns1\nns1 AAAA 2001:db8::1\n";
  for (const auto& [name, text] : zones_of(path)) {
    const std::string file = name == "." ? "root.zone" : name + ".zone";
    folder.write(file, damaged(text, other, random));
    config += "  - {name: " + name + ", file: " + file + "}\n";
    other = text;
  }
  folder.write("b.yaml", config);
  static const std::vector<std::string> forms = {"text", "short", "json", "sarif", "github"};
  const std::string& form = forms[support::below(random, forms.size())];
  CAPTURE(form);
  const cli_tests::Outcome outcome = folder.run("check --all --config b.yaml --graph g.dot --format " + form);
  CHECK((outcome.exit_code == 0 || outcome.exit_code == 1 || outcome.exit_code == 2));
  CHECK_FALSE((outcome.out + outcome.err).empty());
}

}  // namespace

TEST_CASE("damaged zones are checked to the end, in every form and with a picture") {
  const char* given = std::getenv("BAILIWICK_SEED");
  const unsigned seed = given != nullptr ? static_cast<unsigned>(std::atoi(given)) : std::random_device()();
  MESSAGE("BAILIWICK_SEED=" << seed);
  Random random(seed);
  std::vector<std::filesystem::path> worlds;
  for (const auto& entry : std::filesystem::directory_iterator(ORACLE)) worlds.push_back(entry.path());
  std::ranges::sort(worlds);
  REQUIRE(worlds.size() > 15);
  for (int round = 0; round < kRounds; ++round)
    for (const std::filesystem::path& path : worlds) check_damaged(path, random);
}
