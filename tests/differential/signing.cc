#include "differential/signing.h"

#include <chrono>
#include <filesystem>
#include <set>
#include <sstream>
#include <stdexcept>

#include "support/process.h"

namespace bailiwick::differential {
namespace {

namespace fs = std::filesystem;
using support::TempDir;

enum class Way : std::uint8_t { None, Nsec, Nsec3, OptOut };

void run(std::vector<std::string> argv, const fs::path& directory) {
  const std::string program = argv[0];
  support::Process process({std::move(argv), directory, directory / "log", {}});
  if (process.wait(std::chrono::seconds(60)) != 0) throw std::runtime_error(program + " fails:\n" + process.log());
}

// One key for all zones: made once, and its owner changed.
struct Key {
  std::string tail;  // "+013+12345"
  std::string record;
  std::string secret;
};

Key make_key(const fs::path& directory) {
  run({"ldns-keygen", "-a", "ECDSAP256SHA256", "key."}, directory);
  for (const auto& entry : fs::directory_iterator(directory)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".private")) continue;
    const std::string stem = entry.path().stem().string();
    const std::string record = support::read_file(directory / (stem + ".key"));
    return {stem.substr(stem.find('+')), record.substr(record.find('\t')), support::read_file(entry.path())};
  }
  throw std::runtime_error("ldns-keygen made no key");
}

// ldns writes a quote within a label without its backslash. No quote of a string stands between two letters.
std::string with_escaped_quotes(const std::string& text) {
  const auto is_letter = [](char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"' && i > 0 && i + 1 < text.size() && is_letter(text[i - 1]) && is_letter(text[i + 1])) out += '\\';
    out += text[i];
  }
  return out;
}

std::string sign(const Zone& zone, Way way, const Key& key, const TempDir& dir) {
  const fs::path here = dir.path() / "signing";
  const std::string record = zone.origin + key.record;
  dir.write("signing/k.key", record);
  dir.write("signing/k.private", key.secret);
  if (way == Way::OptOut) {
    // BIND wants the key in the zone, and under its own file name.
    const std::string base = "Kzone" + key.tail;
    dir.write("signing/zone", zone.text + record);
    dir.write("signing/" + base + ".key", record);
    dir.write("signing/" + base + ".private", key.secret);
    run({"dnssec-signzone", "-A", "-3", "ab", "-H", "1", "-P", "-z", "-o", zone.origin, "-f", "signed", "zone", base},
        here);
  } else {
    dir.write("signing/zone", zone.text);
    std::vector<std::string> argv = {"ldns-signzone", "-o", zone.origin, "-f", "signed"};
    if (way == Way::Nsec3) argv.insert(argv.end(), {"-n", "-t", "0"});
    argv.insert(argv.end(), {"zone", "k"});
    run(std::move(argv), here);
  }
  return with_escaped_quotes(support::read_file(here / "signed"));
}

// Some of the names that hold nothing but an NSEC3 record: the same ones each time, in whatever order they are written.
std::vector<std::string> hashed_names(const std::string& text) {
  std::istringstream lines(text);
  std::set<std::string> found;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string owner, ttl, type;
    words >> owner >> ttl >> type;
    if (type == "IN") words >> type;
    if (type == "NSEC3") found.insert(lower(owner));
  }
  constexpr std::size_t kSome = 4;
  std::vector<std::string> names;
  for (auto at = found.begin(); at != found.end() && names.size() < kSome; ++at) names.push_back(*at);
  return names;
}

}  // namespace

std::size_t sign_world(World& world, std::uint64_t seed, const TempDir& dir) {
  Random random(seed);
  static const std::vector<Way> kWays = {Way::None,  Way::Nsec,   Way::Nsec,  Way::Nsec3,
                                         Way::Nsec3, Way::OptOut, Way::OptOut};
  fs::create_directories(dir.path() / "signing");
  const Key key = make_key(dir.path() / "signing");
  std::size_t count = 0;
  for (Zone& zone : world.zones) {
    const Way way = random.pick(kWays);
    if (way == Way::None) continue;
    zone.text = sign(zone, way, key, dir);
    const std::vector<std::string> hashed = hashed_names(zone.text);
    world.names.insert(world.names.end(), hashed.begin(), hashed.end());
    ++count;
  }
  return count;
}

}  // namespace bailiwick::differential
