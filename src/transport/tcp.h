// TCP for one worker: accepts connections, runs a session for each, and closes those that are idle too long or have to
// make way for others. Belongs to one io_context's thread.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include "metrics/counters.h"
#include "transport/acceptors.h"
#include "transport/asio.h"
#include "transport/connection_table.h"
#include "transport/descriptor.h"
#include "transport/tcp_session.h"

namespace bailiwick::transport {

class TcpServer final : public ConnectionTable::Owner {
 public:
  // The io_context must run until all sessions have ended (see abort) before this goes.
  TcpServer(asio::io_context& context, Responder& responder, metrics::Counters& counters, ConnectionTable& table,
            std::chrono::milliseconds idle_timeout);

  // Accepts from a listening, non-blocking socket; `label` names it for close().
  void listen(const std::string& label, Descriptor socket);
  // Takes in the connections that wait there, then closes it. Its sessions go on.
  void close(const std::string& label);
  // Takes in the connections that wait, answers what has come in on all, and closes them.
  void finish();
  // Closes all at once.
  void abort();
  void set_idle_timeout(std::chrono::milliseconds idle_timeout);

  // From any thread.
  void request_close(std::uint64_t id) override;

 private:
  void admit(asio::ip::tcp::socket socket);
  void ended(std::uint64_t id);
  void arm_sweep();
  void sweep();

  asio::io_context& context_;
  metrics::Counters& counters_;
  ConnectionTable& table_;
  TcpShared shared_;
  bool finishing_ = false;
  Acceptors acceptors_;
  std::unordered_map<std::uint64_t, std::unique_ptr<TcpSession>> sessions_;
  std::uint64_t next_id_ = 1;
  asio::steady_timer sweep_timer_;
  bool sweep_armed_ = false;
};

}  // namespace bailiwick::transport
