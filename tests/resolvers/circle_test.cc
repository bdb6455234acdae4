// The circle that this project is about. To find ns1.example.com, a resolver must ask the name servers of example.com,
// which are ns1.example.com and ns2.example.com themselves. Glue in the parent zone breaks it; without, nobody gets in.
#include <doctest/doctest.h>

#include "resolvers/judges.h"
#include "resolvers/resolver.h"
#include "resolvers/world.h"

namespace bailiwick::resolvers {
namespace {

const ZoneText kRoot = {".",
                        "$TTL 3600\n"
                        ".            SOA ns1. hostmaster. 1 14400 3600 1209600 300\n"
                        ".            NS  ns1.\n"
                        "ns1.         A   127.0.1.1\n"
                        "com.         NS  ns1.com.\n"
                        "ns1.com.     A   127.0.2.1\n",
                        {"127.0.1.1"}};

const std::string kDelegation =
    "$ORIGIN com.\n$TTL 3600\n"
    "@            SOA ns1 hostmaster 1 14400 3600 1209600 300\n"
    "@            NS  ns1\n"
    "ns1          A   127.0.2.1\n"
    "example      NS  ns1.example\n"
    "example      NS  ns2.example\n";
const ZoneText kComWithGlue = {"com",
                               kDelegation +
                                   "ns1.example  A   127.0.3.1\n"
                                   "ns2.example  A   127.0.3.2\n",
                               {"127.0.2.1"}};
const ZoneText kComWithoutGlue = {"com", kDelegation, {"127.0.2.1"}};

// The zone itself is the same with and without: nothing is wrong with it.
const ZoneText kExample = {"example.com",
                           "$TTL 3600\n"
                           "@            SOA ns1 hostmaster 1 14400 3600 1209600 300\n"
                           "@            NS  ns1\n"
                           "@            NS  ns2\n"
                           "ns1          A   127.0.3.1\n"
                           "ns2          A   127.0.3.2\n"
                           "www          A   192.0.2.80\n",
                           {"127.0.3.1", "127.0.3.2"}};

// What a resolver that has just started says about www.example.com.
support::Reply asked_of_a_resolver(const std::vector<ZoneText>& zones, const support::TempDir& dir) {
  // The parent's operator does not ask us what is wrong with it: `fatal` serves it as it is.
  const NameServers servers(zones, dir, "checks: {reject: fatal}\nstrict: true\n");
  const Resolver resolver(judge(), modes_of(judge()).back(), {{"127.0.1.1"}, ""}, dir);
  const auto reply = resolver.ask("www.example.com.", "A");
  REQUIRE_MESSAGE(reply, reply.error());
  return *reply;
}

// What `bailiwick check` says about the same files: exit code and report.
std::pair<int, std::string> checked(const std::vector<ZoneText>& zones, const support::TempDir& dir) {
  const auto config = write_config("check", zones, "", dir);
  const auto log = dir.path() / "check/log";
  support::Process check({{BAILIWICK_BINARY, "check", "--config", config.string()}, dir.path(), log, {}});
  return {check.wait(std::chrono::seconds(60)).value_or(-1), check.log()};
}

TEST_CASE("ns1 and ns2 inside the domain: with glue in the parent it is reached, and check says so beforehand") {
  const support::TempDir dir("circle");
  const std::vector<ZoneText> zones = {kRoot, kComWithGlue, kExample};

  const auto [exit_code, report] = checked(zones, dir);
  CAPTURE(report);
  CHECK(exit_code == 0);

  const auto reply = asked_of_a_resolver(zones, dir);
  CHECK(support::rcode_name(reply.rcode) == "NOERROR");
  CHECK(support::lines(reply.answer) == std::vector<std::string>{"www.example.com. 3600 A 192.0.2.80"});
}

TEST_CASE("without the glue nobody reaches it, and check says so beforehand") {
  const support::TempDir dir("circle");
  const std::vector<ZoneText> zones = {kRoot, kComWithoutGlue, kExample};

  const auto [exit_code, report] = checked(zones, dir);
  CAPTURE(report);
  CHECK(exit_code == 1);
  CHECK(report.find("error[D01]") != std::string::npos);

  const auto reply = asked_of_a_resolver(zones, dir);
  CHECK(support::rcode_name(reply.rcode) == "SERVFAIL");
  CHECK(reply.answer.empty());
}

}  // namespace
}  // namespace bailiwick::resolvers
