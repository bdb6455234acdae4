// Accepts, counts and ends the clients; each is a Session.
#include "control/server.h"

#include <sys/socket.h>

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>
#include <vector>

#include "base/log.h"
#include "control/asio.h"
#include "control/session.h"
#include "control/socket_file.h"

namespace bailiwick::control {
namespace {

using Protocol = asio::local::stream_protocol;

constexpr auto kAcceptPause = std::chrono::milliseconds(100);
constexpr int kAcceptedAtMove = 64;  // connections taken in from a socket that is given up

std::optional<Peer> peer_of(Session::Socket& socket) {
  ucred credentials{};
  socklen_t size = sizeof credentials;
  if (::getsockopt(socket.native_handle(), SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return std::nullopt;
  return Peer{.uid = credentials.uid, .pid = credentials.pid};
}

Reply not_now(std::string message) {
  return {.body = Failure{.message = std::move(message), .help = "try again"}, .exit = kExitNotNow};
}

}  // namespace

bool has_place(std::size_t taken, std::uint32_t uid) {
  return taken < (uid == 0 ? kMostClients : kMostClients - 1);
}

// Shared with the handlers of its operations, so that a server may go at any time.
struct Server::Impl : std::enable_shared_from_this<Impl> {
  Impl(asio::io_context& io_context, Handler use, Limits bounds)
      : context(io_context), handler(std::move(use)), limits(bounds), acceptor(context), pause(context) {}

  // Listens at a new socket in place of the old one, of which those that wait there are taken in.
  base::Result<void> adopt(SocketFile made) {
    Protocol::acceptor next(context);
    boost::system::error_code error;
    next.assign(Protocol(), made.descriptor(), error);
    if (error) return base::fail("cannot listen at " + made.path() + ": " + error.message());
    made.release();
    next.non_blocking(true, error);
    take_waiting();
    stop_listening();
    acceptor = std::move(next);
    file = std::move(made);
    accept();
    return {};
  }

  void accept() {
    acceptor.async_accept([self = shared_from_this()](const boost::system::error_code& error, Session::Socket socket) {
      if (error == asio::error::operation_aborted || !self->acceptor.is_open()) return;
      if (!error) {
        self->admit(std::move(socket));
        return self->accept();
      }
      // EMFILE and the like: the connection stays in the queue and would wake us at once again.
      self->pause.expires_after(kAcceptPause);
      self->pause.async_wait([self](const boost::system::error_code& ended) {
        if (!ended && self->acceptor.is_open()) self->accept();
      });
    });
  }

  void admit(Session::Socket socket) {
    const std::optional<Peer> peer = peer_of(socket);
    if (!peer) return;
    try {
      const auto session = std::make_shared<Session>(std::move(socket), *peer, limits, handler, [this](Session& gone) {
        std::erase_if(sessions, [&](const auto& each) { return each.get() == &gone; });
      });
      const bool admitted = has_place(sessions.size(), peer->uid);
      sessions.push_back(session);
      if (admitted)
        session->start();
      else
        session->dismiss(not_now("too many clients are connected to the server"));
    } catch (const std::exception& error) {  // no memory for one more
      base::log::warning(std::string("control: cannot take in a client: ") + error.what());
    }
  }

  void take_waiting() {
    boost::system::error_code error;
    for (int i = 0; acceptor.is_open() && i < kAcceptedAtMove && !error; ++i) {
      Session::Socket socket(context);
      acceptor.accept(socket, error);
      if (!error) admit(std::move(socket));
    }
  }

  void stop_listening() {
    boost::system::error_code ignored;
    acceptor.close(ignored);
    pause.cancel();
  }

  void dismiss_all() {
    const auto all = std::exchange(sessions, {});
    for (const auto& session : all) session->dismiss(not_now("the server is stopping"));
  }

  asio::io_context& context;
  std::optional<SocketFile> file;  // none: not listening
  Handler handler;
  Limits limits;
  Protocol::acceptor acceptor;
  asio::steady_timer pause;
  std::vector<std::shared_ptr<Session>> sessions;
};

base::Result<std::unique_ptr<Server>> Server::open(asio::io_context& context, const std::string& path,
                                                   const std::string& group, Handler handler, Limits limits) {
  std::unique_ptr<Server> server(new Server(std::make_shared<Impl>(context, std::move(handler), limits)));
  if (auto moved = server->move_to(path, group); !moved) return std::unexpected(moved.error());
  return server;
}

Server::Server(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}

Server::~Server() {
  shutdown();
}

base::Result<void> Server::move_to(const std::string& path, const std::string& group) {
  auto made = SocketFile::make(path, group, this->path());
  if (!made) return std::unexpected(made.error());
  return impl_->adopt(std::move(*made));
}

std::string Server::path() const {
  return impl_->file ? impl_->file->path() : std::string();
}

void Server::stop_listening() {
  impl_->take_waiting();
  impl_->stop_listening();
  impl_->file.reset();
}

void Server::shutdown() {
  impl_->stop_listening();
  impl_->file.reset();
  impl_->dismiss_all();
}

}  // namespace bailiwick::control
