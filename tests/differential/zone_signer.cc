#include "differential/zone_signer.h"

#include <chrono>
#include <filesystem>
#include <sstream>
#include <stdexcept>
#include <vector>

#include "support/process.h"

namespace bailiwick::differential {
namespace {

namespace fs = std::filesystem;

using support::run_to_end;

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

// ldns 1.8.3 reads no name whose text has more than 255 characters, though backslashes may make it as long as four
// times that.
bool has_long_words(const std::string& text) {
  std::istringstream words(text);
  for (std::string word; words >> word;)
    if (word.size() > 255) return true;
  return false;
}

}  // namespace

ZoneSigner::ZoneSigner(const support::TempDir& dir, const std::string& algorithm) : dir_(dir) {
  const fs::path here = dir.path() / "signing" / algorithm;
  fs::create_directories(here);
  std::vector<std::string> argv = {"ldns-keygen", "-k", "-a", algorithm};
  if (algorithm.starts_with("RSA")) argv.insert(argv.end(), {"-b", "2048"});
  argv.emplace_back("key.");
  run_to_end(std::move(argv), here);
  for (const auto& entry : fs::directory_iterator(here)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".private")) continue;
    const std::string stem = entry.path().stem().string();
    const std::string record = support::read_file(here / (stem + ".key"));
    tail_ = stem.substr(stem.find('+'));
    record_ = record.substr(record.find('\t'));
    secret_ = support::read_file(entry.path());
  }
  if (secret_.empty()) throw std::runtime_error("ldns-keygen made no key");
}

std::string ZoneSigner::sign(const Zone& zone, const HowToSign& how) const {
  const fs::path here = dir_.path() / "signing";
  const std::string record = zone.origin + record_;
  dir_.write("signing/k.key", record);
  dir_.write("signing/k.private", secret_);
  if (how.way == Way::OptOut || has_long_words(zone.text)) {
    // BIND wants the key in the zone, and under its own file name.
    const std::string base = "Kzone" + tail_;
    dir_.write("signing/zone", zone.text + record);
    dir_.write("signing/" + base + ".key", record);
    dir_.write("signing/" + base + ".private", secret_);
    std::vector<std::string> argv = {"dnssec-signzone", "-P", "-z", "-O", "full", "-o", zone.origin, "-f", "signed"};
    if (how.way == Way::Nsec3) argv.insert(argv.end(), {"-3", "-"});
    if (how.way == Way::OptOut) argv.insert(argv.end(), {"-A", "-3", "ab", "-H", std::to_string(how.iterations)});
    argv.insert(argv.end(), {"zone", base});
    run_to_end(std::move(argv), here);
  } else {
    dir_.write("signing/zone", zone.text);
    std::vector<std::string> argv = {"ldns-signzone", "-o", zone.origin, "-f", "signed"};
    if (how.way == Way::Nsec3) argv.insert(argv.end(), {"-n", "-t", "0"});
    if (how.zonemd) argv.insert(argv.end(), {"-z", "1:1"});
    argv.insert(argv.end(), {"zone", "k"});
    run_to_end(std::move(argv), here);
  }
  return with_escaped_quotes(support::read_file(here / "signed"));
}

}  // namespace bailiwick::differential
