// The listening TCP sockets of one io_context: each connection is handed on as it comes. Running out of descriptors, or
// of memory, makes them wait, not spin or stop. Belongs to the io_context's thread.
#pragma once

#include <chrono>
#include <functional>
#include <list>
#include <string>

#include "transport/asio.h"
#include "transport/descriptor.h"
#include "transport/unexpected_log.h"

namespace bailiwick::transport {

class Acceptors {
 public:
  // `admit` takes each connection; what it throws costs that connection alone. The io_context must not run any more
  // when this goes.
  Acceptors(asio::io_context& context, std::function<void(asio::ip::tcp::socket)> admit);

  // Accepts from a listening, non-blocking socket; `label` names it for close().
  void listen(const std::string& label, Descriptor socket);
  // Takes in the connections that wait there, then closes it.
  void close(const std::string& label);
  // The same for all.
  void close();
  // Closes all at once.
  void abort();
  // After something threw: each that is open accepts again.
  void rearm();

 private:
  struct Listener {
    std::string label;
    asio::ip::tcp::acceptor acceptor;
    asio::steady_timer pause;
    bool is_armed = false;
  };

  void arm(Listener& listener);
  void disarmed(Listener& listener);
  void hand_on(asio::ip::tcp::socket socket);
  asio::awaitable<void> accept_from(Listener& listener);
  void accept_waiting(Listener& listener);
  void close(Listener& listener);
  void abort(Listener& listener);
  void tell_error(const boost::system::error_code& error);

  asio::io_context& context_;
  std::function<void(asio::ip::tcp::socket)> admit_;
  std::list<Listener> listeners_;
  std::chrono::steady_clock::time_point told_error_;
  UnexpectedLog unexpected_;
};

}  // namespace bailiwick::transport
