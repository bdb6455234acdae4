// bench_zones: writes zone files and the questions for them, always the same for the same arguments.
//   small        an example.com-like zone, its questions a mix of A, AAAA, NS, MX, TXT, NODATA and NXDOMAIN
//   delegations  N delegations as a TLD has them, the file in canonical order; the questions are uniformly random
//                names, 85 % of them delegated and 15 % not there
//   signed       the same with signatures and NSEC3 records, and opt-out; signatures and keys are made-up octets
//   zones        N zones of ten records, a file each; the questions are uniformly random over the zones
// Into DIRECTORY go NAME.list (each zone's name and file), NAME.questions (one "NAME TYPE RCODE ANSWERS" a line: the
// question, and what its answer must have) and NAME.first (the questions whose answers show that everything is loaded).

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

#include "zones/workloads.h"

int main(int argc, char** argv) {
  using namespace bailiwick::bench;
  std::string directory = ".";
  std::size_t count = 100'000;
  std::size_t questions = 0;
  CLI::App app("Write zones and questions for them.");
  app.require_subcommand(1);
  app.add_option("--directory", directory, "where to write")->capture_default_str();
  auto* const small = app.add_subcommand("small", "an example.com-like zone");
  auto* const delegations = app.add_subcommand("delegations", "a zone of many delegations");
  auto* const signed_delegations = app.add_subcommand("signed", "the same signed, by NSEC3 with opt-out");
  auto* const zones = app.add_subcommand("zones", "many zones of ten records");
  for (auto* const many : {delegations, signed_delegations, zones}) {
    many->add_option("count", count, "how many")->check(CLI::Range(1, 20'000'000))->capture_default_str();
    many->add_option("--questions", questions, "questions (0: as many as that, from 200,000 to 1,000,000)");
  }
  CLI11_PARSE(app, argc, argv);

  const auto done = small->parsed()                ? write_small(directory)
                    : delegations->parsed()        ? write_delegations(directory, count, questions)
                    : signed_delegations->parsed() ? write_signed(directory, count, questions)
                                                   : write_zones(directory, count, questions);
  if (!done) {
    std::fprintf(stderr, "zones: %s\n", done.error().message.c_str());
    return 1;
  }
}
