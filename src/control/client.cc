// The time limits are those of the socket itself (SO_SNDTIMEO, SO_RCVTIMEO): connect() and send() keep the first too.
#include "control/client.h"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace bailiwick::control {
namespace {

using Failed = std::unexpected<ClientError>;

Failed failed(int exit, std::string message) {
  return Failed(ClientError{.exit = exit, .message = std::move(message)});
}

Failed failed_errno(int exit, const std::string& what, int number) {
  return failed(exit, what + ": " + std::generic_category().message(number));
}

class Connection {
 public:
  explicit Connection(int fd) : fd_(fd) {}
  ~Connection() {
    if (fd_ >= 0) ::close(fd_);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  int fd() const { return fd_; }

 private:
  int fd_;
};

void set_time(int fd, int option, std::chrono::milliseconds time) {
  const timeval value{.tv_sec = time.count() / 1000, .tv_usec = time.count() % 1000 * 1000};
  ::setsockopt(fd, SOL_SOCKET, option, &value, sizeof value);
}

Failed cannot_connect(const std::string& path, int number) {
  if (number == ENOENT || number == ECONNREFUSED || number == ENOTDIR)
    return failed(kExitNotNow, "no server is running (there is none at " + path + ")");
  if (number == EACCES || number == EPERM)
    return failed(kExitUsage, "this user may not use " + path + " (fix: run it with sudo, or join the socket's group)");
  if (number == EAGAIN) return failed(kExitInternal, "the server at " + path + " does not accept the connection");
  return failed_errno(kExitInternal, "cannot connect to " + path, number);
}

// A server that has no place for us ends the connection before it reads: its reply then says why.
std::expected<void, ClientError> send_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t sent = ::send(fd, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && (errno == EPIPE || errno == ECONNRESET)) return {};
    if (sent < 0) return failed_errno(kExitInternal, "cannot send the request", errno);
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
  return {};
}

// Lines of what comes, each at most kLargestReplyLine.
class Lines {
 public:
  Lines(int fd, std::chrono::milliseconds silence) : fd_(fd), silence_(silence) {}

  std::expected<std::string, ClientError> next() {
    for (;;) {
      const std::size_t end = pending_.find('\n', searched_);
      if (end != std::string::npos) {
        std::string line = pending_.substr(start_, end - start_);
        start_ = searched_ = end + 1;
        return line;
      }
      pending_.erase(0, start_);
      start_ = 0;
      searched_ = pending_.size();
      if (pending_.size() > kLargestReplyLine) return failed(kExitInternal, "a line of the reply is too long");
      if (auto more = receive(); !more) return Failed(more.error());
    }
  }

 private:
  std::expected<void, ClientError> receive() {
    std::array<char, 65536> buffer;
    ssize_t count = 0;
    do count = ::recv(fd_, buffer.data(), buffer.size(), 0);
    while (count < 0 && errno == EINTR);
    if (count > 0) {
      pending_.append(buffer.data(), static_cast<std::size_t>(count));
      return {};
    }
    if (count == 0 || errno == ECONNRESET)
      return failed(kExitInternal, "the server ended the connection before its reply was complete");
    if (errno == EAGAIN)
      return failed(kExitInternal, "no reply from the server for " + std::to_string(silence_.count() / 1000) + " s");
    return failed_errno(kExitInternal, "cannot read the reply", errno);
  }

  int fd_;
  std::chrono::milliseconds silence_;
  std::string pending_;
  std::size_t start_ = 0, searched_ = 0;
};

}  // namespace

std::expected<int, ClientError> ask(const std::string& path, const Request& request, const OnReply& on_reply,
                                    Patience patience) {
  const std::string line = to_line(request);
  if (line.size() > kLargestRequest)
    return failed(kExitUsage, "too many zones for one command: name fewer, or none for all");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof address.sun_path)
    return failed(kExitUsage,
                  path.empty() ? "`control.socket` is off in the config" : path + " is too long for a socket");
  std::memcpy(address.sun_path, path.data(), path.size());
  const Connection connection(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (connection.fd() < 0) return failed_errno(kExitInternal, "cannot make a socket", errno);
  set_time(connection.fd(), SO_SNDTIMEO, patience.connect);
  set_time(connection.fd(), SO_RCVTIMEO, patience.silence);
  if (::connect(connection.fd(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return cannot_connect(path, errno);
  if (auto sent = send_all(connection.fd(), line); !sent) return Failed(sent.error());
  Lines lines(connection.fd(), patience.silence);
  for (;;) {
    const auto next = lines.next();
    if (!next) return Failed(next.error());
    const auto reply = parse_reply(*next);
    if (!reply) return failed(kExitInternal, reply.error().message);
    if (!on_reply(*reply, *next)) return kExitInternal;
    if (reply->exit) return *reply->exit;
  }
}

}  // namespace bailiwick::control
