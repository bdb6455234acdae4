// A zone made record by record, for tests that need no zone file. Names are absolute, in presentation form.
#pragma once

#include <string>
#include <vector>

#include "check/check.h"
#include "wire/name.h"
#include "zone/builder.h"

class MadeZone {
 public:
  explicit MadeZone(const std::string& origin = "example.com.") : origin_(origin), builder_(name(origin)) {
    file_ = builder_.add_file("made");
  }

  MadeZone& soa() {
    std::vector<std::uint8_t> rdata(2 + 20);  // two root names and five numbers
    return add(origin_, bailiwick::rr::Type::SOA, rdata);
  }
  MadeZone& ns(const std::string& owner, const std::string& host) {
    return add(owner, bailiwick::rr::Type::NS, bytes(host));
  }
  MadeZone& cname(const std::string& owner, const std::string& target) {
    return add(owner, bailiwick::rr::Type::CNAME, bytes(target));
  }
  MadeZone& dname(const std::string& owner, const std::string& target) {
    return add(owner, bailiwick::rr::Type::DNAME, bytes(target));
  }
  MadeZone& mx(const std::string& owner, const std::string& host) {
    std::vector<std::uint8_t> rdata = bytes(host);
    rdata.insert(rdata.begin(), {0, 10});
    return add(owner, bailiwick::rr::Type::MX, rdata);
  }
  MadeZone& a(const std::string& owner, const std::vector<std::uint8_t>& address = {192, 0, 2, 1}) {
    return add(owner, bailiwick::rr::Type::A, address);
  }
  MadeZone& aaaa(const std::string& owner,
                 const std::vector<std::uint8_t>& address = std::vector<std::uint8_t>(16, 1)) {
    return add(owner, bailiwick::rr::Type::AAAA, address);
  }
  MadeZone& dnskey() { return add(origin_, bailiwick::rr::Type::DNSKEY, {1, 1, 3, 13, 0}); }
  // By nobody; valid until `expiration`.
  MadeZone& rrsig(const std::string& owner, bailiwick::rr::Type covered, std::uint32_t expiration) {
    std::vector<std::uint8_t> rdata(18);
    const auto number = static_cast<std::uint16_t>(covered);
    rdata[0] = static_cast<std::uint8_t>(number >> 8);
    rdata[1] = static_cast<std::uint8_t>(number);
    for (int i = 0; i < 4; ++i) rdata[8 + i] = static_cast<std::uint8_t>(expiration >> (24 - 8 * i));
    const std::vector<std::uint8_t> signer = bytes(origin_);
    rdata.insert(rdata.end(), signer.begin(), signer.end());
    rdata.push_back(0);
    return add(owner, bailiwick::rr::Type::RRSIG, rdata);
  }

  // Each may be called once, and spends the zone.
  bailiwick::zone::Built build() { return std::move(builder_).finish(); }
  bailiwick::base::Findings check() {
    const bailiwick::zone::Built built = build();
    return bailiwick::check::check_zone({*built.zone, built.sources, built.notes});
  }

  static bailiwick::wire::Name name(const std::string& text) { return *bailiwick::wire::Name::from_text(text); }

 private:
  static std::vector<std::uint8_t> bytes(const std::string& text) {
    const bailiwick::wire::Name made = name(text);
    return {made.data(), made.data() + made.size()};
  }
  MadeZone& add(const std::string& owner, bailiwick::rr::Type type, const std::vector<std::uint8_t>& rdata) {
    builder_.add(name(owner), type, 3600, rdata, {.line = ++line_, .column = 1, .file = file_});
    return *this;
  }

  std::string origin_;
  bailiwick::zone::Builder builder_;
  std::uint16_t file_ = 0;
  std::uint32_t line_ = 0;
};
