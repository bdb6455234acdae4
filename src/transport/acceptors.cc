#include "transport/acceptors.h"

#include <exception>
#include <utility>

#include "base/log.h"

namespace bailiwick::transport {
namespace {

constexpr auto kAcceptPause = std::chrono::milliseconds(100);
constexpr auto kTellEvery = std::chrono::seconds(60);
constexpr int kAcceptedAtClose = 4096;  // connections taken in from a listener that is being closed

}  // namespace

Acceptors::Acceptors(asio::io_context& context, std::function<void(asio::ip::tcp::socket)> admit)
    : context_(context), admit_(std::move(admit)) {}

void Acceptors::listen(const std::string& label, Descriptor socket) {
  sockaddr_storage bound{};
  socklen_t size = sizeof bound;
  ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&bound), &size);
  const auto protocol = bound.ss_family == AF_INET6 ? asio::ip::tcp::v6() : asio::ip::tcp::v4();
  arm(listeners_.emplace_back(
      Listener{label, asio::ip::tcp::acceptor(context_, protocol, socket.release()), asio::steady_timer(context_)}));
}

void Acceptors::rearm() {
  for (auto listener = listeners_.begin(); listener != listeners_.end();) {
    Listener& each = *listener++;  // may go
    if (!each.is_armed) disarmed(each);
  }
}

void Acceptors::arm(Listener& listener) {
  asio::co_spawn(context_, accept_from(listener), [this, &listener](const std::exception_ptr& error) {
    listener.is_armed = false;
    if (error != nullptr) unexpected_.log(error);
    disarmed(listener);
  });
  listener.is_armed = true;
}

void Acceptors::disarmed(Listener& listener) {
  if (listener.acceptor.is_open()) return arm(listener);
  std::erase_if(listeners_, [&](const Listener& each) { return &each == &listener; });
}

void Acceptors::hand_on(asio::ip::tcp::socket socket) try {
  admit_(std::move(socket));
} catch (const std::exception& error) {
  unexpected_.log(error);
}

void Acceptors::close(const std::string& label) {
  for (Listener& listener : listeners_)
    if (listener.label == label) close(listener);
}

void Acceptors::close() {
  for (Listener& listener : listeners_) close(listener);
}

void Acceptors::abort() {
  for (Listener& listener : listeners_) abort(listener);
}

asio::awaitable<void> Acceptors::accept_from(Listener& listener) {
  while (listener.acceptor.is_open()) {
    boost::system::error_code error;
    asio::ip::tcp::socket socket =
        co_await listener.acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
    if (!error) {
      hand_on(std::move(socket));
      continue;
    }
    if (!listener.acceptor.is_open()) break;
    // EMFILE and the like: the connection stays in the queue and would wake us at once again.
    tell_error(error);
    listener.pause.expires_after(kAcceptPause);
    co_await listener.pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
  }
}

void Acceptors::accept_waiting(Listener& listener) {
  boost::system::error_code error;
  listener.acceptor.non_blocking(true, error);
  for (int i = 0; i < kAcceptedAtClose && !error; ++i) {
    asio::ip::tcp::socket socket(context_);
    listener.acceptor.accept(socket, error);
    if (!error) hand_on(std::move(socket));
  }
}

void Acceptors::close(Listener& listener) {
  if (!listener.acceptor.is_open()) return;
  accept_waiting(listener);
  abort(listener);
}

void Acceptors::abort(Listener& listener) {
  boost::system::error_code ignored;
  listener.acceptor.close(ignored);
  listener.pause.cancel();
}

void Acceptors::tell_error(const boost::system::error_code& error) {
  const auto now = std::chrono::steady_clock::now();
  if (told_error_ != std::chrono::steady_clock::time_point() && now - told_error_ < kTellEvery) return;
  told_error_ = now;
  base::log::warning("cannot accept TCP connections for the moment: " + error.message());
}

}  // namespace bailiwick::transport
