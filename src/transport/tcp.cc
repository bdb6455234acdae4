#include "transport/tcp.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace bailiwick::transport {
TcpServer::TcpServer(asio::io_context& context, Responder& responder, metrics::Counters& counters,
                     ConnectionTable& table, std::chrono::milliseconds idle_timeout, SlowPath slow_path)
    : context_(context),
      counters_(counters),
      table_(table),
      shared_{.idle_timeout = idle_timeout,
              .batch = TcpBatch(responder),
              .handover = slow_path.handover,
              .handler = slow_path.handler},
      acceptors_(context, [this](asio::ip::tcp::socket socket) { admit(std::move(socket)); }),
      sweep_timer_(context) {}

void TcpServer::listen(const std::string& label, Descriptor socket) {
  acceptors_.listen(label, std::move(socket));
}

void TcpServer::close(const std::string& label) {
  acceptors_.close(label);
}

void TcpServer::finish() {
  finishing_ = true;
  acceptors_.close();
  for (auto& [id, session] : sessions_) session->finish();
}

void TcpServer::abort() {
  acceptors_.abort();
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

void TcpServer::admit(asio::ip::tcp::socket socket) try {
  boost::system::error_code error;
  const auto endpoint = socket.remote_endpoint(error);
  if (error) return;
  const SocketAddress peer(endpoint.data(), static_cast<socklen_t>(endpoint.size()));
  const std::uint64_t id = next_id_++;
  auto admission = table_.admit(client_key(peer), *this, id);
  counters_.add(metrics::Counter::TcpConnections);
  if (admission.displaced) counters_.add(metrics::Counter::TcpRefused);
  run(id, std::make_unique<TcpSession>(std::move(socket), peer, std::move(admission.ticket), shared_));
} catch (const std::exception& error) {
  // No memory for one more: this connection is dropped, the others go on.
  unexpected_.log(error);
}

void TcpServer::adopt(MovedConnection moved) try {
  boost::system::error_code error;
  asio::ip::tcp::socket socket(context_);
  socket.assign(moved.peer.family() == AF_INET6 ? asio::ip::tcp::v6() : asio::ip::tcp::v4(), moved.socket.get(), error);
  if (error) return;
  moved.socket.release();
  const std::uint64_t id = next_id_++;
  if (moved.ticket.move_to(*this, id))
    run(id, std::make_unique<TcpSession>(std::move(socket), std::move(moved), shared_));
} catch (const std::exception& error) {
  unexpected_.log(error);
}

void TcpServer::run(std::uint64_t id, std::unique_ptr<TcpSession> session) {
  TcpSession& running = *session;
  if (finishing_) running.finish();
  sessions_.emplace(id, std::move(session));
  try {
    asio::co_spawn(context_, running.run(), [this, id](const std::exception_ptr& error) { ended(id, error); });
  } catch (...) {
    sessions_.erase(id);
    throw;
  }
  arm_sweep();
}

void TcpServer::rearm() {
  acceptors_.rearm();
  arm_sweep();
}

void TcpServer::ended(std::uint64_t id, const std::exception_ptr& error) {
  if (error != nullptr) unexpected_.log(error);
  sessions_.erase(id);
  if (sessions_.empty()) sweep_timer_.cancel();
}

void TcpServer::arm_sweep() {
  if (sweep_armed_ || sessions_.empty()) return;
  sweep_timer_.expires_after(
      std::clamp(shared_.idle_timeout / 8, std::chrono::milliseconds(10), std::chrono::milliseconds(250)));
  sweep_timer_.async_wait([this](const boost::system::error_code&) {
    sweep_armed_ = false;
    sweep();
    arm_sweep();
  });
  sweep_armed_ = true;
}

void TcpServer::sweep() {
  const Clock::time_point now = Clock::now();
  for (auto& [id, session] : sessions_)
    if (session->deadline() <= now) session->close();
}

}  // namespace bailiwick::transport
