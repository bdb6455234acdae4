// States of a client: its request is awaited (request_late), it is worked on (heartbeat), lines are written
// (client_late); one timer serves all three.
#include "control/session.h"

#include <sys/socket.h>

#include <exception>
#include <utility>

#include "base/log.h"

namespace bailiwick::control {
namespace {

constexpr std::size_t kChunk = std::size_t{64} << 10;       // octets that are made ahead of the client
constexpr std::size_t kMostWaiting = std::size_t{1} << 20;  // more lines than that are dropped

Reply failed(std::string message, int exit) {
  return {.body = Failure{.message = std::move(message), .help = {}}, .exit = exit};
}

Reply internal_error(const char* what) {
  base::log::error(std::string("control: internal error: ") + what);
  return failed(std::string("internal error: ") + what, kExitInternal);
}

}  // namespace

Session::Session(Socket socket, Peer peer, const Limits& limits, const Server::Handler& handler,
                 std::function<void(Session&)> closed)
    : socket_(std::move(socket)),
      timer_(socket_->get_executor()),
      peer_(peer),
      limits_(limits),
      handler_(&handler),
      closed_(std::move(closed)) {}

void Session::start() {
  arm(limits_.client, &Session::request_late);
  read();
}

void Session::read() {
  socket_->async_read_some(asio::buffer(buffer_),
                           [self = shared_from_this()](const boost::system::error_code& error, std::size_t count) {
                             if (!self->socket_) return;
                             if (error) return self->close();
                             self->take(count);
                           });
}

void Session::take(std::size_t count) {
  const std::size_t searched = input_.size();
  input_.append(buffer_.data(), count);
  const std::size_t end = input_.find('\n', searched);
  if (end != std::string::npos && end < kLargestRequest) {
    const std::string line = input_.substr(0, end);
    input_ = {};
    return handle(line);
  }
  if (input_.size() < kLargestRequest) return read();
  input_ = {};
  finish(failed("the request is larger than " + std::to_string(kLargestRequest) + " octets", kExitUsage));
}

void Session::handle(std::string_view line) {
  const auto request = parse_request(line);
  if (!request) return finish(failed(request.error().message, kExitUsage));
  watch_for_close();
  arm(limits_.heartbeat, &Session::heartbeat);
  const auto conversation = std::make_shared<Conversation>(shared_from_this());
  try {
    (*handler_)(*request, peer_, conversation);
  } catch (const std::exception& error) {
    if (!ended_) finish(internal_error(error.what()));
  }
}

// A client that is gone for good takes no place; one that has only ended its own side still reads.
void Session::watch_for_close() {
  socket_->async_wait(Socket::wait_error, [self = shared_from_this()](const boost::system::error_code& error) {
    if (!error) self->close();
  });
}

void Session::send(const Reply& line) {
  if (!socket_ || ended_ || output_.size() > kMostWaiting) return;
  output_ += to_line(line);
  write();
}

void Session::finish(const Reply& line) {
  if (ended_) return;
  ended_ = true;
  next_ = nullptr;
  if (!socket_) return;
  output_ += to_line(line);
  write();
}

void Session::stream(std::move_only_function<Reply()> next) {
  if (!socket_ || ended_) {
    ended_ = true;
    return;
  }
  next_ = std::move(next);
  write();
}

// As many lines as are worth a write.
void Session::fill() {
  while (next_ && !ended_ && output_.size() < kChunk) {
    try {
      const Reply line = next_();
      output_ += to_line(line);
      ended_ = line.exit.has_value();
    } catch (const std::exception& error) {
      output_ += to_line(internal_error(error.what()));
      ended_ = true;
    }
  }
  if (ended_) next_ = nullptr;
}

// Unless a write is under way, which comes back here.
void Session::write() {
  if (!socket_ || is_writing_) return;
  fill();
  if (output_.empty()) return ended_ ? close() : arm(limits_.heartbeat, &Session::heartbeat);
  writing_ = std::exchange(output_, {});
  written_ = 0;
  is_writing_ = true;
  write_some();
}

void Session::write_some() {
  arm(limits_.client, &Session::client_late);
  socket_->async_write_some(asio::buffer(writing_.data() + written_, writing_.size() - written_),
                            [self = shared_from_this()](const boost::system::error_code& error, std::size_t count) {
                              if (!self->socket_) return;
                              if (error) return self->close();
                              self->written_ += count;
                              if (self->written_ < self->writing_.size()) return self->write_some();
                              self->is_writing_ = false;
                              self->write();
                            });
}

void Session::arm(std::chrono::milliseconds time, void (Session::*late)()) {
  const std::uint64_t armed = ++armed_;
  timer_->expires_after(time);
  timer_->async_wait([self = shared_from_this(), armed, late](const boost::system::error_code& error) {
    if (!error && self->socket_ && self->armed_ == armed) (self.get()->*late)();
  });
}

void Session::request_late() {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(limits_.client).count();
  finish(failed("no complete request within " + std::to_string(seconds) + " s", kExitUsage));
}

void Session::client_late() {
  close();
}

// A client that hears nothing cannot tell long work from a server that hangs.
void Session::heartbeat() {
  send({.body = Progress{.what = "working"}, .exit = {}});
}

void Session::dismiss(const Reply& last) {
  if (!socket_) return;
  std::string rest = is_writing_ ? writing_.substr(written_) : std::string();
  rest += output_;
  if (!ended_) rest += to_line(last);
  ::send(socket_->native_handle(), rest.data(), rest.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  close();
}

void Session::close() {
  if (!socket_) return;
  socket_.reset();
  timer_.reset();
  next_ = nullptr;
  std::exchange(closed_, nullptr)(*this);
}

Conversation::Conversation(std::shared_ptr<Session> session) : session_(std::move(session)) {}

Conversation::~Conversation() {
  if (session_->awaits_end()) session_->finish(internal_error("a request was left without a reply"));
}

void Conversation::send(const Reply& line) {
  session_->send(line);
}

void Conversation::finish(const Reply& line) {
  session_->finish(line);
}

void Conversation::stream(std::move_only_function<Reply()> next) {
  session_->stream(std::move(next));
}

}  // namespace bailiwick::control
