// The socket and its clients: permissions, another server, and clients that misbehave in every way a group member can.
#include "control/server.h"

#include <doctest/doctest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <fstream>
#include <future>
#include <optional>
#include <stdexcept>
#include <thread>

#include "control/asio.h"
#include "control/client.h"
#include "support/temp_dir.h"

using namespace bailiwick;
using namespace bailiwick::control;
using std::chrono::milliseconds;

namespace {

constexpr std::size_t kManyLines = 200'000;

Reply done(std::string text) {
  return {.body = Done{std::move(text)}, .exit = 0};
}

// A server on a thread of its own, in a directory of its own. What a request does is told by its verb.
class Running {
 public:
  explicit Running(Limits limits = {}) : dir("control"), path((dir.path() / "socket").string()) {
    auto opened = Server::open(
        context, path, "",
        [this](const Request& request, const Peer& peer, std::shared_ptr<Conversation> conversation) {
          handle(request, peer, std::move(conversation));
        },
        limits);
    REQUIRE(opened);
    server = std::move(*opened);
    thread_ = std::thread([this] { context.run(); });
  }
  ~Running() {
    context.stop();
    thread_.join();
  }
  // On the server's thread, and waits for it.
  template <class Task>
  auto at_server(Task task) {
    std::packaged_task<decltype(task())()> wrapped(std::move(task));
    auto result = wrapped.get_future();
    asio::post(context, [&] { wrapped(); });
    return result.get();
  }

  support::TempDir dir;
  std::string path;
  asio::io_context context{1};
  std::unique_ptr<Server> server;
  std::vector<std::shared_ptr<Conversation>> kept;  // Reload: answered by the test; of the server's thread
  std::atomic<std::size_t> requests = 0;
  std::atomic<std::size_t> streamed = 0;

 private:
  void handle(const Request& request, const Peer& peer, std::shared_ptr<Conversation> conversation) {
    ++requests;
    switch (request.verb) {
      case Verb::Status:
        return conversation->finish(done("uid " + std::to_string(peer.uid) + " pid " + std::to_string(peer.pid)));
      case Verb::Reload:
        kept.push_back(std::move(conversation));
        return;
      case Verb::ZonePrint:
        return conversation->stream([this, left = kManyLines]() mutable -> Reply {
          ++streamed;
          if (--left == 0) return done("end");
          return {.body = Text{std::to_string(left) + '\n'}, .exit = {}};
        });
      case Verb::Stats:
        throw std::runtime_error("a fault");
      case Verb::CookieRoll:
        return;  // forgets to answer
      case Verb::Remove:
        return conversation->stream([]() -> Reply { throw std::runtime_error("half way"); });
      case Verb::LogLevel:
        conversation->finish(done("once"));
        conversation->finish(done("twice"));
        conversation->send(done("more"));
        return;
    }
  }

  asio::executor_work_guard<asio::io_context::executor_type> work_{context.get_executor()};
  std::thread thread_;
};

// A client that need not behave.
class Raw {
 public:
  explicit Raw(const std::string& path) : fd_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.data(), path.size());
    connected = ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~Raw() { ::close(fd_); }
  Raw(const Raw&) = delete;
  Raw& operator=(const Raw&) = delete;
  bool send(std::string_view text) const {
    return ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
  }
  void end_sending() const { ::shutdown(fd_, SHUT_WR); }
  // All until the server closes; nothing where it does not within the time.
  std::optional<std::string> read_to_end(milliseconds time = milliseconds(10'000)) const {
    std::string text;
    char buffer[4096];
    for (;;) {
      pollfd wanted{.fd = fd_, .events = POLLIN, .revents = 0};
      if (::poll(&wanted, 1, static_cast<int>(time.count())) != 1) return std::nullopt;
      const ssize_t count = ::recv(fd_, buffer, sizeof buffer, 0);
      if (count <= 0) return text;
      text.append(buffer, static_cast<std::size_t>(count));
    }
  }
  bool connected = false;

 private:
  int fd_;
};

std::string text_of(const Reply& reply) {
  if (const auto* end = std::get_if<Done>(&reply.body)) return end->message;
  if (const auto* failure = std::get_if<Failure>(&reply.body)) return failure->message;
  return {};
}

struct Asked {
  int exit = -1;
  std::string last;
  std::size_t lines = 0;
  std::string error;
};

Asked ask_for(const std::string& path, const Request& request, Patience patience = {}) {
  Asked asked;
  const auto exit = ask(
      path, request,
      [&](const Reply& reply, std::string_view) {
        ++asked.lines;
        asked.last = text_of(reply);
        return true;
      },
      patience);
  asked.exit = exit ? *exit : exit.error().exit;
  if (!exit) asked.error = exit.error().message;
  return asked;
}

template <class Condition>
bool soon(Condition condition) {
  for (int i = 0; i < 1000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(milliseconds(10));
  }
  return false;
}

const std::string kStatus = to_line(Request{.verb = Verb::Status});
const Request kReload{.verb = Verb::Reload};

bool says(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the handler knows who asks") {
  Running running;
  const Asked asked = ask_for(running.path, {.verb = Verb::Status});
  CHECK(asked.exit == 0);
  CHECK(asked.last == "uid " + std::to_string(getuid()) + " pid " + std::to_string(getpid()));
}

TEST_CASE("the file has mode 0660 whatever the umask, and goes with the server") {
  for (const mode_t mask : {0000, 0077, 0777}) {
    const mode_t before = ::umask(static_cast<mode_t>(mask));
    std::optional<Running> running(std::in_place);
    ::umask(before);
    struct stat status {};
    REQUIRE(::lstat(running->path.c_str(), &status) == 0);
    CHECK(S_ISSOCK(status.st_mode));
    CHECK((status.st_mode & 07777) == 0660);
    running->at_server([&] { running->server->shutdown(); });
    CHECK(::access(running->path.c_str(), F_OK) != 0);
  }
}

TEST_CASE("the group is set by name or number, and one that is not there is an error that leaves nothing") {
  const support::TempDir dir("control");
  const std::string path = (dir.path() / "socket").string();
  asio::io_context context;
  const auto ignore = [](const Request&, const Peer&, const std::shared_ptr<Conversation>&) {};
  const auto unknown = Server::open(context, path, "no-such-group", ignore);
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().message == "there is no group 'no-such-group'");
  CHECK(std::filesystem::is_empty(dir.path()));
  const gid_t other = ::geteuid() == 0 ? 4711 : ::getegid();
  const auto server = Server::open(context, path, std::to_string(other), ignore);
  REQUIRE(server);
  struct stat status {};
  REQUIRE(::lstat(path.c_str(), &status) == 0);
  CHECK(status.st_gid == other);
}

TEST_CASE("another server's socket is left alone, a stale one is replaced, and what is no socket stays") {
  Running running;
  asio::io_context context;
  const auto ignore = [](const Request&, const Peer&, const std::shared_ptr<Conversation>&) {};
  const auto second = Server::open(context, running.path, "", ignore);
  REQUIRE_FALSE(second);
  CHECK(second.error().message == "another server answers at " + running.path);
  CHECK(ask_for(running.path, {.verb = Verb::Status}).exit == 0);

  const std::string stale = (running.dir.path() / "stale").string();
  const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, stale.data(), stale.size());
  REQUIRE(::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  ::close(fd);
  CHECK(ask_for(stale, {.verb = Verb::Status}).exit == kExitNotNow);
  CHECK(Server::open(context, stale, "", ignore));

  const std::string file = running.dir.write("file", "text").string();
  const auto at_file = Server::open(context, file, "", ignore);
  REQUIRE_FALSE(at_file);
  CHECK(at_file.error().message == file + " is not a socket");
  CHECK(support::read_file(file) == "text");
  CHECK_FALSE(Server::open(context, (running.dir.path() / "none" / "socket").string(), "", ignore));
  CHECK_FALSE(Server::open(context, (running.dir.path() / std::string(100, 'x')).string(), "", ignore));
}

TEST_CASE("the file of a server that came later is not removed") {
  Running running;
  ::unlink(running.path.c_str());
  asio::io_context context;
  const auto ignore = [](const Request&, const Peer&, const std::shared_ptr<Conversation>&) {};
  const auto second = Server::open(context, running.path, "", ignore);
  REQUIRE(second);
  running.at_server([&] { running.server->shutdown(); });
  CHECK(::access(running.path.c_str(), F_OK) == 0);
}

TEST_CASE("a server moves to another path, or stays where that fails; a client that waits is answered all the same") {
  Running running;
  const Raw waiting(running.path);
  REQUIRE(waiting.send(to_line(kReload)));
  REQUIRE(soon([&] { return running.requests == 1; }));
  const std::string other = (running.dir.path() / "other").string();
  CHECK_FALSE(running.at_server([&] { return running.server->move_to("/none/socket", "").has_value(); }));
  CHECK(running.server->path() == running.path);
  CHECK(ask_for(running.path, {.verb = Verb::Status}).exit == 0);
  CHECK(running.at_server([&] { return running.server->move_to(other, "").has_value(); }));
  CHECK(ask_for(other, {.verb = Verb::Status}).exit == 0);
  CHECK(ask_for(running.path, {.verb = Verb::Status}).exit == kExitNotNow);
  CHECK(running.at_server([&] { return running.server->move_to(other, "").has_value(); }));  // the same again
  CHECK(ask_for(other, {.verb = Verb::Status}).exit == 0);
  running.at_server([&] { running.kept.at(0)->finish(done("late")); });
  CHECK(says(waiting.read_to_end().value_or(""), "\"late\""));
}

TEST_CASE("faults of a handler end the reply with exit 3") {
  Running running;
  for (const Verb verb : {Verb::Stats, Verb::CookieRoll, Verb::Remove}) {
    Request request{.verb = verb};
    if (verb == Verb::Remove) request.zones = {"a"};
    const Asked asked = ask_for(running.path, request);
    CHECK(asked.exit == kExitInternal);
    CHECK(asked.error == "");
    CHECK(says(asked.last, "internal error"));
  }
  const Asked twice = ask_for(running.path, {.verb = Verb::LogLevel});
  CHECK(twice.lines == 1);
  CHECK(twice.last == "once");
}

TEST_CASE("an answer may come later, with lines before it, and heartbeats show that work goes on") {
  Running running({.client = milliseconds(5'000), .heartbeat = milliseconds(50)});
  auto asked = std::async(std::launch::async, [&] {
    return ask_for(running.path, kReload, {.connect = milliseconds(1'000), .silence = milliseconds(1'000)});
  });
  REQUIRE(soon([&] { return running.requests == 1; }));
  std::this_thread::sleep_for(milliseconds(1'500));
  running.at_server([&] {
    running.kept.at(0)->send({.body = Progress{"loading", 1, 2}, .exit = {}});
    running.kept.at(0)->finish(done("loaded"));
  });
  const Asked result = asked.get();
  CHECK(result.exit == 0);
  CHECK(result.last == "loaded");
  CHECK(result.lines > 10);
}

TEST_CASE("a server that says nothing is given up") {
  Running running;
  const Asked asked = ask_for(running.path, kReload, {.connect = milliseconds(1'000), .silence = milliseconds(200)});
  CHECK(asked.exit == kExitInternal);
  CHECK(says(asked.error, "no reply from the server"));
}

TEST_CASE("a long reply comes whole and in order, and its making waits for the client") {
  Running running;
  std::size_t next = kManyLines;
  bool in_order = true;
  const auto exit = ask(running.path, {.verb = Verb::ZonePrint, .zones = {"a"}}, [&](const Reply& reply, auto) {
    if (const auto* text = std::get_if<Text>(&reply.body)) in_order &= text->text == std::to_string(--next) + '\n';
    return true;
  });
  REQUIRE(exit);
  CHECK(*exit == 0);
  CHECK(in_order);
  CHECK(next == 1);
}

TEST_CASE("a client that never reads costs bounded memory, delays nobody, and is closed") {
  Running running({.client = milliseconds(500), .heartbeat = milliseconds(10'000)});
  const Raw deaf(running.path);
  REQUIRE(deaf.send(to_line(Request{.verb = Verb::ZonePrint, .zones = {"a"}})));
  REQUIRE(soon([&] { return running.streamed > 0; }));
  CHECK(ask_for(running.path, {.verb = Verb::Status}).exit == 0);
  std::this_thread::sleep_for(milliseconds(800));
  const std::size_t made = running.streamed;
  CHECK(made < kManyLines / 4);
  const auto got = deaf.read_to_end();
  REQUIRE(got);  // closed
  CHECK(running.streamed == made);
}

TEST_CASE("requests in pieces are put together; what is no request gets one line that says so") {
  Running running;
  {
    const Raw slow(running.path);
    for (const char c : kStatus) {
      REQUIRE(slow.send(std::string_view(&c, 1)));
      std::this_thread::sleep_for(milliseconds(1));
    }
    slow.end_sending();  // and reads on
    CHECK(says(slow.read_to_end().value_or(""), "\"exit\":0"));
  }
  using namespace std::string_literals;
  for (const std::string& text : {"\n"s, "GET / HTTP/1.1\r\n\r\n"s, "\0\0\0\n"s, "\xff\xfe\n"s, "{}\n"s,
                                  "{\"v\":1,\"verb\":\"halt\"}\n"s, std::string(60'000, '[') + '\n',
                                  std::string(kLargestRequest, 'x'), std::string(kLargestRequest - 1, ' ') + '\n'}) {
    const Raw client(running.path);
    client.send(text);
    const std::string reply = client.read_to_end().value_or("");
    CAPTURE(text.substr(0, 20));
    CHECK(says(reply, "\"exit\":2"));
    CHECK(says(reply, "\"error\""));
    CHECK(std::ranges::count(reply, '\n') == 1);
  }
  CHECK(running.requests == 1);
}

TEST_CASE("a line without an end is cut off while it is still being sent") {
  Running running;
  const Raw client(running.path);
  const std::string piece(1 << 20, 'x');
  for (int i = 0; i < 64 && client.send(piece); ++i) {
  }
  CHECK(says(client.read_to_end().value_or(""), "larger than 65536 octets"));
}

TEST_CASE("clients that send nothing, or half a request, are closed in time, and others are answered meanwhile") {
  Running running({.client = milliseconds(300), .heartbeat = milliseconds(10'000)});
  const Raw silent(running.path);
  const Raw half(running.path);
  REQUIRE(half.send(kStatus.substr(0, 5)));
  CHECK(ask_for(running.path, {.verb = Verb::Status}).exit == 0);
  CHECK(says(silent.read_to_end(milliseconds(2'000)).value_or(""), "no complete request"));
  CHECK(says(half.read_to_end(milliseconds(2'000)).value_or(""), "no complete request"));
}

TEST_CASE("sixteen clients at most; the last place is for uid 0") {
  CHECK(has_place(14, 1000));
  CHECK_FALSE(has_place(15, 1000));
  CHECK(has_place(15, 0));
  CHECK_FALSE(has_place(16, 0));

  Running running;
  const std::size_t most = ::geteuid() == 0 ? kMostClients : kMostClients - 1;
  std::vector<std::unique_ptr<Raw>> clients;
  for (std::size_t i = 0; i < most; ++i) {
    clients.push_back(std::make_unique<Raw>(running.path));
    REQUIRE(clients.back()->send(to_line(kReload)));
  }
  REQUIRE(soon([&] { return running.requests == most; }));
  const Asked rejected = ask_for(running.path, {.verb = Verb::Status});
  CHECK(rejected.exit == kExitNotNow);
  CHECK(says(rejected.last, "too many clients"));
  clients.pop_back();  // goes away while it waits: its place is free at once, its work goes on
  CHECK(soon([&] { return ask_for(running.path, {.verb = Verb::Status}).exit == 0; }));
  running.at_server([&] {
    CHECK(running.kept.size() == most);
    for (const auto& conversation : running.kept) conversation->finish(done("all"));
  });
  for (const auto& client : clients) CHECK(says(client->read_to_end().value_or(""), "\"all\""));
}

TEST_CASE("of sixteen places a user other than root gets fifteen") {
  if (::geteuid() != 0) return;
  Running running;
  REQUIRE(::chmod(running.path.c_str(), 0666) == 0);
  REQUIRE(::chmod(running.dir.path().c_str(), 0755) == 0);
  std::vector<std::unique_ptr<Raw>> clients;
  for (std::size_t i = 0; i + 1 < kMostClients; ++i) clients.push_back(std::make_unique<Raw>(running.path));
  REQUIRE(soon([&] { return ask_for(running.path, {.verb = Verb::Status}).exit == 0; }));  // root: the last place
  const std::string out = (running.dir.path() / "out").string();
  const pid_t child = ::fork();
  if (child == 0) {
    if (::setgid(65534) != 0 || ::setuid(65534) != 0) ::_exit(99);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, running.path.data(), running.path.size());
    const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) ::_exit(98);
    char buffer[512];
    const ssize_t count = ::recv(fd, buffer, sizeof buffer, 0);
    ::_exit(count > 0 &&
                    std::string_view(buffer, static_cast<std::size_t>(count)).find("too many") != std::string_view::npos
                ? 0
                : 1);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("ten thousand connections that come and go leave the server at work") {
  Running running;
  std::size_t connected = 0;
  for (int i = 0; i < 10'000; ++i) {
    const Raw client(running.path);
    connected += client.connected ? 1 : 0;
    if (i % 3 == 1) client.send(kStatus.substr(0, 7));
    if (i % 3 == 2) client.send(kStatus);
  }
  CHECK(connected == 10'000);
  CHECK(soon([&] { return ask_for(running.path, {.verb = Verb::Status}).exit == 0; }));
}

TEST_CASE("at the end each client that waits is told, and a handler may answer for nothing") {
  Running running;
  const Raw waiting(running.path);
  REQUIRE(waiting.send(to_line(kReload)));
  REQUIRE(soon([&] { return running.requests == 1; }));
  const Raw silent(running.path);
  REQUIRE(ask_for(running.path, {.verb = Verb::Status}).exit == 0);
  running.at_server([&] { running.server->shutdown(); });
  for (const Raw* client : {&waiting, &silent}) {
    const std::string reply = client->read_to_end().value_or("");
    CHECK(says(reply, "\"exit\":4"));
    CHECK(says(reply, "the server is stopping"));
  }
  running.at_server([&] { running.kept.at(0)->finish(done("too late")); });
  CHECK(ask_for(running.path, {.verb = Verb::Status}).exit == kExitNotNow);
}

TEST_CASE("a conversation may outlive server and context") {
  std::shared_ptr<Conversation> kept;
  {
    Running running;
    const Raw client(running.path);
    REQUIRE(client.send(to_line(kReload)));
    REQUIRE(soon([&] { return running.requests == 1; }));
    running.at_server([&] {
      kept = running.kept.at(0);
      running.kept.clear();
    });
  }
  kept->send(done("x"));
  kept->finish(done("x"));
  kept->stream([]() -> Reply { return done("x"); });
}

TEST_CASE("without a server the client says so, with exit 4") {
  const support::TempDir dir("control");
  for (const std::string& path :
       {(dir.path() / "none").string(), (dir.path() / "no" / "directory").string(), dir.write("file", "").string()}) {
    const Asked asked = ask_for(path, {.verb = Verb::Status});
    CHECK(asked.exit == kExitNotNow);
    CHECK(asked.error == "no server is running (there is none at " + path + ")");
  }
  CHECK(ask_for("", {.verb = Verb::Status}).exit == kExitUsage);
  CHECK(ask_for(std::string(200, 'x'), {.verb = Verb::Status}).exit == kExitUsage);
  Request many{.verb = Verb::Reload};
  many.zones.assign(20'000, "example.com");
  CHECK(ask_for("/none", many).error == "too many zones for one command: name fewer, or none for all");
}
