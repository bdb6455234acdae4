// bench_zones: writes a zone file and the questions for it, always the same for the same arguments.
//   small        an example.com-like zone, its questions a mix of A, AAAA, NS, MX, TXT, NODATA and NXDOMAIN
//   delegations  N delegations as a TLD has them, the file in canonical order; the questions are uniformly random
//   names,
//                85 % of them delegated and 15 % not there
// Into DIRECTORY go NAME.zone, NAME.questions (one "NAME TYPE" a line) and NAME.first (the question that shows that the
// whole zone is there).

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

#include "zones/workloads.h"

int main(int argc, char** argv) {
  using namespace bailiwick::bench;
  std::string directory = ".";
  std::size_t delegations = 100'000;
  std::size_t questions = 0;
  CLI::App app("Write a zone and questions for it.");
  app.require_subcommand(1);
  app.add_option("--directory", directory, "where to write")->capture_default_str();
  auto* const small = app.add_subcommand("small", "an example.com-like zone");
  auto* const large = app.add_subcommand("delegations", "a zone of many delegations");
  large->add_option("count", delegations, "delegations")->check(CLI::Range(1, 20'000'000))->capture_default_str();
  large->add_option("--questions", questions, "questions (0: one a delegation, from 200,000 to 1,000,000)");
  CLI11_PARSE(app, argc, argv);

  const auto done = small->parsed() ? write_small(directory) : write_delegations(directory, delegations, questions);
  if (!done) {
    std::fprintf(stderr, "zones: %s\n", done.error().message.c_str());
    return 1;
  }
}
