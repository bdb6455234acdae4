// What goes through the one door between sockets and answers: a query's bytes in, a reply's bytes out.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"

namespace bailiwick::base {

enum class Protocol : std::uint8_t { Udp, Tcp };

// What has become of a query. HandedOver: it is not an ordinary question, and its sender could be allowed what it asks
// for: the slow path takes it as it came.
enum class Route : std::uint8_t { Silent, Answered, HandedOver };

// One query and the place for its reply. The query lies in the first query_size octets of the buffer; the reply is
// written over it (so the header and question need not move) and may use the whole buffer.
struct Exchange {
  MutableBytes buffer;
  std::size_t query_size = 0;
  std::size_t reply_size = 0;  // out; not 0 if and only if the route is Answered
  Protocol protocol = Protocol::Udp;
  Route route = Route::Silent;  // out
  Bytes client;                 // the client's address: 4 or 16 octets, or none where nobody knows it
};

}  // namespace bailiwick::base
