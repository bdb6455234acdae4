// One thread that answers: its event loop with sockets of its own, its view of what is published, its counters.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>

#include "answer/rate_limiter.h"
#include "metrics/counters.h"
#include "publish/served.h"
#include "transport/event_loop.h"
#include "transport/responder.h"

namespace bailiwick::daemon {

class Worker final : private transport::Responder {
 public:
  // All must outlive the worker; `handover` is the slow path, if there is one.
  Worker(const publish::Publisher& publisher, transport::ConnectionTable& connections, unsigned tcp_idle_timeout_ms,
         transport::Handover* handover = nullptr);
  ~Worker() override;

  // Starts the thread, with all signals blocked; `ended` is called on it last of all.
  void start(std::function<void()> ended);
  // Ends the thread after what has been received is answered; at once if `abort`. Any thread, once started.
  void finish();
  void abort();
  void join();

  void open(const std::string& label, transport::SocketPair sockets);
  void close(const std::string& label);
  void set_tcp_idle_timeout_ms(unsigned tcp_idle_timeout_ms);
  // Moves on to what is published by now, even if no query comes.
  void refresh();
  // Asks for a sign of life: `answered()` becomes `ping`. From one thread.
  void ping(std::uint64_t ping);
  std::uint64_t answered() const { return answered_.load(std::memory_order_acquire); }

  const metrics::Counters& counters() const { return counters_; }

 private:
  void respond(std::span<base::Exchange> batch) override;

  publish::Subscriber subscriber_;
  metrics::Counters counters_;
  answer::RateLimiter limiter_;
  std::atomic<std::uint64_t> answered_ = 0;
  transport::EventLoop loop_;
  std::thread thread_;
};

}  // namespace bailiwick::daemon
