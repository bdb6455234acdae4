// bench_load: asks a server on loopback the questions of a file, as fast as it answers or at a given rate, and prints
// what came back, one "key value" a line, for bench/throughput and for people. SIGTERM ends it early. Exit 0 when
// anything was answered, 1 when nothing was.

#include <sys/prctl.h>

#include <CLI/CLI.hpp>
#include <array>
#include <csignal>
#include <cstdio>

#include "load/bursts.h"
#include "load/generator.h"
#include "load/tcp_generator.h"

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
  line("dropped", tally.dropped);
  line("connects", tally.connects);
  line("truncated", tally.truncated);
  line("referrals", tally.referrals);
  line("reply_octets", tally.answers == 0 ? 0 : tally.octets / tally.answers);
  if (tally.latency.count() > 0) {
    const auto microseconds = [&](const char* key, double share) {
      std::printf("%s %.1f\n", key, static_cast<double>(tally.latency.percentile(share)) / 1e3);
    };
    microseconds("latency_50_us", 0.5);
    microseconds("latency_99_us", 0.99);
    microseconds("latency_99_9_us", 0.999);
    microseconds("latency_most_us", 1);
    std::printf("behind_us %.1f\n", static_cast<double>(tally.behind_ns) / 1e3);
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (tally.rcodes[i] == 0) continue;
    if (names[i] != nullptr) {
      line(names[i], tally.rcodes[i]);
    } else {
      line(("rcode" + std::to_string(i)).c_str(), tally.rcodes[i]);
    }
  }
}

int complain(const base::Error& error) {
  std::fprintf(stderr, "load: %s\n", error.message.c_str());
  return 2;
}

template <typename Kind>
int measure(const Options& options, const Address& server, Bursts& bursts) {
  prctl(PR_SET_TIMERSLACK, 1);  // naps of some microseconds shall be that
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  sigprocmask(SIG_BLOCK, &ending, nullptr);
  Kind generator(bursts, options.plan);
  if (const auto opened = generator.open(server); !opened) return complain(opened.error());
  const Tally tally = generator.run();
  print(bursts, tally);
  return tally.answers > 0 ? 0 : 1;
}

int run(const Options& options) {
  const auto server = parse_loopback(options.server);
  if (!server) return complain(server.error());
  auto bursts = read_bursts(options.questions, options.edns, options.burst);
  if (!bursts) return complain(bursts.error());
  if (options.plan.connections > 0) return measure<TcpGenerator>(options, *server, *bursts);
  return measure<Generator>(options, *server, *bursts);
}

}  // namespace
}  // namespace bailiwick::bench

int main(int argc, char** argv) {
  using namespace bailiwick::bench;
  Options options;
  Plan& plan = options.plan;
  CLI::App app(
      "Ask a DNS server on loopback questions at full load or at a rate, and count and judge what comes back.");
  app.add_option("--server", options.server, "loopback ADDRESS@PORT")->capture_default_str();
  app.add_option("--questions", options.questions, "file of NAME TYPE [RCODE ANSWERS] lines")->required();
  app.add_option("--seconds", plan.seconds, "how long to send, if not ended by SIGTERM")
      ->check(CLI::Range(0.1, 3600.0))
      ->capture_default_str();
  app.add_option("--limit", plan.limit, "most questions to send")->capture_default_str();
  app.add_option("--burst", options.burst, "most questions a burst")->check(CLI::Range(1, 64))->capture_default_str();
  app.add_option("--window", plan.window, "most questions outstanding")
      ->check(CLI::Range(64, 65536))
      ->capture_default_str();
  app.add_option("--rate", plan.rate, "questions a second whatever is outstanding, and show latency (0: full load)")
      ->check(CLI::Range(0.0, 1e7))
      ->capture_default_str();
  app.add_option("--tcp", plan.connections, "TCP connections, instead of UDP (full load only)")
      ->check(CLI::Range(1, 4096));
  app.add_option("--depth", plan.depth, "questions outstanding on each TCP connection")
      ->check(CLI::Range(1u, TcpGenerator::max_depth))
      ->capture_default_str();
  app.add_flag("--any-reply", plan.any_reply, "an echo is right, too");
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
