// A signed zone as a list of records, and the ways to spoil it: each plants one mistake, of one code of the catalogue.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "differential/random.h"
#include "rr/type.h"
#include "wire/name.h"
#include "zone/builder.h"

struct SignedRecord {
  bailiwick::wire::Name owner;
  bailiwick::rr::Type type;
  std::uint32_t ttl;
  std::vector<std::uint8_t> rdata;
  bool authoritative;  // handed out by this zone, and so signed

  bool is_signature_of(bailiwick::rr::Type covered) const {
    return type == bailiwick::rr::Type::RRSIG &&
           bailiwick::base::load16(rdata.data()) == static_cast<unsigned>(covered);
  }
};

std::vector<SignedRecord> records_of(const bailiwick::zone::Zone& zone);
bailiwick::zone::Built build(bailiwick::wire::NameView origin, const std::vector<SignedRecord>& records);

struct Damage {
  std::string_view what;
  std::string_view code;
  bool is_cryptographic;  // nothing but the cryptography tells
  // False where the zone has nothing to do it to.
  bool (*plant)(std::vector<SignedRecord>& records, bailiwick::differential::Random& random);
};
std::span<const Damage> damages();
