// The loop of tcp_generator.h. A write that the kernel does not take whole counts as a broken connection: what is
// outstanding on one is far smaller than its buffer.

#include "load/tcp_generator.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "load/clock.h"

namespace bailiwick::bench {
namespace {

constexpr std::size_t read_octets = 1 << 16;
constexpr std::size_t length_octets = 2;

}  // namespace

TcpGenerator::TcpGenerator(const Bursts& bursts, const Plan& plan) : bursts_(bursts), plan_(plan) {}

TcpGenerator::~TcpGenerator() {
  for (const Connection& connection : connections_) {
    if (connection.fd >= 0) close(connection.fd);
  }
}

base::Result<void> TcpGenerator::open(const Address& server) {
  server_ = server;
  connections_.resize(plan_.connections);
  for (Connection& connection : connections_) {
    if (auto opened = connect(connection); !opened) return opened;
  }
  return {};
}

base::Result<void> TcpGenerator::connect(Connection& connection) {
  connection.fd = socket(server_.family(), SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connection.fd < 0) return base::fail_errno("cannot open a socket", errno);
  const int on = 1;
  setsockopt(connection.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  if (::connect(connection.fd, server_.get(), server_.length) != 0) {
    const int error = errno;
    close(connection.fd);
    connection.fd = -1;
    return base::fail_errno("cannot connect", error);
  }
  ++tally_.connects;
  return {};
}

// What was outstanding is lost; ask() connects anew.
void TcpGenerator::fail(Connection& connection) {
  close(connection.fd);
  connection.fd = -1;
  connection.input.clear();
  for (Slot& slot : connection.slots) {
    if (!slot.pending) continue;
    slot.pending = false;
    ++tally_.lost;
    --outstanding_;
  }
}

Asked TcpGenerator::next_question() {
  const Burst& burst = bursts_.list[next_burst_];
  const std::uint8_t* const query = bursts_.octets.data() + burst.offset + next_place_ * burst.length;
  const Asked asked{{query, burst.length}, bursts_.expected[burst.first + next_place_]};
  if (++next_place_ == burst.count) {
    next_place_ = 0;
    next_burst_ = next_burst_ + 1 == bursts_.list.size() ? 0 : next_burst_ + 1;
  }
  return asked;
}

void TcpGenerator::ask(Connection& connection, std::int64_t now_ns) {
  if (connection.fd < 0 && !connect(connection)) return;
  std::array<std::uint8_t, max_depth*(head_octets + length_octets)> octets;
  std::size_t end = 0;
  for (unsigned i = 0; i < plan_.depth; ++i) {
    Slot& slot = connection.slots[i];
    if (slot.pending) continue;
    slot = {next_question(), static_cast<std::uint16_t>(slot.sequence + 1), true, now_ns};
    ++tally_.sent;
    ++outstanding_;
    base::store16(octets.data() + end, static_cast<std::uint16_t>(slot.asked.query.size()));
    std::copy(slot.asked.query.begin(), slot.asked.query.end(), octets.data() + end + length_octets);
    base::store16(octets.data() + end + length_octets, static_cast<std::uint16_t>(slot.sequence << 6 | i));
    end += length_octets + slot.asked.query.size();
  }
  if (end > 0 && send(connection.fd, octets.data(), end, MSG_NOSIGNAL | MSG_DONTWAIT) != static_cast<ssize_t>(end)) {
    fail(connection);
  }
}

void TcpGenerator::account(Connection& connection, base::Bytes reply) {
  const std::uint16_t id = reply.size() < header_octets ? 0 : base::load16(reply.data());
  Slot& slot = connection.slots[id & 63];
  if (!slot.pending || (id >> 6) != (slot.sequence & 1023)) {
    ++tally_.late;
    return;
  }
  slot.pending = false;
  --outstanding_;
  judge(slot.asked, reply, reply.size(), tally_);
}

unsigned TcpGenerator::take_replies(Connection& connection) {
  std::size_t start = 0;
  unsigned taken = 0;
  const base::Bytes input = connection.input;
  while (input.size() - start >= length_octets) {
    const std::size_t length = base::load16(input.data() + start);
    if (input.size() - start < length_octets + length) break;
    account(connection, input.subspan(start + length_octets, length));
    start += length_octets + length;
    ++taken;
  }
  connection.input.erase(connection.input.begin(), connection.input.begin() + static_cast<std::ptrdiff_t>(start));
  return taken;
}

unsigned TcpGenerator::receive(Connection& connection) {
  if (connection.fd < 0) return 0;
  const std::size_t had = connection.input.size();
  connection.input.resize(had + read_octets);
  const ssize_t got = recv(connection.fd, connection.input.data() + had, read_octets, MSG_DONTWAIT);
  connection.input.resize(had + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  if (got == 0 || (got < 0 && errno != EAGAIN)) {
    fail(connection);
    return 0;
  }
  return got > 0 ? take_replies(connection) : 0;
}

void TcpGenerator::give_up_late(Connection& connection, std::int64_t now_ns) {
  const std::int64_t timeout_ns = static_cast<std::int64_t>(plan_.timeout_ms) * 1'000'000;
  for (Slot& slot : connection.slots) {
    if (!slot.pending || now_ns - slot.sent_ns <= timeout_ns) continue;
    slot.pending = false;
    ++tally_.lost;
    --outstanding_;
  }
}

Tally TcpGenerator::run() {
  const std::int64_t start_ns = clock_ns();
  const std::int64_t end_ns = start_ns + static_cast<std::int64_t>(plan_.seconds * static_cast<double>(ns_a_second));
  std::int64_t last_answer_ns = start_ns;
  bool ended = false;
  // Ends: as in Generator::run.
  for (std::int64_t now_ns = start_ns; now_ns < end_ns || outstanding_ > 0; now_ns = clock_ns()) {
    ended = ended || now_ns >= end_ns || tally_.sent >= plan_.limit;
    if (ended && outstanding_ == 0) break;
    unsigned got = 0;
    for (Connection& connection : connections_) {
      got += receive(connection);
      if (!ended) ask(connection, now_ns);
    }
    if (got > 0) {
      last_answer_ns = now_ns;
      continue;
    }
    for (Connection& connection : connections_) give_up_late(connection, now_ns);
    ended = nap_until_ended(plan_.nap_us) || ended;
  }
  tally_.seconds = static_cast<double>(last_answer_ns - start_ns) / static_cast<double>(ns_a_second);
  return tally_;
}

}  // namespace bailiwick::bench
