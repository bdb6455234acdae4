// The addresses that one option (`listen`, `metrics.listen`) has open, and those that it should have. A change opens
// the new ones first; an old one that works is let go only once all new ones are open and on this machine. What cannot
// be opened is tried again.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "daemon/listeners.h"

namespace bailiwick::daemon {

inline constexpr std::chrono::seconds kListenRetry{10};  // as the messages have it
// "; listening on 192.0.2.1; retried every 10 s", for log_opened().
std::string retry_text(const std::vector<base::Endpoint>& open);

class Listening {
 public:
  // What the owner of the sockets has to do, in this order.
  struct Change {
    std::vector<OpenedAddress> open;
    std::vector<base::Endpoint> close;
  };

  Listening(std::string option, Opener opener) : option_(std::move(option)), opener_(std::move(opener)) {}

  // After a start that wanted these and opened those.
  void started(std::vector<base::Endpoint> wanted, std::vector<base::Endpoint> open);
  // From now on these are wanted. Tells the log.
  [[nodiscard]] Change apply(const std::vector<base::Endpoint>& wanted);
  // Once more what is missing; tells the log of what has changed only.
  [[nodiscard]] Change retry();

  // All that is wanted is open, and nothing else.
  bool is_complete() const;
  const std::vector<base::Endpoint>& open() const { return open_; }
  const std::string& option() const { return option_; }

 private:
  enum class Problems : unsigned char { Log, Pass };
  Change change(Problems problems);

  std::string option_;
  Opener opener_;
  std::vector<base::Endpoint> wanted_;
  std::vector<base::Endpoint> open_;
};

}  // namespace bailiwick::daemon
