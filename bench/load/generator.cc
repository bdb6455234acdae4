// The loop of generator.h. Ids: ten bits of the port's burst number, six of the place in the burst, so that a reply
// that comes after its burst was given up is told from an answer. A reply counts when id and question bytes match.

#include "load/generator.h"

#include <netinet/in.h>
#include <netinet/udp.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <ctime>

namespace bailiwick::bench {
namespace {

constexpr std::size_t head_octets = 288;  // header and the longest question: all that is looked at
constexpr std::int64_t ns_a_second = 1'000'000'000;

std::int64_t clock_ns() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * ns_a_second + now.tv_nsec;
}

std::uint64_t low_bits(unsigned count) {
  return count >= 64 ? ~0ULL : (1ULL << count) - 1;
}

}  // namespace

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
  tally_.sent += burst.count;
  outstanding_ += burst.count;
  return true;
}

void Generator::account(Port& port, base::Bytes head, std::size_t length) {
  const Burst& burst = *port.burst;
  const std::size_t compared = std::min<std::size_t>(head.size(), burst.length) - std::min(header_octets, head.size());
  const std::uint16_t id = head.size() < header_octets ? 0 : base::load16(head.data());
  const unsigned place = id & 63;
  const bool is_outstanding = (id >> 6) == (port.sequence & 1023) && (port.pending >> place & 1);
  if (!is_outstanding) {
    ++tally_.late;
    return;
  }
  const std::uint8_t* const query = bursts_.octets.data() + burst.offset + place * burst.length;
  // With an OPT the query's end need not be the reply's: the question itself ends eleven octets earlier.
  const std::size_t opt = query[11] ? 11 : 0;
  if (!(head[2] & 0x80) || compared < burst.length - header_octets - opt ||
      std::memcmp(head.data() + header_octets, query + header_octets, burst.length - header_octets - opt) != 0) {
    ++tally_.wrong;
    return;
  }
  port.pending &= ~(1ULL << place);
  --outstanding_;
  ++tally_.answers;
  tally_.octets += length;
  ++tally_.rcodes[head[3] & 0x0f];
  if (head[2] & 0x02) ++tally_.truncated;
  if ((head[3] & 0x0f) == 0 && !(head[2] & 0x04) && base::load16(&head[6]) == 0 && base::load16(&head[8]) != 0) {
    ++tally_.referrals;
  }
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
  for (int i = 0; i < got; ++i) {
    const std::size_t length = messages[i].msg_len;
    account(port, {heads[i], std::min(length, head_octets)}, length);
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

void Generator::fill(std::int64_t now_ns) {
  while (!idle_.empty() && outstanding_ + bursts_.list[next_burst_].count <= plan_.window) {
    Port* const port = idle_.front();
    idle_.pop_front();
    if (!send_burst(*port, now_ns)) {  // the server is gone, or our send buffer is full: later, from another port
      idle_.push_back(port);
      return;
    }
    busy_.push_back(port);
  }
}

Tally Generator::run() {
  const std::int64_t start_ns = clock_ns();
  const std::int64_t end_ns = start_ns + static_cast<std::int64_t>(plan_.seconds * static_cast<double>(ns_a_second));
  std::int64_t last_answer_ns = start_ns;
  const timespec nap{0, static_cast<long>(plan_.nap_us) * 1000};
  // Ends: sending stops at end_ns, and what is outstanding then is answered or lost after timeout_ms.
  for (std::int64_t now_ns = start_ns; now_ns < end_ns || outstanding_ > 0; now_ns = clock_ns()) {
    if (now_ns < end_ns && tally_.sent < plan_.limit) {
      fill(now_ns);
    } else if (outstanding_ == 0) {
      break;
    }
    if (collect(now_ns) > 0) {
      last_answer_ns = now_ns;
    } else {
      nanosleep(&nap, nullptr);
    }
  }
  tally_.seconds = static_cast<double>(last_answer_ns - start_ns) / static_cast<double>(ns_a_second);
  return tally_;
}

}  // namespace bailiwick::bench
