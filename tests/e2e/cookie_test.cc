// DNS cookies over real sockets: from the client's address as it really is, through a restart and a change of secret.
#include <doctest/doctest.h>
#include <signal.h>

#include <filesystem>

#include "e2e/site.h"

namespace bailiwick::e2e {
namespace {

const support::Octets kClient = {1, 2, 3, 4, 5, 6, 7, 8};

support::Query asking(const support::Octets& cookie) {
  support::Query asked = query("www.example.com.", "A");
  asked.edns = support::Edns{};
  asked.edns->options.push_back({.code = 10, .data = cookie});
  return asked;
}

support::Octets cookie_of(const support::Reply& reply) {
  REQUIRE(reply.edns);
  for (const auto& option : reply.edns->options)
    if (option.code == 10) return option.data;
  return {};
}

// Whether the server takes it for its own: then it comes back as it is, or new within the good part of half an hour.
bool is_good(const Site& site, const support::Octets& cookie) {
  return site.ask(asking(cookie)).rcode == 0;
}

TEST_CASE("a client gets a cookie by default, and shows it over UDP and TCP, but not from another address") {
  Site site;
  site.zone("example.com", example_zone());
  site.configure("cookies: {require: always}");
  site.start();
  const auto first = site.ask(asking(kClient));
  CHECK(first.rcode == 23);
  CHECK(first.answer.empty());
  const support::Octets cookie = cookie_of(first);
  REQUIRE(cookie.size() == 24);
  CHECK(support::Octets(cookie.begin(), cookie.begin() + 8) == kClient);
  CHECK(site.ask(asking(cookie)).answer.size() == 1);
  CHECK(cookie_of(site.ask(asking(cookie), true)) == cookie);
  CHECK(cookie_of(site.ask(asking(kClient), true)).size() == 24);
  support::UdpSocket elsewhere("127.0.0.1", site.port());
  elsewhere.bind_to("127.0.0.2");
  REQUIRE(elsewhere.send(support::encode(asking(cookie))));
  const auto message = elsewhere.receive(std::chrono::seconds(5));
  REQUIRE(message);
  CHECK(support::parse_reply(*message)->rcode == 23);
}

TEST_CASE("the secret lives through restarts and, for an hour, through its replacement") {
  Site site;
  site.zone("example.com", example_zone());
  site.configure("cookies: {require: always}");
  site.start();
  const support::Octets old = cookie_of(site.ask(asking(kClient)));
  site.process().signal(SIGTERM);
  CHECK(site.process().wait(std::chrono::seconds(5)) == 0);
  site.start();
  CHECK(is_good(site, old));

  std::filesystem::remove(site.dir().path() / "state" / "cookie-secret");
  site.reload();
  const auto reply = site.ask(asking(old));
  CHECK(reply.rcode == 0);
  const support::Octets fresh = cookie_of(reply);
  CHECK(fresh != old);
  CHECK(is_good(site, fresh));
  CHECK(log_line(site.process().log(), "secret has changed") != "");
}

TEST_CASE("two servers with one secret file take each other's cookies (RFC 9018 section 1)") {
  const std::string secret = "e5e973e5a6b2a43f48e7dc849e37bfcf\n";
  Site one;
  Site two;
  for (Site* site : {&one, &two}) {
    site->zone("example.com", example_zone());
    site->dir().write("secret", secret);
    site->configure("cookies: {require: always, secret-file: secret}");
    site->start();
  }
  CHECK(is_good(two, cookie_of(one.ask(asking(kClient)))));
}

TEST_CASE("a secret file that says nothing: the server starts, and says where the mistake is and what to write") {
  Site site;
  site.zone("example.com", example_zone());
  site.dir().write("secret", "e5e973e5a6b2a43f\n");
  site.configure("cookies: {secret-file: secret}");
  site.start();
  CHECK(cookie_of(site.ask(asking(kClient))).size() == 24);
  CHECK(log_line(site.process().log(), "secret:1:17").find("openssl rand -hex 16") != std::string::npos);
}

TEST_CASE("switched off, the option is one that nobody knows") {
  Site site;
  site.zone("example.com", example_zone());
  site.configure("cookies: {enabled: false}");
  site.start();
  CHECK(cookie_of(site.ask(asking(kClient))).empty());
  CHECK(site.ask(asking({1})).rcode == 0);
}

}  // namespace
}  // namespace bailiwick::e2e
