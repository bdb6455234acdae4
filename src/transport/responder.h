// The one door between sockets and answers. A transport hands over queries' bytes and gets replies' bytes; it knows no DNS.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/bytes.h"

namespace bailiwick::transport {

enum class Protocol : std::uint8_t { Udp, Tcp };

// One query and the place for its reply. The query lies in the first query_size octets of the buffer; the reply is
// written over it (so the header and question need not move) and may use the whole buffer.
struct Exchange {
  base::MutableBytes buffer;
  std::size_t query_size = 0;
  std::size_t reply_size = 0;  // out; 0 means silence
  Protocol protocol = Protocol::Udp;
};

// Called by one worker's thread only; one object a worker. Does not block, allocate or throw.
class Responder {
 public:
  virtual ~Responder() = default;
  virtual void respond(std::span<Exchange> batch) = 0;
};

}  // namespace bailiwick::transport
