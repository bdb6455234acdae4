#include "base/siphash.h"

#include <sys/random.h>

#include <bit>

#include "base/assert.h"

namespace bailiwick::base {
namespace {

std::uint64_t load64_le(const std::uint8_t* p) {
  std::uint64_t value = 0;
  std::memcpy(&value, p, sizeof value);
  return std::endian::native == std::endian::little ? value : __builtin_bswap64(value);
}

struct SipState {
  std::uint64_t v0, v1, v2, v3;

  void round() {
    v0 += v1;
    v1 = std::rotl(v1, 13) ^ v0;
    v0 = std::rotl(v0, 32);
    v2 += v3;
    v3 = std::rotl(v3, 16) ^ v2;
    v0 += v3;
    v3 = std::rotl(v3, 21) ^ v0;
    v2 += v1;
    v1 = std::rotl(v1, 17) ^ v2;
    v2 = std::rotl(v2, 32);
  }
  void take(std::uint64_t word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }
};

}  // namespace

SipKey random_sip_key() {
  SipKey key{};
  // Up to 256 octets it comes whole or not at all, and fails only where the kernel knows no such call.
  BAILIWICK_ASSERT(::getrandom(key.data(), key.size(), 0) == static_cast<ssize_t>(key.size()));
  return key;
}

std::uint64_t siphash(const SipKey& key, Bytes message) {
  const std::uint64_t k0 = load64_le(key.data());
  const std::uint64_t k1 = load64_le(key.data() + 8);
  SipState state{k0 ^ 0x736f6d6570736575, k1 ^ 0x646f72616e646f6d, k0 ^ 0x6c7967656e657261, k1 ^ 0x7465646279746573};
  const std::size_t whole = message.size() / 8 * 8;
  for (std::size_t at = 0; at < whole; at += 8) state.take(load64_le(message.data() + at));
  std::uint64_t last = static_cast<std::uint64_t>(message.size()) << 56;
  for (std::size_t at = whole; at < message.size(); ++at)
    last |= static_cast<std::uint64_t>(message[at]) << (8 * (at - whole));
  state.take(last);
  state.v2 ^= 0xff;
  for (int i = 0; i < 4; ++i) state.round();
  return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

}  // namespace bailiwick::base
