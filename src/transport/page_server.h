// One page of text over HTTP/1.1 at /metrics, for a reader that is trusted little: a connection gets one response to
// GET or HEAD and is closed; it has five seconds in all and 8 KiB for its request; of more than 32 at once, the oldest
// goes. Belongs to one io_context's thread.
#pragma once

#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <string>

#include "transport/acceptors.h"
#include "transport/asio.h"
#include "transport/descriptor.h"

namespace bailiwick::transport {

class PageServer {
 public:
  static constexpr std::size_t kMostSessions = 32;

  // `make_page` makes the text, whose media type is `type`; it is called once a second at most, however many ask, and
  // may throw. The io_context must not run any more when this goes.
  PageServer(asio::io_context& context, std::string type, std::function<std::string()> make_page);
  ~PageServer();

  // Serves at a listening, non-blocking socket; `label` names it for close().
  void listen(const std::string& label, Descriptor socket);
  // Takes in the connections that wait there, then closes it. Its sessions go on.
  void close(const std::string& label);
  // After something threw: its sockets accept again.
  void rearm() { acceptors_.rearm(); }

 private:
  struct Session;
  using Page = std::shared_ptr<const std::string>;

  void admit(asio::ip::tcp::socket socket);
  asio::awaitable<void> serve(Session& session);
  Page page();

  asio::io_context& context_;
  std::string type_;
  std::function<std::string()> make_page_;
  Page page_;
  std::chrono::steady_clock::time_point made_;
  Acceptors acceptors_;
  std::list<Session> sessions_;  // in the order in which they came
};

}  // namespace bailiwick::transport
