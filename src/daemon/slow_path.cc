#include "daemon/slow_path.h"

#include <pthread.h>
#include <signal.h>

#include <chrono>
#include <memory>
#include <utility>

#include "answer/answer.h"
#include "base/clock.h"
#include "daemon/scheduling.h"
#include "transport/guarded_run.h"

namespace bailiwick::daemon {

namespace asio = boost::asio;

class SlowPath::UdpReplies final : public transport::Replies {
 public:
  explicit UdpReplies(const transport::UdpMessage& message) : message_(message) {}
  asio::awaitable<bool> send(base::Bytes reply) override { co_return transport::send_reply(message_, reply); }

 private:
  const transport::UdpMessage& message_;
};

// A datagram in its place, which it gives back when it goes, wherever that is.
struct SlowPath::Queued {
  Queued(transport::UdpMessage taken, std::atomic<std::size_t>& in_use)
      : message(std::move(taken)), places(in_use), number(in_use.fetch_add(1, std::memory_order_relaxed) + 1) {}
  ~Queued() { places.fetch_sub(1, std::memory_order_relaxed); }
  Queued(const Queued&) = delete;
  Queued& operator=(const Queued&) = delete;

  transport::UdpMessage message;
  std::atomic<std::size_t>& places;
  std::size_t number;  // of places in use when it came, its own counted
};

SlowPath::SlowPath(const publish::Publisher& publisher, transport::ConnectionTable& connections,
                   unsigned tcp_idle_timeout_ms, transport::MessageHandler& handler)
    : subscriber_(publisher),
      handler_(handler),
      tcp_(context_, *this, counters_, connections, std::chrono::milliseconds(tcp_idle_timeout_ms),
           {.handler = &handler}) {}

SlowPath::~SlowPath() {
  if (!thread_.joinable()) return;
  abort();
  join();
}

void SlowPath::start(std::function<void()> ended) {
  // A new thread inherits the mask: signals are the main thread's business.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  thread_ = std::thread([this, ended = std::move(ended)] {
    pthread_setname_np(pthread_self(), "slow-path");
    go_behind_workers();
    transport::run_guarded(context_, [this] { tcp_.rearm(); });
    ended();
  });
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void SlowPath::finish() {
  asio::post(context_, [this] {
    tcp_.finish();
    work_.reset();
  });
}

// A handler may wait for something that does not come: the loop ends without it.
void SlowPath::abort() {
  asio::post(context_, [this] {
    tcp_.abort();
    context_.stop();
  });
}

void SlowPath::join() {
  if (thread_.joinable()) thread_.join();
}

bool SlowPath::take(transport::UdpMessage message) {
  auto queued = std::make_unique<Queued>(std::move(message), messages_);
  if (queued->number > kMostMessages) return false;
  asio::post(context_, [this, queued = std::move(queued)]() mutable {
    asio::co_spawn(context_, handle(std::move(queued)), [this](const std::exception_ptr& error) {
      if (error != nullptr) unexpected_.log(error);
    });
  });
  return true;
}

void SlowPath::take(transport::MovedConnection connection) {
  asio::post(context_, [this, connection = std::move(connection)]() mutable { tcp_.adopt(std::move(connection)); });
}

void SlowPath::refresh() {
  asio::post(context_, [this] { subscriber_.served(); });
}

void SlowPath::set_tcp_idle_timeout_ms(unsigned tcp_idle_timeout_ms) {
  asio::post(context_,
             [this, tcp_idle_timeout_ms] { tcp_.set_idle_timeout(std::chrono::milliseconds(tcp_idle_timeout_ms)); });
}

void SlowPath::respond(std::span<base::Exchange> batch) {
  const publish::Served& served = subscriber_.served();
  answer::respond(*served.zones, served.settings, batch, {.now = base::now(), .counters = counters_});
}

asio::awaitable<void> SlowPath::handle(std::unique_ptr<Queued> queued) {
  const transport::UdpMessage& udp = queued->message;
  const transport::Message message{.octets = udp.octets, .protocol = base::Protocol::Udp, .client = udp.client};
  UdpReplies replies(udp);
  co_await handler_.handle(message, replies);
}

}  // namespace bailiwick::daemon
