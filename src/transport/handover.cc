#include "transport/handover.h"

#include <sys/socket.h>

namespace bailiwick::transport {

bool send_reply(const UdpMessage& message, base::Bytes reply) {
  const std::shared_ptr<const Descriptor> socket = message.socket.lock();
  if (socket == nullptr) return false;
  // The kernel only reads what these point to.
  iovec octets{const_cast<std::uint8_t*>(reply.data()), reply.size()};
  msghdr header{};
  header.msg_name = const_cast<sockaddr*>(message.client.data());
  header.msg_namelen = message.client.size();
  header.msg_iov = &octets;
  header.msg_iovlen = 1;
  if (!message.control.empty()) {
    header.msg_control = const_cast<std::uint8_t*>(message.control.data());
    header.msg_controllen = message.control.size();
  }
  return ::sendmsg(socket->get(), &header, MSG_DONTWAIT | MSG_NOSIGNAL) == static_cast<ssize_t>(reply.size());
}

}  // namespace bailiwick::transport
