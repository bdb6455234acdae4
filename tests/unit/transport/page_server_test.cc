#include "transport/page_server.h"

#include <optional>
#include <stdexcept>

#include "loop_fixture.h"

using namespace bailiwick::transport;
using std::chrono::milliseconds;

namespace {

class RunningPage {
 public:
  RunningPage() {
    auto socket = open_alone(loopback());
    REQUIRE(socket);
    address = local_address(socket->get());
    server.listen("test", std::move(*socket));
    thread_ = std::thread([this] { context_.run(); });
  }
  ~RunningPage() {
    context_.stop();
    thread_.join();
  }
  std::string ask(const std::string& request) const {
    Client client(SOCK_STREAM, address);
    REQUIRE(client.send(request));
    return client.receive_to_end();
  }
  void post(std::function<void()> task) { asio::post(context_, std::move(task)); }

  SocketAddress address;
  std::atomic<int> made = 0;
  std::atomic<bool> fails = false;

 private:
  asio::io_context context_{1};
  std::optional<asio::executor_work_guard<asio::io_context::executor_type>> work_{context_.get_executor()};
  std::thread thread_;

 public:
  PageServer server{context_, "text/test", [this] {
                      ++made;
                      if (fails) throw std::runtime_error("no page");
                      return std::string("the page\n");
                    }};
};

std::string body(const std::string& response) {
  const std::size_t at = response.find("\r\n\r\n");
  return at == std::string::npos ? "" : response.substr(at + 4);
}

}  // namespace

// RFC 9110 §9.3.1, §9.3.2; RFC 9112 §9.6.
TEST_CASE("GET gives the page, its type and length; HEAD the same without the page; then the connection ends") {
  const RunningPage page;
  for (const char* target : {"/metrics", "/metrics?name=x"}) {
    const std::string response = page.ask("GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(response.starts_with("HTTP/1.1 200 OK\r\n"));
    CHECK(response.contains("\r\nContent-Type: text/test\r\n"));
    CHECK(response.contains("\r\nContent-Length: 9\r\n"));
    CHECK(response.contains("\r\nConnection: close\r\n"));
    CHECK(body(response) == "the page\n");
  }
  const std::string head = page.ask("HEAD /metrics HTTP/1.0\r\n\r\n");
  CHECK(head.contains("\r\nContent-Length: 9\r\n"));
  CHECK(body(head).empty());
}

TEST_CASE("other paths are not found, other methods not allowed, and what is no HTTP gets no response") {
  const RunningPage page;
  CHECK(page.ask("GET / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 404 "));
  CHECK(page.ask("GET /metrics/x HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 404 "));
  const std::string refused = page.ask("DELETE /metrics HTTP/1.1\r\n\r\n");
  CHECK(refused.starts_with("HTTP/1.1 405 "));
  CHECK(refused.contains("\r\nAllow: GET, HEAD\r\n"));
  CHECK(page.ask("hello\r\n\r\n").empty());
  CHECK(page.made == 0);
}

TEST_CASE("the page is made once a second at most, and one that cannot be made ends its connection alone") {
  RunningPage page;
  const auto began = std::chrono::steady_clock::now();
  for (int i = 0; i < 200; ++i) CHECK(body(page.ask("GET /metrics HTTP/1.1\r\n\r\n")) == "the page\n");
  const auto took = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - began);
  CHECK(page.made <= 1 + took.count());
  page.fails = true;
  std::this_thread::sleep_for(milliseconds(1100));
  CHECK(page.ask("GET /metrics HTTP/1.1\r\n\r\n").empty());
  page.fails = false;
  CHECK(body(page.ask("GET /metrics HTTP/1.1\r\n\r\n")) == "the page\n");
}

TEST_CASE("of more connections than there may be, the oldest makes room") {
  const RunningPage page;
  Client oldest(SOCK_STREAM, page.address);
  std::vector<std::unique_ptr<Client>> others;
  for (std::size_t i = 1; i < PageServer::kMostSessions; ++i)
    others.push_back(std::make_unique<Client>(SOCK_STREAM, page.address));
  Client one_more(SOCK_STREAM, page.address);
  REQUIRE(oldest.readable_within(2000));
  CHECK(oldest.receive_to_end().empty());
  REQUIRE(others.front()->send("GET /metrics HTTP/1.1\r\n\r\n"));
  CHECK(body(others.front()->receive_to_end()) == "the page\n");
}

TEST_CASE("an address that is closed takes no more connections") {
  RunningPage page;
  std::atomic<bool> done = false;
  page.post([&] {
    page.server.close("test");
    done = true;
  });
  while (!done) std::this_thread::sleep_for(milliseconds(1));
  CHECK(open_alone(page.address));
}
