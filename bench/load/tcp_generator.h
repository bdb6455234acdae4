// A closed loop over TCP (RFC 7766): `connections` of them, each with `depth` questions outstanding; whatever is
// answered is followed by as many new questions in one write. Replies may come in any order. As over UDP (generator.h)
// nobody waits on the sockets: a pass over all of them, then a nap if there was nothing. A connection that the server
// closes is opened again, and its questions are lost.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/result.h"
#include "common/address.h"
#include "load/generator.h"

namespace bailiwick::bench {

class TcpGenerator {
 public:
  static constexpr unsigned max_depth = 64;

  TcpGenerator(const Bursts& bursts, const Plan& plan);
  ~TcpGenerator();
  TcpGenerator(const TcpGenerator&) = delete;
  TcpGenerator& operator=(const TcpGenerator&) = delete;

  base::Result<void> open(const Address& server);
  Tally run();

 private:
  struct Slot {
    Asked asked;
    std::uint16_t sequence = 0;  // its low ten bits are the upper ten of the id, the slot's number the lower six
    bool pending = false;
    std::int64_t sent_ns = 0;
  };
  struct Connection {
    int fd = -1;
    std::array<Slot, max_depth> slots;
    std::vector<std::uint8_t> input;  // replies not yet complete
  };

  base::Result<void> connect(Connection& connection);
  void fail(Connection& connection);
  Asked next_question();
  void ask(Connection& connection, std::int64_t now_ns);
  unsigned take_replies(Connection& connection);
  void account(Connection& connection, base::Bytes reply);
  unsigned receive(Connection& connection);
  void give_up_late(Connection& connection, std::int64_t now_ns);

  const Bursts& bursts_;
  const Plan plan_;
  Address server_;
  Tally tally_;
  std::vector<Connection> connections_;
  std::size_t next_burst_ = 0, next_place_ = 0;
  unsigned outstanding_ = 0;
};

}  // namespace bailiwick::bench
