// The server's end of the control socket: takes a request of each connection, hands it to a handler that answers when
// it can, and sends the reply as the client takes it. Clients are trusted to be members of the group, not to behave:
// their number, their requests and their time are bounded, and none of them delays another. Runs on one io_context's
// thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "control/protocol.h"

namespace boost::asio {
class io_context;
}

namespace bailiwick::control {

inline constexpr std::size_t kMostClients = 16;  // the last place is for uid 0

// Whether one more client of that uid is admitted where `taken` are connected.
bool has_place(std::size_t taken, std::uint32_t uid);

// Who is at the other end, as the kernel says (SO_PEERCRED).
struct Peer {
  std::uint32_t uid = 0;
  std::int32_t pid = 0;
};

class Session;

// One request that waits for its reply. The handler keeps it as long as it works; it is used on the server's thread
// alone and may outlive the server and the io_context. That the client has gone is no concern of the handler: what it
// says then is dropped. One that is let go without an end ends with exit 3.
class Conversation {
 public:
  explicit Conversation(std::shared_ptr<Session> session);
  ~Conversation();
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;

  // A line before the last. A client that does not read misses some.
  void send(const Reply& line);
  // The last line, with its exit.
  void finish(const Reply& line);
  // Lines of which there are many: `next` is called whenever the client has taken those before, until one has an exit.
  // What it throws ends the reply with exit 3. Never called after the client has gone.
  void stream(std::move_only_function<Reply()> next);

 private:
  std::shared_ptr<Session> session_;
};

struct Limits {
  std::chrono::milliseconds client{30'000};  // for a request to be there in full, and for the client to take something
  std::chrono::milliseconds heartbeat{10'000};  // after so long without a line a Progress is sent
};

class Server {
 public:
  using Handler = std::function<void(const Request&, const Peer&, std::shared_ptr<Conversation>)>;

  // Listens at `path` (see SocketFile::make). `handler` is called on the thread that runs `context`; what it throws
  // ends that reply with exit 3. The context must not run any more when the server goes.
  static base::Result<std::unique_ptr<Server>> open(boost::asio::io_context& context, const std::string& path,
                                                    const std::string& group, Handler handler, Limits limits = {});
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Listens at another path, or for another group; the clients stay. Where that fails all is as before.
  base::Result<void> move_to(const std::string& path, const std::string& group);
  // Empty where it listens nowhere.
  std::string path() const;
  // Listens nowhere until move_to(): the file is removed, the clients stay.
  void stop_listening();
  // Ends: the file is removed, and clients that still wait get a last line with exit 4.
  void shutdown();

  struct Impl;

 private:
  explicit Server(std::shared_ptr<Impl> impl);
  std::shared_ptr<Impl> impl_;
};

}  // namespace bailiwick::control
