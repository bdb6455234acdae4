// Asks a server that is starting the questions given, one after the other, each every --interval milliseconds until its
// first right answer: our question echoed, NOERROR and at least one record (a REFUSED or SERVFAIL while a zone still
// loads is not one), and with --serial also the serial of the SOA. Exit 0 after the last, 1 when --seconds pass
// without. bench/throughput times starts and reloads with it.

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <vector>

#include "base/bytes.h"
#include "common/address.h"
#include "common/question.h"

namespace bailiwick::bench {
namespace {

struct Options {
  std::string server = "127.0.0.1@5300";
  std::vector<std::string> questions;  // name, type, name, type, ...
  int interval_ms = 2;
  int seconds = 60;
  bool any_reply = false;
  std::uint32_t serial = 0;  // 0: whatever it is
};

// The serial stands 20 octets before the end of the rdata (RFC 1035 §3.3.13). `at` is where the first record starts;
// its owner is taken to be a pointer, as every server writes it.
bool has_serial(base::Bytes reply, std::size_t at, std::uint32_t serial) {
  constexpr std::size_t fixed = 12, soa_tail = 20;
  if (reply.size() < at + fixed || (reply[at] & 0xc0) != 0xc0 || base::load16(&reply[at + 2]) != 6) return false;
  const std::size_t end = at + fixed + base::load16(&reply[at + 10]);
  if (end > reply.size() || end < at + fixed + soa_tail) return false;
  const std::uint8_t* const octets = &reply[end - soa_tail];
  return (static_cast<std::uint32_t>(base::load16(octets)) << 16 | base::load16(octets + 2)) == serial;
}

bool is_right(const std::vector<std::uint8_t>& query, base::Bytes reply, const Options& options) {
  if (reply.size() < query.size() || !(reply[2] & 0x80)) return false;
  if (!std::equal(query.begin() + header_octets, query.end(), reply.begin() + header_octets)) return false;
  const bool has_records = base::load16(&reply[6]) + base::load16(&reply[8]) > 0;
  if (options.serial != 0 && !has_serial(reply, query.size(), options.serial)) return false;
  return options.any_reply || ((reply[3] & 0x0f) == 0 && has_records);
}

// One question and the wait for its answer. Nobody listening yet shows as an error from send or recv: not right.
bool ask(int fd, const std::vector<std::uint8_t>& query, const Options& options) {
  std::array<std::uint8_t, 4096> buffer;
  if (send(fd, query.data(), query.size(), 0) < 0) {
    usleep(static_cast<useconds_t>(options.interval_ms) * 1000);
    return false;
  }
  pollfd waiting{fd, POLLIN, 0};
  if (poll(&waiting, 1, options.interval_ms) <= 0) return false;
  // All that is there: questions asked before the server was ready may all be answered at once.
  for (ssize_t got = 1; got > 0;) {
    got = recv(fd, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got > 0 && is_right(query, {buffer.data(), static_cast<std::size_t>(got)}, options)) return true;
  }
  usleep(static_cast<useconds_t>(options.interval_ms) * 1000);
  return false;
}

int complain(const base::Error& error) {
  std::fprintf(stderr, "probe: %s\n", error.message.c_str());
  return 2;
}

int probe(const Options& options) {
  const auto address = parse_loopback(options.server);
  if (!address) return complain(address.error());
  const int fd = socket(address->family(), SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0 || connect(fd, address->get(), address->length) != 0) {
    std::perror("probe");
    return 1;
  }
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(options.seconds);
  for (std::size_t i = 0; i + 1 < options.questions.size(); i += 2) {
    std::vector<std::uint8_t> query;
    const auto made = append_query(options.questions[i], options.questions[i + 1], Edns::Off, query);
    if (!made) return complain(made.error());
    while (!ask(fd, query, options)) {
      if (std::chrono::steady_clock::now() > end) return 1;
    }
  }
  return 0;
}

}  // namespace
}  // namespace bailiwick::bench

int main(int argc, char** argv) {
  bailiwick::bench::Options options;
  CLI::App app("Wait for a server's first right answer.");
  app.add_option("--server", options.server, "loopback ADDRESS@PORT")->capture_default_str();
  app.add_option("--interval", options.interval_ms, "milliseconds between questions")->check(CLI::Range(1, 1000));
  app.add_option("--seconds", options.seconds, "give up after")->check(CLI::Range(1, 3600))->capture_default_str();
  app.add_flag("--any-reply", options.any_reply, "an echo is right, too");
  app.add_option("--serial", options.serial, "the answer must be an SOA with this serial");
  app.add_option("questions", options.questions, "NAME TYPE, as often as wanted")->required();
  CLI11_PARSE(app, argc, argv);
  return bailiwick::bench::probe(options);
}
