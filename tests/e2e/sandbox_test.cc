// The server under the system calls that its unit leaves it: a call that is missing from the list would show on its
// operator's machine only. The list is the unit's own, its sets spelt out by systemd-analyze; what systemd makes of
// MemoryDenyWriteExecute=, RestrictRealtime= and RestrictAddressFamilies= stands beside it.
#include <doctest/doctest.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <cerrno>
#include <future>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <thread>

#include "e2e/site.h"
#include "support/sanitized.h"

namespace bailiwick::e2e {
namespace {

using Names = std::set<std::string>;
using Filter = std::unique_ptr<void, decltype(&seccomp_release)>;

std::map<std::string, Names> sets_of_systemd() {
  const support::TempDir dir("sandbox");
  support::run_to_end({"systemd-analyze", "syscall-filter", "--no-pager"}, dir.path());
  std::istringstream lines(support::read_file(dir.path() / "log"));
  std::map<std::string, Names> sets;
  std::string current;
  for (std::string line, word; std::getline(lines, line);) {
    if (line.starts_with('@')) current = line;
    if (std::istringstream words(line); line.starts_with(' ') && words >> word && word != "#")
      sets[current].insert(word);
  }
  return sets;
}

void expand(const std::map<std::string, Names>& sets, const std::string& word, Names& out) {
  if (!word.starts_with('@')) {
    out.insert(word);
    return;
  }
  for (const auto& member : sets.at(word)) expand(sets, member, out);
}

// systemd.exec(5): each SystemCallFilter= adds to the list, or takes away from it where it begins with ~.
Names allowed_by_unit() {
  const auto sets = sets_of_systemd();
  const std::string key = "SystemCallFilter=";
  std::istringstream lines(support::read_file(BAILIWICK_UNIT));
  Names allowed;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(key)) continue;
    line.erase(0, key.size());
    const bool is_taken_away = line.starts_with('~');
    std::istringstream words(line.substr(is_taken_away ? 1 : 0));
    Names named;
    for (std::string word; words >> word;) expand(sets, word, named);
    for (const auto& name : named) is_taken_away ? void(allowed.erase(name)) : void(allowed.insert(name));
  }
  return allowed;
}

Filter all_but(const Names& allowed) {
  Filter filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)), &seccomp_release);
  for (const auto& name : allowed) {
    const int number = seccomp_syscall_resolve_name(name.c_str());
    if (number >= 0) REQUIRE(seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, number, 0) == 0);
  }
  return filter;
}

// As src/shared/seccomp-util.c of systemd has it.
Filter restrictions() {
  Filter filter(seccomp_init(SCMP_ACT_ALLOW), &seccomp_release);
  const auto refuse = [&](unsigned error, int call, const scmp_arg_cmp& argument) {
    REQUIRE(seccomp_rule_add_array(filter.get(), SCMP_ACT_ERRNO(error), call, 1, &argument) == 0);
  };
  constexpr unsigned kWriteExec = PROT_WRITE | PROT_EXEC;
  refuse(EPERM, SCMP_SYS(mmap), {2, SCMP_CMP_MASKED_EQ, kWriteExec, kWriteExec});
  refuse(EPERM, SCMP_SYS(mprotect), {2, SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC});
  for (const unsigned policy : {SCHED_FIFO, SCHED_RR})
    refuse(EPERM, SCMP_SYS(sched_setscheduler), {1, SCMP_CMP_EQ, policy, 0});
  for (unsigned family = 0; family < AF_MAX; ++family)
    if (family != AF_INET && family != AF_INET6 && family != AF_UNIX)
      refuse(EAFNOSUPPORT, SCMP_SYS(socket), {0, SCMP_CMP_EQ, family, 0});
  return filter;
}

// What is published is kept after it is served.
bool wait_until_kept(const Site& site, const std::string& text) {
  for (int tries = 0; tries < 2000; ++tries) {
    if (support::read_file(site.dir().path() / "state/serials.log").find(text) != std::string::npos) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

void start_answer_reload_and_end() {
  Site site;
  site.zone("example.com", example_zone(1));
  const std::uint16_t metrics = support::free_port();
  site.configure("metrics: {listen: 127.0.0.1@" + std::to_string(metrics) + "}");
  site.start();
  CHECK(site.serial() == "1");
  CHECK(site.ask("www.example.com.", "A", true).answer.size() == 1);
  site.zone("example.com", example_zone(2));
  site.reload();
  CHECK(site.serial() == "2");
  CHECK(get_metrics(metrics).starts_with("HTTP/1.1 200 "));
  CHECK(site.process().wait_for_log("reloaded: serving 2 zones"));
  CHECK(wait_until_kept(site, "example.com. 2 "));
  site.process().signal(SIGTERM);
  CHECK(site.process().wait(std::chrono::seconds(5)) == 0);
  const std::string log = site.process().log();
  CAPTURE(log);
  CHECK(log.find("not permitted") == std::string::npos);
  CHECK(log.find(" error ") == std::string::npos);
}

// A filter holds for the thread that asks for it, and what that starts: this test's other threads go on without.
void under(const Names& allowed) {
  std::async(std::launch::async, [&] {
    const Filter list = all_but(allowed);
    const Filter more = restrictions();
    REQUIRE(seccomp_load(more.get()) == 0);
    REQUIRE(seccomp_load(list.get()) == 0);
    start_answer_reload_and_end();
  }).get();
}

// Sanitizers make system calls of their own.
TEST_CASE("the server starts, answers, reloads and ends with the system calls that its unit allows" *
          doctest::skip(support::kSanitized)) {
  const Names allowed = allowed_by_unit();
  REQUIRE(allowed.contains("recvmmsg"));
  REQUIRE_FALSE(allowed.contains("ptrace"));
  // Others fail; without this they would kill.
  REQUIRE(log_line(support::read_file(BAILIWICK_UNIT), "SystemCallErrorNumber=EPERM") != "");
  under(allowed);
}

TEST_CASE("... and all the same where a manager that is stricter keeps it from choosing how its threads are scheduled" *
          doctest::skip(support::kSanitized)) {
  Names allowed = allowed_by_unit();
  for (const char* name : {"sched_setattr", "sched_getattr", "setpriority"}) CHECK(allowed.erase(name) == 1);
  under(allowed);
}

}  // namespace
}  // namespace bailiwick::e2e
