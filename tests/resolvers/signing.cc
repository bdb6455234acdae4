#include "resolvers/signing.h"

#include <stdexcept>
#include <vector>

#include "support/process.h"

namespace bailiwick::resolvers {
namespace {

namespace fs = std::filesystem;

using support::run_to_end;

// The one key of the folder, without its ending.
std::string key_in(const fs::path& directory) {
  for (const auto& entry : fs::directory_iterator(directory))
    if (entry.path().extension() == ".private") return entry.path().stem().string();
  throw std::runtime_error("ldns-keygen made no key");
}

}  // namespace

Signed Signer::sign(const std::string& zone, const std::string& text, const std::string& way) {
  if (way == "no") return {text, "", ""};
  const std::string folder = "signing/" + std::to_string(++count_);
  dir_.write(folder + "/zone", text);
  const fs::path here = dir_.path() / folder;
  run_to_end({"ldns-keygen", "-a", "ECDSAP256SHA256", "-k", zone}, here);
  const std::string key = key_in(here);
  const Signed made{"", support::read_file(here / (key + ".key")), support::read_file(here / (key + ".ds"))};
  if (way == "opt-out") {
    dir_.write(folder + "/zone", text + made.key);
    run_to_end({"dnssec-signzone", "-A", "-3", "-", "-H", "0", "-P", "-z", "-o", zone, "-f", "signed", "zone", key},
               here);
  } else {
    std::vector<std::string> argv = {"ldns-signzone", "-o", zone, "-f", "signed"};
    if (way == "nsec3") argv.insert(argv.end(), {"-n", "-t", "0"});
    argv.insert(argv.end(), {"zone", key});
    run_to_end(std::move(argv), here);
  }
  return {support::read_file(here / "signed"), made.key, made.ds};
}

}  // namespace bailiwick::resolvers
