// UDP: takes up to 64 queries from a socket with one system call, has them answered in place, and sends the replies
// with another. Owns all buffers, so that nothing is allocated for a packet. A reply leaves from the address that was
// asked.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "metrics/counters.h"
#include "transport/handover.h"
#include "transport/responder.h"

namespace bailiwick::transport {

// One worker's buffers, for all its sockets in turn. Used by that worker's thread only.
class UdpBatch {
 public:
  static constexpr std::size_t kMessages = 64;
  // Queries up to this size are answered; longer ones, which no resolver sends, get silence.
  static constexpr std::size_t kMessageSize = 4096;

  // `handover`, if any, takes the messages that are handed over; what it does not take is counted.
  UdpBatch(Responder& responder, metrics::Counters& counters, Handover* handover = nullptr);

  // Receives what waits at `socket`, at most one batch, answers and sends. Returns the number of datagrams received, 0
  // when none waited. Never blocks; replies that the kernel does not take are counted and forgotten. If the responder
  // throws, what was received is lost.
  std::size_t run(const std::shared_ptr<const Descriptor>& socket);

 private:
  union Address {
    sockaddr any;
    sockaddr_in v4;
    sockaddr_in6 v6;
  };
  // Room for one IP_PKTINFO or IPV6_PKTINFO.
  struct alignas(cmsghdr) Control {
    std::uint8_t octets[CMSG_SPACE(sizeof(in6_pktinfo))];
  };
  // With a line of the cache between them: messages that all begin where a page does would share the few lines of the
  // first-level cache that are there for that place.
  struct Message {
    std::array<std::uint8_t, kMessageSize> octets;
    std::array<std::uint8_t, 64> apart;
  };
  struct Slots {
    std::array<Message, kMessages> messages;
    std::array<Address, kMessages> peers;
    std::array<Control, kMessages> controls;
    std::array<iovec, kMessages> received_at;
    std::array<mmsghdr, kMessages> received;
    std::array<Exchange, kMessages> exchanges;
    std::array<iovec, kMessages> sent_at;
    std::array<mmsghdr, kMessages> sent;
  };

  void prepare();
  std::size_t collect_queries(std::size_t count);
  std::size_t collect_replies(std::size_t count, const std::shared_ptr<const Descriptor>& socket);
  void hand_over(const Exchange& exchange, msghdr& header, const std::shared_ptr<const Descriptor>& socket);
  void send(int fd, std::size_t count);

  Responder& responder_;
  metrics::Counters& counters_;
  std::unique_ptr<Slots> slots_;
  std::array<std::uint8_t, kMessages> slot_of_;  // the slot of each exchange
  std::size_t used_ = kMessages;                 // slots that the kernel has written over since prepare()
  Handover* handover_;
};

}  // namespace bailiwick::transport
