// Damaged zone files (cut off, bits flipped, lines shuffled, joined to other files) may have any findings, but are read
// and checked to the end, quickly and without harm. Seeds are printed, and BAILIWICK_SEED repeats one.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "check/check.h"
#include "load/zone_file.h"

using namespace bailiwick;

namespace {

constexpr int kRounds = 4;  // of each kind of damage, a file

using Random = std::mt19937;

std::vector<std::string> all_texts() {
  std::vector<std::filesystem::path> paths;
  for (const char* folder : {ZONES, SHIPPED_ZONES})
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.path().extension() == ".zone") paths.push_back(entry.path());
  std::ranges::sort(paths);
  std::vector<std::string> texts;
  for (const auto& path : paths) {
    std::ifstream in(path, std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return texts;
}

std::size_t below(Random& random, std::size_t limit) {
  return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
}

std::string cut_off(std::string text, Random& random) {
  return text.substr(0, below(random, text.size() + 1));
}

std::string flipped(std::string text, Random& random) {
  for (std::size_t i = 1 + below(random, 8); i > 0 && !text.empty(); --i)
    text[below(random, text.size())] ^= static_cast<char>(1u << below(random, 8));
  return text;
}

std::string shuffled(const std::string& text, Random& random) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line + '\n');
  std::ranges::shuffle(lines, random);
  std::string result;
  for (const std::string& line : lines) result += line;
  return result;
}

void check_it(const std::string& text) {
  const wire::Name origin = *wire::Name::from_text("example.com.");
  const load::Loaded loaded = load::load_zone_text(text, "", origin);
  if (!loaded.built) return;
  const check::Options options = {
      .public_addresses = true, .information = true, .own_addresses = {{192, 0, 2, 1}}, .own_zones = {origin}};
  const base::Findings findings =
      check::check_zone({*loaded.built->zone, loaded.built->sources, loaded.built->notes}, options);
  for (const base::Finding& finding : findings.kept()) CHECK_FALSE(finding.message.empty());
}

}  // namespace

TEST_CASE("damaged zone files are read and checked without harm") {
  const char* given = std::getenv("BAILIWICK_SEED");
  const unsigned seed = given != nullptr ? static_cast<unsigned>(std::atoi(given)) : std::random_device()();
  MESSAGE("BAILIWICK_SEED=" << seed);
  Random random(seed);
  const std::vector<std::string> texts = all_texts();
  REQUIRE(texts.size() > 20);
  for (const std::string& text : texts) {
    for (int round = 0; round < kRounds; ++round) {
      check_it(cut_off(text, random));
      check_it(flipped(text, random));
      check_it(shuffled(text, random));
      check_it(flipped(text + texts[below(random, texts.size())], random));
    }
  }
}
