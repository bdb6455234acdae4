// The commands of a running server: takes requests from the control socket, has the target do them, and answers when
// they are done. Reading commands are not logged; those that change something are, with who asked. Belongs to the main
// loop.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "control/server.h"
#include "daemon/commands/run_queue.h"
#include "daemon/commands/target.h"

namespace bailiwick::daemon {

class Commands {
 public:
  static constexpr std::size_t kMostListed = 100;  // zones in a status without names

  // Both must outlive it.
  Commands(boost::asio::io_context& context, CommandTarget& target, control::Limits limits = {});
  ~Commands();
  Commands(const Commands&) = delete;
  Commands& operator=(const Commands&) = delete;

  // Listens at that path for that group, or nowhere where `path` is empty; clients that are there stay. On an error
  // what was before goes on: it is logged, and returned in a sentence that names the option. For the start and after
  // reloads.
  base::Result<void> listen(const std::string& path, const std::string& group);
  // The first zones are published: commands that wait begin.
  void ready();
  // Reads config and zones as `reload` does, for a signal. Told to the log by the target; `done` may be empty.
  void reload(OnOutcome done);
  // No more commands; clients that wait are told. What is at work goes on.
  void shutdown();

 private:
  using Conversation = std::shared_ptr<control::Conversation>;
  struct Timer;

  void handle(const control::Request& request, const control::Peer& peer, const Conversation& conversation);
  void status(const control::Request& request, const Conversation& conversation);
  void reload(const control::Request& request, const Conversation& conversation);
  void remove(const std::string& zone, const Conversation& conversation);
  void zone_print(const control::Request& request, const Conversation& conversation);
  void log_level(const control::Request& request, const Conversation& conversation);
  void roll_cookie(const Conversation& conversation);
  void log_level_ends();

  boost::asio::io_context& context_;
  CommandTarget& target_;
  control::Limits limits_;
  RunQueue queue_;
  std::unique_ptr<Timer> level_timer_;
  bool is_level_set_ = false;  // by log-level
  std::unique_ptr<control::Server> server_;
};

}  // namespace bailiwick::daemon
