// Hashes of any number of octets, by OpenSSL: for DS records and for the digest of a whole zone.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace bailiwick::dnssec {

class Digest {
 public:
  enum class Algorithm : std::uint8_t { Sha1, Sha256, Sha384, Sha512 };

  // Throws std::bad_alloc, as all of it.
  explicit Digest(Algorithm algorithm);
  ~Digest();
  void add(base::Bytes octets);
  // Of all that was added; to be called once.
  std::vector<std::uint8_t> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// "0A1B", as zone files have it.
std::string hex_text(base::Bytes octets);

}  // namespace bailiwick::dnssec
