#include "transport/tcp.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "base/log.h"

namespace bailiwick::transport {
namespace {

constexpr auto kAcceptPause = std::chrono::milliseconds(100);
constexpr auto kTellEvery = std::chrono::seconds(60);
constexpr int kAcceptedAtClose = 4096;  // connections taken in from a listener that is being closed

}  // namespace

TcpServer::TcpServer(asio::io_context& context, Responder& responder, metrics::Counters& counters,
                     ConnectionTable& table, std::chrono::milliseconds idle_timeout)
    : context_(context),
      counters_(counters),
      table_(table),
      shared_{.responder = responder, .idle_timeout = idle_timeout},
      sweep_timer_(context) {}

void TcpServer::listen(const std::string& label, Descriptor socket) {
  sockaddr_storage bound{};
  socklen_t size = sizeof bound;
  ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&bound), &size);
  const auto protocol = bound.ss_family == AF_INET6 ? asio::ip::tcp::v6() : asio::ip::tcp::v4();
  Listener& listener = listeners_.emplace_back(
      Listener{label, asio::ip::tcp::acceptor(context_, protocol, socket.release()), asio::steady_timer(context_)});
  asio::co_spawn(context_, accept_from(listener), [this, &listener](const std::exception_ptr&) {
    std::erase_if(listeners_, [&](const Listener& each) { return &each == &listener; });
  });
}

void TcpServer::close(const std::string& label) {
  for (Listener& listener : listeners_)
    if (listener.label == label) close(listener);
}

void TcpServer::finish() {
  finishing_ = true;
  for (Listener& listener : listeners_) close(listener);
  for (auto& [id, session] : sessions_) session->finish();
}

void TcpServer::abort() {
  boost::system::error_code ignored;
  for (Listener& listener : listeners_) {
    listener.acceptor.close(ignored);
    listener.pause.cancel();
  }
  for (auto& [id, session] : sessions_) session->close();
}

void TcpServer::set_idle_timeout(std::chrono::milliseconds idle_timeout) {
  shared_.idle_timeout = idle_timeout;
}

void TcpServer::request_close(std::uint64_t id) {
  asio::post(context_, [this, id] {
    if (const auto found = sessions_.find(id); found != sessions_.end()) found->second->close();
  });
}

asio::awaitable<void> TcpServer::accept_from(Listener& listener) {
  while (listener.acceptor.is_open()) {
    boost::system::error_code error;
    asio::ip::tcp::socket socket =
        co_await listener.acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
    if (!error) {
      admit(std::move(socket));
      continue;
    }
    if (!listener.acceptor.is_open()) break;
    // EMFILE and the like: the connection stays in the queue and would wake us at once again.
    tell_accept_error(error);
    listener.pause.expires_after(kAcceptPause);
    co_await listener.pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
  }
}

void TcpServer::accept_waiting(Listener& listener) {
  boost::system::error_code error;
  listener.acceptor.non_blocking(true, error);
  for (int i = 0; i < kAcceptedAtClose && !error; ++i) {
    asio::ip::tcp::socket socket(context_);
    listener.acceptor.accept(socket, error);
    if (!error) admit(std::move(socket));
  }
}

void TcpServer::close(Listener& listener) {
  if (!listener.acceptor.is_open()) return;
  accept_waiting(listener);
  boost::system::error_code ignored;
  listener.acceptor.close(ignored);
  listener.pause.cancel();
}

void TcpServer::admit(asio::ip::tcp::socket socket) try {
  boost::system::error_code error;
  const auto endpoint = socket.remote_endpoint(error);
  if (error) return;
  const SocketAddress peer(endpoint.data(), static_cast<socklen_t>(endpoint.size()));
  const std::uint64_t id = next_id_++;
  auto admission = table_.admit(client_key(peer), *this, id);
  counters_.add(metrics::Counter::TcpConnections);
  if (admission.displaced) counters_.add(metrics::Counter::TcpRefused);
  auto& session = sessions_[id];
  session = std::make_unique<TcpSession>(std::move(socket), peer, std::move(admission.ticket), shared_);
  if (finishing_) session->finish();
  asio::co_spawn(context_, session->run(), [this, id](const std::exception_ptr&) { ended(id); });
  arm_sweep();
} catch (const std::exception&) {
  // No memory for one more: this connection is dropped, the others go on.
  sessions_.erase(next_id_ - 1);
}

void TcpServer::ended(std::uint64_t id) {
  sessions_.erase(id);
  if (sessions_.empty()) sweep_timer_.cancel();
}

void TcpServer::arm_sweep() {
  if (sweep_armed_ || sessions_.empty()) return;
  sweep_armed_ = true;
  sweep_timer_.expires_after(
      std::clamp(shared_.idle_timeout / 8, std::chrono::milliseconds(10), std::chrono::milliseconds(250)));
  sweep_timer_.async_wait([this](const boost::system::error_code&) {
    sweep_armed_ = false;
    sweep();
    arm_sweep();
  });
}

void TcpServer::sweep() {
  const Clock::time_point now = Clock::now();
  for (auto& [id, session] : sessions_)
    if (session->deadline() <= now) session->close();
}

void TcpServer::tell_accept_error(const boost::system::error_code& error) {
  const Clock::time_point now = Clock::now();
  if (told_accept_error_ != Clock::time_point() && now - told_accept_error_ < kTellEvery) return;
  told_accept_error_ = now;
  base::log::warning("cannot accept TCP connections for the moment: " + error.message());
}

}  // namespace bailiwick::transport
