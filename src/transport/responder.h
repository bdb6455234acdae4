// The one door between sockets and answers, as a transport sees it: it knows no DNS.
#pragma once

#include <span>

#include "base/exchange.h"

namespace bailiwick::transport {

using base::Exchange;
using base::Protocol;
using base::Route;

// Called by one worker's thread only; one object a worker. Does not block, allocate or throw.
class Responder {
 public:
  virtual ~Responder() = default;
  virtual void respond(std::span<Exchange> batch) = 0;
};

}  // namespace bailiwick::transport
