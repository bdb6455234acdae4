// Plays answer cases (FORMAT.md) and names each file that fails, with line, question, and expected and real reply side
// by side. With --must-fail every question has to differ from its expectation, and every file called rejected-* has to
// be refused as unreadable: that is how the runner itself is tested.
#include <cstdio>
#include <exception>
#include <string>

#include "answers/support/compare.h"
#include "answers/support/play.h"

namespace bailiwick::answers {
namespace {

struct Result {
  std::size_t questions = 0;
  std::size_t differing = 0;
  std::string report;
};

std::string place(const Case& c, const Question& question) {
  return c.path + ":" + std::to_string(question.line) + ": ";
}

// The zones with their ready answers, and as they are without.
struct Zones {
  answer::ZoneSet linked;
  answer::ZoneSet plain;
};

void ask(const Case& c, const Question& question, const Zones& zones, Result& result) {
  ++result.questions;
  std::string problem;
  try {
    const Message message = build_message(question);
    problem = compare(question.expected, message, play(zones.linked, c.settings, message), c.settings);
    const std::string plain = compare(question.expected, message, play(zones.plain, c.settings, message), c.settings);
    if (problem.empty() != plain.empty()) problem += "only with ready answers, or only without:\n" + plain;
  } catch (const std::exception& e) {
    throw std::runtime_error(place(c, question) + e.what());
  }
  if (problem.empty()) return;
  ++result.differing;
  result.report += place(c, question) + dig_line(question) + "\n  " + problem;
}

Result run(const std::string& path) {
  Result result;
  const Case c = read_case(path);
  const Zones zones{load_zones(c, true), load_zones(c, false)};
  for (const Question& question : c.questions) ask(c, question, zones, result);
  return result;
}

// The report if the file fails, else nothing.
std::string run_expecting_success(const std::string& path, std::size_t& questions) {
  try {
    const Result result = run(path);
    questions += result.questions;
    return result.report;
  } catch (const std::exception& e) {
    return std::string(e.what()) + "\n";
  }
}

std::string run_expecting_failure(const std::string& path, std::size_t& questions) {
  const bool rejected = path.substr(path.rfind('/') + 1).starts_with("rejected-");
  try {
    const Result result = run(path);
    questions += result.questions;
    if (rejected) return path + ": was read, although it has to be refused\n";
    if (result.differing != result.questions)
      return path + ": a wrong expectation went through; the others:\n" + result.report;
    return "";
  } catch (const std::exception& e) {
    return rejected ? "" : std::string(e.what()) + "\n";
  }
}

int run_all(int argc, char** argv) {
  const bool must_fail = argc > 1 && std::string(argv[1]) == "--must-fail";
  std::size_t questions = 0, failed = 0, count = 0;
  for (int i = must_fail ? 2 : 1; i < argc; ++i) {
    const std::string given = argv[i];
    for (const std::string& path : given.ends_with(".case") ? std::vector{given} : case_files(given)) {
      ++count;
      const std::string report =
          must_fail ? run_expecting_failure(path, questions) : run_expecting_success(path, questions);
      if (report.empty()) continue;
      ++failed;
      std::printf("FAILED %s\n%s\n", path.c_str(), report.c_str());
    }
  }
  std::printf("%zu cases with %zu questions, %zu failed\n", count, questions, failed);
  return failed == 0 && count != 0 ? 0 : 1;
}

}  // namespace
}  // namespace bailiwick::answers

int main(int argc, char** argv) {
  return bailiwick::answers::run_all(argc, argv);
}
