// Asks a server that is starting one question, every --interval milliseconds, until the first right answer: our
// question echoed, NOERROR and at least one record (a REFUSED or SERVFAIL while a zone still loads is not one).
// Exit 0 then, 1 when --seconds pass without. bench/throughput times start-up with it.

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
  std::string name, type;
  int interval_ms = 2;
  int seconds = 60;
  bool any_reply = false;
};

bool is_right(const std::vector<std::uint8_t>& query, base::Bytes reply, bool any_reply) {
  if (reply.size() < query.size() || !(reply[2] & 0x80)) return false;
  if (!std::equal(query.begin() + header_octets, query.end(), reply.begin() + header_octets)) return false;
  const bool has_records = base::load16(&reply[6]) + base::load16(&reply[8]) > 0;
  return any_reply || ((reply[3] & 0x0f) == 0 && has_records);
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
  const ssize_t got = recv(fd, buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (got > 0 && is_right(query, {buffer.data(), static_cast<std::size_t>(got)}, options.any_reply)) return true;
  usleep(static_cast<useconds_t>(options.interval_ms) * 1000);
  return false;
}

int probe(const Options& options) {
  const auto address = parse_loopback(options.server);
  std::vector<std::uint8_t> query;
  const auto made = append_query(options.name, options.type, Edns::Off, query);
  if (!address || !made) {
    std::fprintf(stderr, "probe: %s\n", (address ? made.error() : address.error()).message.c_str());
    return 2;
  }
  const int fd = socket(address->family(), SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0 || connect(fd, address->get(), address->length) != 0) {
    std::perror("probe");
    return 1;
  }
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(options.seconds);
  while (std::chrono::steady_clock::now() < end) {
    if (ask(fd, query, options)) return 0;
  }
  return 1;
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
  app.add_option("name", options.name, "name to ask for")->required();
  app.add_option("type", options.type, "type to ask for")->required();
  CLI11_PARSE(app, argc, argv);
  return bailiwick::bench::probe(options);
}
