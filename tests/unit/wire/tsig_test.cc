#include "wire/tsig.h"

#include <doctest/doctest.h>

#include <vector>

#include "wire/query.h"

using namespace bailiwick;
using namespace bailiwick::wire;

namespace {

using Octets = std::vector<std::uint8_t>;

Octets joined(std::initializer_list<Octets> parts) {
  Octets out;
  for (const Octets& part : parts) out.insert(out.end(), part.begin(), part.end());
  return out;
}

const Octets kKey = {3, 'k', 'e', 'y', 0};
const Octets kFixed = {0, 250, 0, 255, 0, 0, 0, 0};
const Octets kAlgorithm = {11, 'h', 'm', 'a', 'c', '-', 's', 'h', 'a', '2', '5', '6', 0};
const Octets kTime = {0, 0, 0x65, 1, 2, 3, 1, 0x2c};  // and the fudge
const Octets kMac = {0, 4, 9, 9, 9, 9};
const Octets kEnd = {0x11, 0x22, 0, 0, 0, 0};  // original id, error, other length
const Octets kRdata = joined({kAlgorithm, kTime, kMac, kEnd});

Octets record(const Octets& owner, const Octets& fixed, const Octets& rdata) {
  return joined({owner, fixed, {0, static_cast<std::uint8_t>(rdata.size())}, rdata});
}

// example. A IN with these records in its additional section.
QueryFault fault(std::initializer_list<Octets> records, Query& query, std::size_t section = 11) {
  static Octets message;
  message = {0x11, 0x22, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 7, 'e', 'x', 'a', 'm', 'p', 'l', 'e', 0, 0, 1, 0, 1};
  message[section] = static_cast<std::uint8_t>(records.size());
  for (const Octets& one : records) message.insert(message.end(), one.begin(), one.end());
  return parse_query(message, query);
}

}  // namespace

TEST_CASE("a TSIG record is found, whole") {
  Query query;
  const Octets tsig = record(kKey, kFixed, kRdata);
  CHECK(fault({tsig}, query) == QueryFault::None);
  CHECK(Octets(query.tsig.begin(), query.tsig.end()) == tsig);
}

TEST_CASE(
    "a TSIG record that is not the last, not the only one, or not of its form makes a FORMERR") {  // RFC 8945 §5.1
  Query query;
  const Octets tsig = record(kKey, kFixed, kRdata);
  const Octets opt = {0, 0, 41, 4, 0xd0, 0, 0, 0, 0, 0, 0};
  CHECK(fault({opt, tsig}, query) == QueryFault::None);
  CHECK(fault({tsig, opt}, query) == QueryFault::FormErr);
  CHECK(fault({tsig, tsig}, query) == QueryFault::FormErr);
  CHECK(fault({tsig}, query, 7) == QueryFault::FormErr);                                             // answer
  CHECK(fault({tsig}, query, 9) == QueryFault::FormErr);                                             // authority
  CHECK(fault({record(kKey, {0, 250, 0, 1, 0, 0, 0, 0}, kRdata)}, query) == QueryFault::FormErr);    // class IN
  CHECK(fault({record(kKey, {0, 250, 0, 255, 0, 0, 0, 1}, kRdata)}, query) == QueryFault::FormErr);  // a TTL
  CHECK(fault({record(kKey, kFixed, joined({kRdata, {0}}))}, query) == QueryFault::FormErr);         // too long
  for (std::size_t size = 0; size < kRdata.size(); ++size)
    CHECK(fault({record(kKey, kFixed, Octets(kRdata.begin(), kRdata.begin() + static_cast<long>(size)))}, query) ==
          QueryFault::FormErr);
}

TEST_CASE("the reply's TSIG record says BADKEY, and is not signed") {  // RFC 8945 §5.3.2
  std::array<std::uint8_t, kMaxUnsignedTsig> out;
  const std::size_t size = write_bad_key(record(kKey, kFixed, kRdata), out);
  const Octets expected = record(kKey, kFixed, joined({kAlgorithm, kTime, {0, 0}, {0x11, 0x22}, {0, 17}, {0, 0}}));
  CHECK(Octets(out.begin(), out.begin() + static_cast<long>(size)) == expected);
}

TEST_CASE("a key's name that is compressed is not repeated") {
  std::array<std::uint8_t, kMaxUnsignedTsig> out;
  CHECK(write_bad_key(record({0xc0, 12}, kFixed, kRdata), out) == 0);
}

TEST_CASE("a record's name may point at what stands before it, and nowhere else") {  // RFC 1035 §4.1.4
  Query query;
  const Octets address = {0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 192, 0, 2, 1};
  CHECK(fault({joined({{0xc0, 12}, address})}, query) == QueryFault::None);
  CHECK(fault({joined({{3, 'w', 'w', 'w', 0xc0, 12}, address})}, query) == QueryFault::None);
  CHECK(fault({joined({{0xc0, 25}, address})}, query) == QueryFault::FormErr);                    // itself
  CHECK(fault({joined({{0xc0, 27}, address})}, query) == QueryFault::FormErr);                    // forwards
  CHECK(fault({joined({{3, 'w', 'w', 'w', 0xc0, 25}, address})}, query) == QueryFault::FormErr);  // its own label
  CHECK(fault({joined({{0xc0, 11}, address})}, query) == QueryFault::FormErr);                    // the header
}
