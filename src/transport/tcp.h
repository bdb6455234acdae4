// TCP for one thread, a worker's or the slow path's: accepts or adopts connections, runs a session for each, and closes
// those that are idle too long or have to make way for others. One session that fails is closed, and no other.
#pragma once

#include <exception>
#include <memory>
#include <string>
#include <unordered_map>

#include "metrics/counters.h"
#include "transport/acceptors.h"
#include "transport/asio.h"
#include "transport/connection_table.h"
#include "transport/descriptor.h"
#include "transport/tcp_session.h"
#include "transport/unexpected_log.h"

namespace bailiwick::transport {

class TcpServer final : public ConnectionTable::Owner {
 public:
  // Where messages go that are handed over: a worker has one of the two at most, the slow path the other.
  struct SlowPath {
    Handover* handover = nullptr;
    MessageHandler* handler = nullptr;
  };

  // All must outlive it. The io_context must run until all sessions have ended (see abort), or not run any more, before
  // this goes.
  TcpServer(asio::io_context& context, Responder& responder, metrics::Counters& counters, ConnectionTable& table,
            std::chrono::milliseconds idle_timeout, SlowPath slow_path);

  // Accepts from a listening, non-blocking socket; `label` names it for close().
  void listen(const std::string& label, Descriptor socket);
  // Serves a connection that was handed over, unless it has lost its place in the table on the way.
  void adopt(MovedConnection moved);
  // Takes in the connections that wait there, then closes it. Its sessions go on.
  void close(const std::string& label);
  // Takes in the connections that wait, answers what has come in on all, and closes them.
  void finish();
  // Closes all at once.
  void abort();
  void set_idle_timeout(std::chrono::milliseconds idle_timeout);
  // After something threw: whatever is not waited for any more is again.
  void rearm();

  // From any thread.
  void request_close(std::uint64_t id) override;

 private:
  void admit(asio::ip::tcp::socket socket);
  void run(std::uint64_t id, std::unique_ptr<TcpSession> session);
  void ended(std::uint64_t id, const std::exception_ptr& error);
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
  UnexpectedLog unexpected_;
};

}  // namespace bailiwick::transport
