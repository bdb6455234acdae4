// One worker's sockets and the loop that serves them: waits for all at once, moves UDP in batches, runs the TCP
// sessions. Whoever owns it gives it a thread; all but post() and the constructor belong to that thread (or come before
// run()).
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "metrics/counters.h"
#include "transport/connection_table.h"
#include "transport/handover.h"
#include "transport/responder.h"
#include "transport/sockets.h"

namespace bailiwick::transport {

class EventLoop {
 public:
  // `responder` and `counters` are used by the loop's thread alone; all must outlive the loop. `handover` takes what is
  // for the slow path; without one datagrams for it are dropped, and connections closed.
  EventLoop(Responder& responder, metrics::Counters& counters, ConnectionTable& connections,
            unsigned tcp_idle_timeout_ms, Handover* handover = nullptr);
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  // Serves until finish() or abort() has done its work. Throws nothing: where something below does, it is logged, and
  // all sockets are served on.
  void run() noexcept;

  // Has the loop's thread call `task`. From any thread; after run() has returned the task is never called.
  void post(std::move_only_function<void()> task);

  // Serves a pair of sockets; `label` names it for close().
  void open(const std::string& label, SocketPair sockets);
  // Answers what waits at these sockets, then closes them. Their TCP connections go on.
  void close(const std::string& label);
  void set_tcp_idle_timeout_ms(unsigned tcp_idle_timeout_ms);
  // Answers what has been received, closes everything, and lets run() return.
  void finish();
  // Closes everything at once and lets run() return.
  void abort();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace bailiwick::transport
