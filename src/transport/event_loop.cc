#include "transport/event_loop.h"

#include <exception>
#include <list>
#include <memory>
#include <optional>
#include <utility>

#include "transport/asio.h"
#include "transport/guarded_run.h"
#include "transport/tcp.h"
#include "transport/udp.h"
#include "transport/unexpected_log.h"

namespace bailiwick::transport {
namespace {

// After so many batches from one socket the others get their turn.
constexpr int kBatchesPerTurn = 16;
// A batch of fewer says that the socket is about empty: waiting costs less than asking once more.
constexpr std::size_t kBusyBatch = 8;
// What may still wait at a socket that is being closed.
constexpr int kBatchesAtClose = 256;

}  // namespace

struct EventLoop::Impl {
  // The socket as the loop waits for it, and as datagrams that were handed over find it. It is one descriptor, which
  // the latter closes.
  struct UdpListener {
    UdpListener(asio::io_context& context, const std::string& name, Descriptor descriptor)
        : label(name),
          socket(std::make_shared<const Descriptor>(std::move(descriptor))),
          waiter(context, socket->get()) {}
    ~UdpListener() { close(); }
    UdpListener(const UdpListener&) = delete;
    UdpListener& operator=(const UdpListener&) = delete;

    bool is_open() const { return socket != nullptr; }
    void close() {
      if (waiter.is_open()) waiter.release();
      socket = nullptr;
    }

    std::string label;
    std::shared_ptr<const Descriptor> socket;
    asio::posix::stream_descriptor waiter;
    bool is_armed = false;
  };

  asio::io_context context{1};
  std::optional<asio::executor_work_guard<asio::io_context::executor_type>> work{context.get_executor()};
  UdpBatch batch;
  TcpServer tcp;
  std::list<UdpListener> udp;
  UnexpectedLog unexpected;

  Impl(Responder& responder, metrics::Counters& counters, ConnectionTable& connections, unsigned idle_timeout_ms,
       Handover* handover)
      : batch(responder, counters, handover),
        tcp(context, responder, counters, connections, std::chrono::milliseconds(idle_timeout_ms),
            {.handover = handover}) {}

  void wait(UdpListener& listener) {
    listener.waiter.async_wait(asio::posix::stream_descriptor::wait_read,
                               [this, &listener](const boost::system::error_code&) { serve(listener); });
    listener.is_armed = true;
  }

  // Called by wait(), which close() ends with an error: so a closed listener always comes by here once more.
  void serve(UdpListener& listener) {
    listener.is_armed = false;
    if (!listener.is_open()) {
      std::erase_if(udp, [&](const UdpListener& each) { return &each == &listener; });
      return;
    }
    for (int i = 0; i < kBatchesPerTurn; ++i)
      if (batch.run(listener.socket) < kBusyBatch) return wait(listener);
    asio::post(context, [this, &listener] { serve(listener); });
    listener.is_armed = true;
  }

  // After something threw.
  void rearm() {
    std::erase_if(udp, [](const UdpListener& each) { return !each.is_open() && !each.is_armed; });
    for (UdpListener& listener : udp)
      if (!listener.is_armed) wait(listener);
    tcp.rearm();
  }

  void close(UdpListener& listener, bool answer_waiting) {
    if (!listener.is_open()) return;
    try {
      for (int i = 0; answer_waiting && i < kBatchesAtClose; ++i)
        if (batch.run(listener.socket) == 0) break;
    } catch (const std::exception& error) {
      unexpected.log(error);
    }
    listener.close();
  }
};

EventLoop::EventLoop(Responder& responder, metrics::Counters& counters, ConnectionTable& connections,
                     unsigned tcp_idle_timeout_ms, Handover* handover)
    : impl_(std::make_unique<Impl>(responder, counters, connections, tcp_idle_timeout_ms, handover)) {}

EventLoop::~EventLoop() {
  // Only where run() never ran or was left early is there anything to close.
  abort();
  impl_->context.restart();
  run();
}

void EventLoop::run() noexcept {
  run_guarded(impl_->context, [this] { impl_->rearm(); });
}

void EventLoop::post(std::move_only_function<void()> task) {
  asio::post(impl_->context, [task = std::move(task)]() mutable { task(); });
}

void EventLoop::open(const std::string& label, SocketPair sockets) {
  auto& listener = impl_->udp.emplace_back(impl_->context, label, std::move(sockets.udp));
  impl_->tcp.listen(label, std::move(sockets.tcp));
  impl_->wait(listener);
}

void EventLoop::close(const std::string& label) {
  for (auto& listener : impl_->udp)
    if (listener.label == label) impl_->close(listener, true);
  impl_->tcp.close(label);
}

void EventLoop::set_tcp_idle_timeout_ms(unsigned tcp_idle_timeout_ms) {
  impl_->tcp.set_idle_timeout(std::chrono::milliseconds(tcp_idle_timeout_ms));
}

void EventLoop::finish() {
  for (auto& listener : impl_->udp) impl_->close(listener, true);
  impl_->tcp.finish();
  impl_->work.reset();
}

void EventLoop::abort() {
  for (auto& listener : impl_->udp) impl_->close(listener, false);
  impl_->tcp.abort();
  impl_->work.reset();
}

}  // namespace bailiwick::transport
