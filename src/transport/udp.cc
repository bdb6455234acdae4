#include "transport/udp.h"

#include <cerrno>
#include <utility>

#include "transport/address.h"

namespace bailiwick::transport {
namespace {

// Turns what the kernel said about how a query came in into what it wants to hear about how the reply goes out: from
// that address, by whichever interface the routing table says. Only a link-local source needs its interface named.
void turn_around(msghdr& header) {
  for (cmsghdr* c = CMSG_FIRSTHDR(&header); c != nullptr; c = CMSG_NXTHDR(&header, c)) {
    if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_PKTINFO) {
      in_pktinfo info;
      std::memcpy(&info, CMSG_DATA(c), sizeof info);
      info.ipi_ifindex = 0;
      std::memcpy(CMSG_DATA(c), &info, sizeof info);
    } else if (c->cmsg_level == IPPROTO_IPV6 && c->cmsg_type == IPV6_PKTINFO) {
      in6_pktinfo info;
      std::memcpy(&info, CMSG_DATA(c), sizeof info);
      if (!IN6_IS_ADDR_LINKLOCAL(&info.ipi6_addr)) info.ipi6_ifindex = 0;
      std::memcpy(CMSG_DATA(c), &info, sizeof info);
    }
  }
}

}  // namespace

UdpBatch::UdpBatch(Responder& responder, metrics::Counters& counters, Handover* handover)
    : responder_(responder), counters_(counters), slots_(std::make_unique<Slots>()), handover_(handover) {
  for (std::size_t i = 0; i < kMessages; ++i) {
    slots_->received_at[i] = {slots_->messages[i].octets.data(), kMessageSize};
    msghdr& header = slots_->received[i].msg_hdr;
    header = {};
    header.msg_name = &slots_->peers[i];
    header.msg_iov = &slots_->received_at[i];
    header.msg_iovlen = 1;
    header.msg_control = &slots_->controls[i];
  }
}

std::size_t UdpBatch::run(const std::shared_ptr<const Descriptor>& socket) {
  prepare();
  const int received = ::recvmmsg(socket->get(), slots_->received.data(), kMessages, MSG_DONTWAIT, nullptr);
  // Nothing waits, or an ICMP error of an earlier reply: neither is worth a word.
  if (received <= 0) return 0;
  used_ = static_cast<std::size_t>(received);
  const std::size_t queries = collect_queries(used_);
  responder_.respond({slots_->exchanges.data(), queries});
  send(socket->get(), collect_replies(queries, socket));
  return used_;
}

// recvmmsg writes over these.
void UdpBatch::prepare() {
  for (std::size_t i = 0; i < used_; ++i) {
    msghdr& header = slots_->received[i].msg_hdr;
    header.msg_namelen = sizeof(Address);
    header.msg_controllen = sizeof(Control);
    header.msg_flags = 0;
  }
  used_ = 0;
}

std::size_t UdpBatch::collect_queries(std::size_t count) {
  std::size_t queries = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const mmsghdr& message = slots_->received[i];
    if ((message.msg_hdr.msg_flags & MSG_TRUNC) != 0) {
      counters_.add(metrics::Counter::UdpQueries);
      counters_.add(metrics::Counter::Silence);
      continue;
    }
    slots_->exchanges[queries] = {.buffer = slots_->messages[i].octets,
                                  .query_size = message.msg_len,
                                  .client = address_octets(&slots_->peers[i].any)};
    slot_of_[queries++] = static_cast<std::uint8_t>(i);
  }
  return queries;
}

std::size_t UdpBatch::collect_replies(std::size_t count, const std::shared_ptr<const Descriptor>& socket) {
  std::size_t replies = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Exchange& exchange = slots_->exchanges[i];
    if (exchange.route == Route::HandedOver) hand_over(exchange, slots_->received[slot_of_[i]].msg_hdr, socket);
    if (exchange.route != Route::Answered) continue;
    msghdr& header = slots_->sent[replies].msg_hdr;
    header = slots_->received[slot_of_[i]].msg_hdr;
    slots_->sent_at[replies] = {exchange.buffer.data(), exchange.reply_size};
    header.msg_iov = &slots_->sent_at[replies];
    header.msg_flags = 0;
    if (header.msg_controllen == 0)
      header.msg_control = nullptr;
    else
      turn_around(header);
    ++replies;
  }
  return replies;
}

void UdpBatch::hand_over(const Exchange& exchange, msghdr& header, const std::shared_ptr<const Descriptor>& socket) {
  const base::Bytes octets = exchange.buffer.first(exchange.query_size);
  UdpMessage message{.octets = {octets.begin(), octets.end()},
                     .client = {static_cast<const sockaddr*>(header.msg_name), header.msg_namelen},
                     .socket = socket};
  if (header.msg_controllen != 0) {
    turn_around(header);
    const auto* const control = static_cast<const std::uint8_t*>(header.msg_control);
    message.control.assign(control, control + header.msg_controllen);
  }
  if (handover_ == nullptr || !handover_->take(std::move(message))) counters_.add(metrics::Counter::SlowPathDropped);
}

void UdpBatch::send(int fd, std::size_t count) {
  std::size_t done = 0;
  // Each round sends or gives up one reply at least.
  while (done < count) {
    const int sent = ::sendmmsg(fd, slots_->sent.data() + done, static_cast<unsigned>(count - done), MSG_DONTWAIT);
    if (sent > 0) {
      done += static_cast<std::size_t>(sent);
      continue;
    }
    // The send buffer is full: the resolvers ask again. Any other error concerns the first of these replies alone (no
    // route to its client, a firewall, a forged source of port 0).
    const std::size_t lost = errno == EAGAIN || errno == EWOULDBLOCK ? count - done : 1;
    counters_.add(metrics::Counter::SendFailures, lost);
    done += lost;
  }
}

}  // namespace bailiwick::transport
