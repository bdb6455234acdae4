#include "transport/event_loop.h"

#include <exception>
#include <list>
#include <optional>
#include <utility>

#include "base/log.h"
#include "transport/asio.h"
#include "transport/tcp.h"
#include "transport/udp.h"

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
  struct UdpListener {
    std::string label;
    asio::posix::stream_descriptor socket;
  };

  asio::io_context context{1};
  std::optional<asio::executor_work_guard<asio::io_context::executor_type>> work{context.get_executor()};
  UdpBatch batch;
  TcpServer tcp;
  std::list<UdpListener> udp;

  Impl(Responder& responder, metrics::Counters& counters, ConnectionTable& connections, unsigned idle_timeout_ms)
      : batch(responder, counters),
        tcp(context, responder, counters, connections, std::chrono::milliseconds(idle_timeout_ms)) {}

  void wait(UdpListener& listener) {
    listener.socket.async_wait(asio::posix::stream_descriptor::wait_read,
                               [this, &listener](const boost::system::error_code&) { serve(listener); });
  }

  // Called by wait(), which close() ends with an error: so a closed listener always comes by here once more.
  void serve(UdpListener& listener) {
    if (!listener.socket.is_open()) {
      std::erase_if(udp, [&](const UdpListener& each) { return &each == &listener; });
      return;
    }
    for (int i = 0; i < kBatchesPerTurn; ++i)
      if (batch.run(listener.socket.native_handle()) < kBusyBatch) return wait(listener);
    asio::post(context, [this, &listener] { serve(listener); });
  }

  void close(UdpListener& listener, bool answer_waiting) {
    if (!listener.socket.is_open()) return;
    for (int i = 0; answer_waiting && i < kBatchesAtClose; ++i)
      if (batch.run(listener.socket.native_handle()) == 0) break;
    boost::system::error_code ignored;
    listener.socket.close(ignored);
  }
};

EventLoop::EventLoop(Responder& responder, metrics::Counters& counters, ConnectionTable& connections,
                     unsigned tcp_idle_timeout_ms)
    : impl_(std::make_unique<Impl>(responder, counters, connections, tcp_idle_timeout_ms)) {}

EventLoop::~EventLoop() {
  // Only where run() never ran or was left early is there anything to close.
  abort();
  impl_->context.restart();
  run();
}

void EventLoop::run() noexcept {
  for (;;) {
    try {
      impl_->context.run();
      return;
    } catch (const std::exception& e) {
      // Out of memory, at worst: what was being done is lost, the loop goes on.
      base::log::error(std::string("a worker caught an unexpected error and goes on: ") + e.what());
    }
  }
}

void EventLoop::post(std::move_only_function<void()> task) {
  asio::post(impl_->context, [task = std::move(task)]() mutable { task(); });
}

void EventLoop::open(const std::string& label, SocketPair sockets) {
  auto& listener = impl_->udp.emplace_back(
      Impl::UdpListener{label, asio::posix::stream_descriptor(impl_->context, sockets.udp.release())});
  impl_->wait(listener);
  impl_->tcp.listen(label, std::move(sockets.tcp));
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
