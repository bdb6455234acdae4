// Key tags and digests as the RFCs print them.
#include "dnssec/ds_digest.h"

#include <doctest/doctest.h>

#include "load/zone_file.h"

using namespace bailiwick;

namespace {

struct Row {
  const char* owner;
  const char* dnskey;
  std::uint8_t digest_type;
  const char* ds;
};

// The rdata of a record of that type, as the loader reads it.
std::vector<std::uint8_t> rdata_of(const std::string& owner, const std::string& type, const std::string& text) {
  const load::Loaded loaded =
      load::load_zone_text("$TTL 1h\n@ " + type + ' ' + text + '\n', "zone", *wire::Name::from_text(owner));
  REQUIRE(loaded.built);
  const base::Bytes rdata = loaded.built->zone->rrset(0).first_rdata();
  return {rdata.begin(), rdata.end()};
}

}  // namespace

TEST_CASE("the examples of RFC 4034 section 5.4, RFC 4509 section 2.3 and RFC 6605 section 6.2") {
  constexpr const char* kDskey =
      "256 3 5 AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/"
      "M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw==";
  constexpr const char* kP384 =
      "257 3 14 xKYaNhWdGOfJ+nPrL8/arkwf2EY3MDJ+SErKivBVSum1w/egsXvSADtNJhyem5RCOpgQ6K8X1DRSEkrbYQ+OB+v8/"
      "uX45NBwY8rp65F6Glur8I/mlVNgF6W/qTI37m40";
  const Row rows[] = {
      {"dskey.example.com.", kDskey, dnssec::kDigestSha1, "60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118"},
      {"dsKEY.Example.com.", kDskey, dnssec::kDigestSha256,
       "60485 5 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A"},
      {"example.net.", kP384, dnssec::kDigestSha384,
       "10771 14 4 "
       "72d7b62976ce06438e9c0bf319013cf801f09ecc84b8d7e9495f27e305c6a9b0563a9b5f4d288405c3008a946df983d6"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.owner);
    const wire::Name owner = *wire::Name::from_text(row.owner);
    const auto dnskey = rdata_of(row.owner, "DNSKEY", row.dnskey);
    const auto ds = rdata_of(row.owner, "DS", row.ds);
    CHECK(dnssec::knows_digest(row.digest_type));
    CHECK(dnssec::key_tag(dnskey) == base::load16(ds.data()));
    CHECK(dnssec::ds_digest(row.digest_type, owner, dnskey) == std::vector<std::uint8_t>(ds.begin() + 4, ds.end()));
    if (row.digest_type == dnssec::kDigestSha256)
      CHECK(dnssec::ds_to_type(owner, dnskey) == std::string("dsKEY.Example.com. IN DS ") + row.ds);
  }
}

TEST_CASE("the key tag of algorithm 1 is part of the modulus (RFC 4034 appendix B.1)") {
  const std::vector<std::uint8_t> dnskey = {1, 0, 3, 1, 9, 9, 0x12, 0x34, 0x56};
  CHECK(dnssec::key_tag(dnskey) == 0x1234);
}

TEST_CASE("a digest of another type is not made up") {
  for (const int type : {0, 3, 5, 255}) {
    CHECK_FALSE(dnssec::knows_digest(static_cast<std::uint8_t>(type)));
    CHECK(dnssec::ds_digest(static_cast<std::uint8_t>(type), {}, {}).empty());
  }
}
