#include "transport/acceptors.h"

#include <list>
#include <memory>

#include "loop_fixture.h"

using namespace bailiwick::transport;

TEST_CASE("what admitting a connection throws costs that connection alone") {
  asio::io_context context{1};
  std::atomic<int> admitted = 0;
  std::list<asio::ip::tcp::socket> kept;
  Acceptors acceptors(context, [&](asio::ip::tcp::socket socket) {
    if (++admitted % 2 == 1) throw std::bad_alloc();
    kept.push_back(std::move(socket));
  });
  auto socket = open_alone(loopback());
  REQUIRE(socket);
  const SocketAddress address = local_address(socket->get());
  acceptors.listen("test", std::move(*socket));
  std::thread thread([&] { context.run(); });
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 1; i <= 6; ++i) {
    clients.push_back(std::make_unique<Client>(SOCK_STREAM, address));
    REQUIRE(clients.back()->connected);
    CHECK(eventually([&] { return admitted == i; }));
    CHECK(clients.back()->readable_within(i % 2 == 1 ? 3000 : 20) == (i % 2 == 1));  // closed, or kept
  }
  asio::post(context, [&] { acceptors.close("test"); });
  thread.join();  // no listener is left
  CHECK(kept.size() == 3);
}
