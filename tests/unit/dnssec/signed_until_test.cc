#include "dnssec/signed_until.h"

#include <doctest/doctest.h>

#include "unit/check/made_zone.h"

using namespace bailiwick;

TEST_CASE("a zone is signed until the first of its RRsets has no signature that lasts") {  // RFC 4034 §3.1.5
  constexpr base::UnixTime kNow = 1'800'000'000;
  constexpr std::uint32_t kSoon = 1'800'100'000, kLater = 1'800'200'000, kLatest = 1'800'300'000;
  MadeZone zone;
  zone.soa().ns("example.com.", "ns1.example.com.").a("ns1.example.com.").dnskey();
  zone.rrsig("example.com.", rr::Type::SOA, kLatest).rrsig("example.com.", rr::Type::DNSKEY, kLatest);
  zone.rrsig("example.com.", rr::Type::NS, kSoon).rrsig("example.com.", rr::Type::NS, kLatest);  // signed anew
  zone.rrsig("ns1.example.com.", rr::Type::A, kLater);
  CHECK(dnssec::signed_until(*zone.build().zone, kNow) == kLater);
}

TEST_CASE("a signature that lasts beyond 2106 is nearer than one of the last century") {  // RFC 1982
  constexpr base::UnixTime kNow = 4'294'967'000;
  MadeZone zone;
  zone.soa().ns("example.com.", "ns1.example.com.").dnskey().rrsig("example.com.", rr::Type::SOA, 1000);
  CHECK(dnssec::signed_until(*zone.build().zone, kNow) == base::UnixTime{4'294'967'296 + 1000});
}

TEST_CASE("in words: the day, and how many whole days are left until then") {
  constexpr base::UnixTime kNow = 1'799'971'200, kDay = 24 * 3600;  // 2027-01-15
  CHECK(dnssec::signed_until_text(kNow + 2 * kDay - 1, kNow) == "signed until 2027-01-16 (1 day left)");
  CHECK(dnssec::signed_until_text(kNow + 17 * kDay, kNow) == "signed until 2027-02-01 (17 days left)");
  CHECK(dnssec::signed_until_text(kNow + 60, kNow) == "signed until 2027-01-15 (0 days left)");
  CHECK(dnssec::signed_until_text(kNow - 60, kNow) == "signatures expired since 2027-01-14");
}

TEST_CASE("a zone without signatures is signed until no day") {
  MadeZone zone;
  zone.soa().ns("example.com.", "ns1.example.com.");
  CHECK_FALSE(dnssec::signed_until(*zone.build().zone, 1'800'000'000));
}
