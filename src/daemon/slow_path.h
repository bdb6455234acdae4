// What is no ordinary question, away from the workers: one thread, one io_context. Datagrams wait in a bounded queue,
// connections come whole and stay. All is given to one handler, message by message; ordinary questions on such a
// connection are answered as a worker would.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

#include "metrics/counters.h"
#include "publish/served.h"
#include "transport/asio.h"
#include "transport/handover.h"
#include "transport/message_handler.h"
#include "transport/tcp.h"

namespace bailiwick::daemon {

class SlowPath final : public transport::Handover, private transport::Responder {
 public:
  // Datagrams that wait or are being handled; more are not taken.
  static constexpr std::size_t kMostMessages = 1024;

  // All must outlive it, and it the workers that hand over to it.
  SlowPath(const publish::Publisher& publisher, transport::ConnectionTable& connections, unsigned tcp_idle_timeout_ms,
           transport::MessageHandler& handler);
  ~SlowPath() override;

  // Starts the thread, with all signals blocked; `ended` is called on it last of all.
  void start(std::function<void()> ended);
  // Ends the thread once all that was handed over is handled, and what has come in on its connections; at once if
  // `abort`, with whatever is unfinished dropped. What is handed over later is dropped, so the workers end first. Any
  // thread, once started.
  void finish();
  void abort();
  void join();

  // From any worker's thread.
  bool take(transport::UdpMessage message) override;
  void take(transport::MovedConnection connection) override;

  // Moves on to what is published by now.
  void refresh();
  void set_tcp_idle_timeout_ms(unsigned tcp_idle_timeout_ms);
  const metrics::Counters& counters() const { return counters_; }

 private:
  struct Queued;
  class UdpReplies;

  void respond(std::span<base::Exchange> batch) override;
  boost::asio::awaitable<void> handle(std::unique_ptr<Queued> queued);

  publish::Subscriber subscriber_;
  metrics::Counters counters_;
  transport::MessageHandler& handler_;
  std::atomic<std::size_t> messages_ = 0;
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{context_.get_executor()};
  transport::UnexpectedLog unexpected_;
  transport::TcpServer tcp_;
  std::thread thread_;
};

}  // namespace bailiwick::daemon
