#include "zone/sha1.h"

#include <bit>
#include <cstring>

namespace bailiwick::zone {
namespace {

constexpr std::size_t kBlock = 64;
using State = std::array<std::uint32_t, 5>;

// FIPS 180-4 §6.1.2, with the message schedule as a ring of 16 words (§6.1.3).
void take_block(State& state, const std::uint8_t* block) {
  std::uint32_t w[16];
  for (std::size_t i = 0; i < 16; ++i) w[i] = base::load32(block + 4 * i);
  auto [a, b, c, d, e] = state;
  const auto round = [&](std::size_t t, std::uint32_t mixed, std::uint32_t constant) {
    std::uint32_t& word = w[t & 15];
    if (t >= 16) word = std::rotl(w[(t + 13) & 15] ^ w[(t + 8) & 15] ^ w[(t + 2) & 15] ^ word, 1);
    const std::uint32_t next = std::rotl(a, 5) + mixed + e + constant + word;
    e = d;
    d = c;
    c = std::rotl(b, 30);
    b = a;
    a = next;
  };
  for (std::size_t t = 0; t < 20; ++t) round(t, (b & c) ^ (~b & d), 0x5a827999);
  for (std::size_t t = 20; t < 40; ++t) round(t, b ^ c ^ d, 0x6ed9eba1);
  for (std::size_t t = 40; t < 60; ++t) round(t, (b & c) ^ (b & d) ^ (c & d), 0x8f1bbcdc);
  for (std::size_t t = 60; t < 80; ++t) round(t, b ^ c ^ d, 0xca62c1d6);
  const State add = {a, b, c, d, e};
  for (std::size_t i = 0; i < state.size(); ++i) state[i] += add[i];
}

// The state after a whole message.
void write_digest(const State& state, Sha1Digest& digest) {
  for (std::size_t i = 0; i < state.size(); ++i) base::store32(digest.data() + 4 * i, state[i]);
}

constexpr State kInitial = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
constexpr std::size_t kMaxInOneBlock = kBlock - 9;  // with the bit behind the message, and its length

// Most names: no more than kMaxInOneBlock octets.
void take_short(base::Bytes a, base::Bytes b, Sha1Digest& digest) {
  const std::size_t size = a.size() + b.size();
  std::uint8_t block[kBlock] = {};
  if (!a.empty()) std::memcpy(block, a.data(), a.size());
  if (!b.empty()) std::memcpy(block + a.size(), b.data(), b.size());
  block[size] = 0x80;
  base::store32(block + kBlock - 4, static_cast<std::uint32_t>(size * 8));
  State state = kInitial;
  take_block(state, block);
  write_digest(state, digest);
}

// A longer message as it comes, gathered into blocks.
class Message {
 public:
  void add(base::Bytes octets) {
    for (const std::uint8_t octet : octets) put(octet);
    size_ += octets.size();
  }
  void finish(Sha1Digest& digest) {
    put(0x80);
    while (used_ != kBlock - 8) put(0);
    std::uint8_t bits[8] = {};
    base::store32(bits + 4, static_cast<std::uint32_t>(size_ * 8));  // messages here are of some hundred octets
    for (const std::uint8_t octet : bits) put(octet);
    write_digest(state_, digest);
  }

 private:
  void put(std::uint8_t octet) {
    block_[used_++] = octet;
    if (used_ < kBlock) return;
    take_block(state_, block_);
    used_ = 0;
  }

  State state_ = kInitial;
  std::uint8_t block_[kBlock];
  std::size_t used_ = 0;
  std::size_t size_ = 0;
};

}  // namespace

void sha1(base::Bytes a, base::Bytes b, Sha1Digest& digest) {
  if (a.size() + b.size() <= kMaxInOneBlock) return take_short(a, b, digest);
  Message message;
  message.add(a);
  message.add(b);
  message.finish(digest);
}

}  // namespace bailiwick::zone
