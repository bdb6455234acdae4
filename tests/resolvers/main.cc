// resolvers --resolver unbound|named|kresd [options of doctest]
// Ends with 77, which CTest reports as skipped, when the resolver is not installed or there is no network to hide in.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <cstring>
#include <iostream>

#include "resolvers/judges.h"
#include "resolvers/loopback.h"
#include "resolvers/resolver.h"
#include "support/process.h"

namespace bailiwick::resolvers {
namespace {

std::string chosen;
constexpr int kSkipped = 77;

int skip(const std::string& why) {
  std::cout << "SKIPPED, nothing was tested: " << why << "\n";
  return kSkipped;
}

int run(int argc, char** argv) {
  for (int i = 1; i + 1 < argc; ++i)
    if (std::strcmp(argv[i], "--resolver") == 0) chosen = argv[i + 1];
  if (modes_of(chosen).empty()) {
    std::cerr << "usage: resolvers --resolver unbound|named|kresd\n";
    return 2;
  }
  for (const char* program : {chosen.c_str(), "delv", "ldns-keygen", "ldns-signzone", "dnssec-signzone"})
    if (!support::find_program(program)) return skip(std::string(program) + " is not installed");
  if (const std::string wrong = enter_loopback_only(); !wrong.empty()) return skip(wrong);
  doctest::Context context(argc, argv);
  return context.run();
}

}  // namespace

const std::string& judge() {
  return chosen;
}

}  // namespace bailiwick::resolvers

int main(int argc, char** argv) {
  return bailiwick::resolvers::run(argc, argv);
}
