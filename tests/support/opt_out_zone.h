// A small zone signed by NSEC3 with opt-out (RFC 5155 §6), made in memory: hashes and chain are right, signatures are
// an octet each. It has a delegation with DS and one without, an empty non-terminal above a host, one above nothing but
// a delegation without DS (which has no record, §7.1), a wildcard, an alias.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zone/builder.h"
#include "zone/nsec3_hash.h"

namespace bailiwick::support {

class OptOutZone {
 public:
  explicit OptOutZone(std::string_view origin) : origin_(wire::Name::from_text(origin).value()), builder_(origin_) {
    using rr::Type;
    add("@", Type::SOA, wire_of("ns1") + wire_of("h") + std::string(20, '\x01'));
    add("@", Type::NS, wire_of("ns1"));
    add("@", Type::NSEC3PARAM, std::string("\1\0\0\0\0", 5));
    for (const Type type : {Type::SOA, Type::NS, Type::NSEC3PARAM}) sign("@", type);
    for (const char* const host : {"ns1", "www", "host.deep", "*.wild"}) {
      add(host, Type::A, std::string("\xc0\x00\x02\x01", 4));
      sign(host, Type::A);
    }
    add("alias", Type::CNAME, wire_of("www"));
    sign("alias", Type::CNAME);
    for (const char* const cut : {"secure", "cut", "kid.ent"}) {
      add(cut, Type::NS, wire_of("ns." + std::string(cut)));
      add("ns." + std::string(cut), Type::A, std::string("\xc0\x00\x02\x02", 4));
    }
    add("secure", Type::DS, std::string("\x12\x34\x0d\x02", 4) + std::string(32, 'd'));
    sign("secure", Type::DS);
    add_chain({"@", "ns1", "www", "host.deep", "deep", "*.wild", "wild", "alias", "secure"});
  }
  std::shared_ptr<const zone::Zone> take() && { return std::move(builder_).finish().zone; }
  const wire::Name& origin() const { return origin_; }

 private:
  wire::Name name(std::string_view text) const {
    return text == "@" ? origin_ : wire::Name::from_text(text, origin_).value();
  }
  std::string wire_of(std::string_view text) const {
    const wire::Name full = name(text);
    return {reinterpret_cast<const char*>(full.data()), full.size()};
  }
  void add(std::string_view owner, rr::Type type, const std::string& rdata) {
    builder_.add(name(owner), type, 3600, {reinterpret_cast<const std::uint8_t*>(rdata.data()), rdata.size()}, {});
  }
  void sign(std::string_view owner, rr::Type covered) {
    const auto number = static_cast<std::uint16_t>(covered);
    const std::string type = {static_cast<char>(number >> 8), static_cast<char>(number & 255)};
    add(owner, rr::Type::RRSIG, type + "\x0d\x01" + std::string(14, '\x01') + wire_of("@") + "s");
  }
  // RFC 4648 §7.
  static std::string base32hex(const zone::Nsec3Hash& hash) {
    std::string text;
    for (std::size_t bit = 0; bit < 8 * hash.size(); bit += 5) {
      const unsigned next = bit / 8 + 1 < hash.size() ? hash[bit / 8 + 1] : 0;
      text += "0123456789abcdefghijklmnopqrstuv"[(hash[bit / 8] << 8 | next) >> (11 - bit % 8) & 31];
    }
    return text;
  }
  void add_chain(const std::vector<std::string_view>& names) {
    std::vector<zone::Nsec3Hash> hashes;
    for (const std::string_view text : names) hashes.push_back(zone::nsec3_hash(name(text), {}));
    std::sort(hashes.begin(), hashes.end());
    for (std::size_t i = 0; i < hashes.size(); ++i) {
      const zone::Nsec3Hash& next = hashes[(i + 1) % hashes.size()];
      const std::string owner = base32hex(hashes[i]);
      add(owner, rr::Type::NSEC3, std::string("\1\1\0\0\0\x14", 6) + std::string(next.begin(), next.end()));
      sign(owner, rr::Type::NSEC3);
    }
  }

  wire::Name origin_;
  zone::Builder builder_;
};

}  // namespace bailiwick::support
