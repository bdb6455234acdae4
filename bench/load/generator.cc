// The loop of generator.h. Ids: ten bits of the port's burst number, six of the place in the burst, so that a reply
// that comes after its burst was given up is told from an answer.

#include "load/generator.h"

#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstring>

#include "load/clock.h"

namespace bailiwick::bench {
namespace {

std::uint64_t low_bits(unsigned count) {
  return count >= 64 ? ~0ULL : (1ULL << count) - 1;
}

}  // namespace

Generator::Generator(Bursts& bursts, const Plan& plan) : bursts_(bursts), plan_(plan) {}

Generator::~Generator() {
  for (const Port& port : ports_) {
    if (port.fd >= 0) close(port.fd);
  }
}

base::Result<void> Generator::open(const Address& server) {
  ports_.resize(plan_.ports);
  for (Port& port : ports_) {
    port.fd = socket(server.family(), SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (port.fd < 0) return base::fail_errno("cannot open a socket", errno);
    const int buffer = 1 << 19;
    if (setsockopt(port.fd, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof(buffer)) != 0) {
      setsockopt(port.fd, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof(buffer));
    }
    if (connect(port.fd, server.get(), server.length) != 0) return base::fail_errno("cannot connect", errno);
    idle_.push_back(&port);
  }
  return {};
}

bool Generator::send_burst(Port& port, std::int64_t now_ns) {
  const Burst& burst = bursts_.list[next_burst_];
  std::uint8_t* const octets = bursts_.octets.data() + burst.offset;
  ++port.sequence;
  for (unsigned i = 0; i < burst.count; ++i) {
    base::store16(octets + i * burst.length, static_cast<std::uint16_t>(port.sequence << 6 | i));
  }

  iovec part{octets, static_cast<std::size_t>(burst.count) * burst.length};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(std::uint16_t))] = {};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  if (burst.count > 1) {
    message.msg_control = control;
    message.msg_controllen = sizeof(control);
    cmsghdr* const header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_UDP;
    header->cmsg_type = UDP_SEGMENT;
    header->cmsg_len = CMSG_LEN(sizeof(std::uint16_t));
    std::memcpy(CMSG_DATA(header), &burst.length, sizeof(burst.length));
  }
  if (sendmsg(port.fd, &message, 0) < 0) {
    ++tally_.unsent;
    return false;
  }
  next_burst_ = next_burst_ + 1 == bursts_.list.size() ? 0 : next_burst_ + 1;
  port.burst = &burst;
  port.pending = low_bits(burst.count);
  port.sent_ns = now_ns;
  port.due_ns = plan_.rate > 0 ? next_due_ns_ : now_ns;
  if (plan_.rate > 0) {
    if (caught_up_) tally_.behind_ns = std::max(tally_.behind_ns, now_ns - next_due_ns_);
    next_due_ns_ += static_cast<std::int64_t>(burst.count * static_cast<double>(ns_a_second) / plan_.rate);
  }
  tally_.sent += burst.count;
  outstanding_ += burst.count;
  return true;
}

void Generator::account(Port& port, base::Bytes head, std::size_t length, std::int64_t now_ns) {
  const Burst& burst = *port.burst;
  const std::uint16_t id = head.size() < header_octets ? 0 : base::load16(head.data());
  const unsigned place = id & 63;
  const bool is_outstanding = (id >> 6) == (port.sequence & 1023) && (port.pending >> place & 1);
  if (!is_outstanding) {
    ++tally_.late;
    return;
  }
  port.pending &= ~(1ULL << place);
  --outstanding_;
  if (plan_.rate > 0) tally_.latency.add(now_ns - port.due_ns);
  const std::uint8_t* const query = bursts_.octets.data() + burst.offset + place * burst.length;
  judge({{query, burst.length}, plan_.any_reply ? Expected{} : bursts_.expected[burst.first + place]}, head, length,
        tally_);
}

unsigned Generator::receive(Port& port) {
  static thread_local std::uint8_t heads[max_burst][head_octets];
  iovec parts[max_burst];
  mmsghdr messages[max_burst];
  const unsigned wanted = static_cast<unsigned>(std::popcount(port.pending));
  for (unsigned i = 0; i < wanted; ++i) {
    parts[i] = {heads[i], head_octets};
    messages[i] = {};
    messages[i].msg_hdr.msg_iov = &parts[i];
    messages[i].msg_hdr.msg_iovlen = 1;
  }
  const int got = recvmmsg(port.fd, messages, wanted, MSG_DONTWAIT | MSG_TRUNC, nullptr);
  const std::int64_t now_ns = got > 0 && plan_.rate > 0 ? clock_ns() : 0;
  for (int i = 0; i < got; ++i) {
    const std::size_t length = messages[i].msg_len;
    account(port, {heads[i], std::min(length, head_octets)}, length, now_ns);
  }
  return got > 0 ? static_cast<unsigned>(got) : 0;
}

unsigned Generator::collect(std::int64_t now_ns) {
  const std::int64_t timeout_ns = static_cast<std::int64_t>(plan_.timeout_ms) * 1'000'000;
  unsigned got = 0;
  for (Port*& port : busy_) {
    got += receive(*port);
    if (port->pending != 0 && now_ns - port->sent_ns > timeout_ns) {
      const unsigned lost = static_cast<unsigned>(std::popcount(port->pending));
      tally_.lost += lost;
      outstanding_ -= lost;
      port->pending = 0;
    }
    if (port->pending == 0) {
      idle_.push_back(port);
      port = nullptr;
    }
  }
  std::erase(busy_, nullptr);
  return got;
}

bool Generator::is_due(std::int64_t now_ns) const {
  if (plan_.rate > 0) return next_due_ns_ <= now_ns;
  return outstanding_ + bursts_.list[next_burst_].count <= plan_.window;
}

void Generator::fill(std::int64_t now_ns) {
  while (is_due(now_ns)) {
    if (idle_.empty()) {
      caught_up_ = false;
      return;
    }
    Port* const port = idle_.front();
    idle_.pop_front();
    if (!send_burst(*port, now_ns)) {  // the server is gone, or our send buffer is full: later, from another port
      idle_.push_back(port);
      return;
    }
    busy_.push_back(port);
  }
  caught_up_ = true;
}

void Generator::count_dropped() {
  for (const Port& port : ports_) {
    std::array<std::uint32_t, SK_MEMINFO_VARS> memory{};
    socklen_t size = sizeof(memory);
    if (getsockopt(port.fd, SOL_SOCKET, SO_MEMINFO, memory.data(), &size) == 0) {
      tally_.dropped += memory[SK_MEMINFO_DROPS];
    }
  }
}

Tally Generator::run() {
  const std::int64_t start_ns = clock_ns();
  const std::int64_t end_ns = start_ns + static_cast<std::int64_t>(plan_.seconds * static_cast<double>(ns_a_second));
  std::int64_t last_answer_ns = start_ns;
  next_due_ns_ = start_ns;
  bool ended = false;
  // Ends: sending stops at end_ns, and what is outstanding then is answered or lost after timeout_ms.
  for (std::int64_t now_ns = start_ns; now_ns < end_ns || outstanding_ > 0; now_ns = clock_ns()) {
    if (now_ns < end_ns && tally_.sent < plan_.limit && !ended) {
      fill(now_ns);
    } else if (outstanding_ == 0) {
      break;
    }
    if (collect(now_ns) > 0) {
      last_answer_ns = now_ns;
    } else if (nap_until_ended(plan_.nap_us)) {
      ended = true;
    }
  }
  count_dropped();
  tally_.seconds = static_cast<double>(last_answer_ns - start_ns) / static_cast<double>(ns_a_second);
  return tally_;
}

}  // namespace bailiwick::bench
