// What a resolver gets from the running server over real sockets, UDP and TCP, IPv4 and IPv6.
#include <doctest/doctest.h>

#include "e2e/site.h"

namespace bailiwick::e2e {
namespace {

const std::vector<std::string> kNameServers = {"example.com. 3600 NS ns1.example.com.",
                                               "example.com. 3600 NS ns2.example.com."};
const std::vector<std::string> kAddresses = {
    "ns1.example.com. 3600 A 192.0.2.1", "ns1.example.com. 3600 AAAA 2001:db8:1::1",
    "ns2.example.com. 3600 A 198.51.100.1", "ns2.example.com. 3600 AAAA 2001:db8:2::1"};

TEST_CASE("the name servers come with their addresses, over UDP and over TCP") {
  Site site;
  site.zone("example.com", example_zone());
  site.start();
  for (const bool tcp : {false, true}) {
    CAPTURE(tcp);
    const auto reply = site.ask("example.com.", "NS", tcp);
    CHECK(reply.qr);
    CHECK(reply.aa);
    CHECK_FALSE(reply.tc);
    CHECK_FALSE(reply.ra);
    CHECK(reply.rcode == 0);
    CHECK(support::lines(reply.answer) == kNameServers);
    CHECK(reply.authority.empty());
    CHECK(support::lines(reply.additional) == kAddresses);
  }
}

TEST_CASE("a name in no zone of ours is refused, with the extended error 20 where the query has EDNS") {
  Site site;
  site.zone("example.com", example_zone());
  site.start();
  auto asked = query("example.org.", "A");
  CHECK(site.ask(asked).rcode == 5);
  asked.edns = support::Edns{};
  const auto reply = site.ask(asked);
  CHECK(reply.rcode == 5);
  CHECK(extended_errors(reply) == std::vector{20});
}

TEST_CASE("NSID is told to who asks for it, and to nobody else") {  // RFC 5001 section 2.1, 2.2
  Site site;
  site.zone("example.com", example_zone());
  site.configure("identity: {nsid: ns1}");
  site.start();
  auto asked = query("www.example.com.", "A");
  asked.edns = support::Edns{};
  CHECK(site.ask(asked).edns.value().options.empty());
  asked.edns->options.push_back({3, {}});
  const auto reply = site.ask(asked);
  REQUIRE(reply.edns);
  CHECK(reply.edns->options == std::vector<support::EdnsOption>{{3, {'n', 's', '1'}}});
}

TEST_CASE("a socket bound to the wildcard address answers from the address that was asked") {
  Site site(support::has_ipv6() ? "0.0.0.0,::" : "0.0.0.0");
  site.zone("example.com", example_zone());
  site.start();
  std::vector<std::string> addresses = {"127.0.0.1", "127.0.0.2", "127.1.2.3"};
  if (support::has_ipv6()) addresses.push_back("::1");
  for (const auto& address : addresses) {
    CAPTURE(address);
    support::UdpSocket socket(address, site.port());
    REQUIRE(socket.send(support::encode(query("www.example.com.", "A"))));
    REQUIRE(socket.receive(std::chrono::seconds(5)));
    CHECK(socket.last_source() == address + "@" + std::to_string(site.port()));
    const auto reply = support::ask_tcp(site.port(), query("www.example.com.", "A"), std::chrono::seconds(5), address);
    REQUIRE(reply);
    CHECK(reply->answer.size() == 1);
  }
}

TEST_CASE("a reply that does not fit sets TC over UDP and is whole over TCP") {
  Site site;
  std::string zone = example_zone();
  for (int i = 1; i <= 60; ++i) zone += "many A 192.0.2." + std::to_string(i) + "\n";
  site.zone("example.com", zone);
  site.start();
  const auto udp = site.ask("many.example.com.", "A");
  CHECK(udp.tc);
  CHECK(udp.size <= 512);
  const auto tcp = site.ask("many.example.com.", "A", true);
  CHECK_FALSE(tcp.tc);
  CHECK(tcp.answer.size() == 60);
}

}  // namespace
}  // namespace bailiwick::e2e
