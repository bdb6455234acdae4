// Opens the sockets that Bailiwick listens on, with every option that they need, and puts into words why one could not
// be opened. SO_REUSEPORT gives each worker a socket of its own on one address; IP_PMTUDISC_OMIT keeps forged ICMP
// messages from shrinking replies (RFC 9715 §3.1); a wildcard UDP socket reports the address that it was asked at.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "transport/address.h"
#include "transport/descriptor.h"

namespace bailiwick::transport {

enum class Kind : unsigned char { Udp, Tcp };
// "UDP", "TCP".
const char* kind_name(Kind kind);

// May the address be bound although no interface has it (yet)?
enum class Absent : unsigned char { Fail, Bind };

// A socket that is bound and, for TCP, listening; non-blocking. Several may share one address and port: see
// check_port_free. Fails with a message for the operator that names the address.
base::Result<Descriptor> open_socket(Kind kind, const SocketAddress& address, Absent absent = Absent::Fail);

// The same for a TCP port that no other socket shares, ours of other addresses included.
base::Result<Descriptor> open_alone(const SocketAddress& address, Absent absent = Absent::Fail);

// Fails if a socket of another process is in the way of `address`, even one that would share it by SO_REUSEPORT (a
// second Bailiwick): the message names its owner as far as /proc tells. Any address that is not on this machine passes.
base::Result<void> check_port_free(Kind kind, const SocketAddress& address);

// False if no interface of this machine has the address.
bool is_address_present(const SocketAddress& address);

// Room for a burst: some thousand queries wait in a UDP socket while a worker is busy or waits for its core. The kernel
// caps it at net.core.rmem_max unless we may override that: receive_buffer() is what became of it, in octets.
inline constexpr int kUdpBufferSize = 8 << 20;
std::size_t receive_buffer(int fd);

// Where a socket is bound; tells the port that the kernel chose.
SocketAddress local_address(int fd);

// One socket each kind, on one address: what one worker holds.
struct SocketPair {
  Descriptor udp;
  Descriptor tcp;
};

// `count` pairs on one address. With port 0 all get the same free port. Checks that the port is free first.
base::Result<std::vector<SocketPair>> open_pairs(const SocketAddress& address, std::size_t count,
                                                 Absent absent = Absent::Fail);

}  // namespace bailiwick::transport
