// bench_load: asks a server on loopback the questions of a file as fast as it answers, and prints what came back, one
// "key value" a line, for bench/throughput and for people. Exit 0 when anything was answered, 1 when nothing was.

#include <sys/prctl.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cstdio>

#include "load/bursts.h"
#include "load/generator.h"

namespace bailiwick::bench {
namespace {

struct Options {
  std::string server = "127.0.0.1@5300";
  std::string questions;
  std::uint16_t burst = 32;
  Edns edns = Edns::Off;
  Plan plan;
};

void print(const Bursts& bursts, const Tally& tally) {
  constexpr std::array<const char*, 16> names{"noerror",  "formerr", "servfail", "nxdomain", "notimp", "refused",
                                              "yxdomain", "yxrrset", "nxrrset",  "notauth",  "notzone"};
  const auto line = [](const char* key, std::uint64_t value) {
    std::printf("%s %llu\n", key, static_cast<unsigned long long>(value));
  };
  line("questions", bursts.questions);
  line("bursts", bursts.list.size());
  line("sent", tally.sent);
  line("answers", tally.answers);
  std::printf("seconds %.6f\n", tally.seconds);
  line("lost", tally.lost);
  line("late", tally.late);
  line("wrong", tally.wrong);
  line("unsent_bursts", tally.unsent);
  line("truncated", tally.truncated);
  line("referrals", tally.referrals);
  line("reply_octets", tally.answers == 0 ? 0 : tally.octets / tally.answers);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (tally.rcodes[i] == 0) continue;
    if (names[i] != nullptr) {
      line(names[i], tally.rcodes[i]);
    } else {
      line(("rcode" + std::to_string(i)).c_str(), tally.rcodes[i]);
    }
  }
}

int run(const Options& options) {
  const auto complain = [](const base::Error& error) {
    std::fprintf(stderr, "load: %s\n", error.message.c_str());
    return 2;
  };
  const auto server = parse_loopback(options.server);
  if (!server) return complain(server.error());
  auto bursts = read_bursts(options.questions, options.edns, options.burst);
  if (!bursts) return complain(bursts.error());
  prctl(PR_SET_TIMERSLACK, 1);  // naps of some microseconds shall be that
  Generator generator(*bursts, options.plan);
  if (const auto opened = generator.open(*server); !opened) return complain(opened.error());
  const Tally tally = generator.run();
  print(*bursts, tally);
  return tally.answers > 0 ? 0 : 1;
}

}  // namespace
}  // namespace bailiwick::bench

int main(int argc, char** argv) {
  using namespace bailiwick::bench;
  Options options;
  Plan& plan = options.plan;
  CLI::App app("Saturate a DNS server on loopback with UDP questions and count what comes back.");
  app.add_option("--server", options.server, "loopback ADDRESS@PORT")->capture_default_str();
  app.add_option("--questions", options.questions, "file of NAME TYPE lines")->required();
  app.add_option("--seconds", plan.seconds, "how long to send")->check(CLI::Range(0.1, 3600.0))->capture_default_str();
  app.add_option("--limit", plan.limit, "most questions to send")->capture_default_str();
  app.add_option("--burst", options.burst, "most questions a burst")->check(CLI::Range(1, 64))->capture_default_str();
  app.add_option("--window", plan.window, "most questions outstanding")
      ->check(CLI::Range(64, 65536))
      ->capture_default_str();
  app.add_option("--ports", plan.ports, "source ports")->check(CLI::Range(1, 4096))->capture_default_str();
  app.add_option("--timeout", plan.timeout_ms, "milliseconds until a question is lost")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str();
  app.add_option("--nap", plan.nap_us, "microseconds to sleep when nothing came")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  app.add_option("--edns", options.edns, "off, on (1232 octets), or do (DO set)")
      ->transform(
          CLI::CheckedTransformer(std::map<std::string, Edns>{{"off", Edns::Off}, {"on", Edns::On}, {"do", Edns::Do}}));
  CLI11_PARSE(app, argc, argv);
  return run(options);
}
