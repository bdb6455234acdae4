// The servers that are compared: each one process with a folder, a config and a port of its own, asked over one UDP
// socket and one TCP connection that lasts.
#pragma once

#include <expected>
#include <memory>
#include <string>

#include "differential/questions.h"
#include "differential/world.h"
#include "support/process.h"
#include "support/temp_dir.h"

namespace bailiwick::differential {

class Server {
 public:
  // Starts it and waits until every zone of the world is answered; throws std::runtime_error with the log when not.
  static std::unique_ptr<Server> bailiwick(const support::TempDir& dir, const World& world, const std::string& program);
  static std::unique_ptr<Server> nsd(const support::TempDir& dir, const World& world);
  static std::unique_ptr<Server> knot(const support::TempDir& dir, const World& world);
  // Need not serve them all: BIND checks more than the others when it loads.
  static std::unique_ptr<Server> bind(const support::TempDir& dir, const World& world);

  const std::string& name() const { return name_; }
  std::uint16_t port() const { return port_; }
  bool running() { return process_->running(); }
  std::string log() const { return process_->log(); }

  // Sends over UDP; the replies to several servers are then awaited together.
  void send(const support::Octets& message);
  std::expected<support::Reply, std::string> receive(std::uint16_t id);
  std::expected<support::Reply, std::string> ask_tcp(const support::Octets& message);

 private:
  Server(std::string name, std::uint16_t port, support::Command command);
  void wait_for_zones(const World& world);

  std::string name_;
  std::uint16_t port_;
  std::unique_ptr<support::Process> process_;
  std::unique_ptr<support::UdpSocket> udp_;
  std::unique_ptr<support::TcpSocket> tcp_;
};

}  // namespace bailiwick::differential
