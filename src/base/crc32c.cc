// Eight octets a step, by eight tables ("slicing by 8"): over 1 GB/s on any machine, with no instruction of its own.
#include "base/crc32c.h"

#include <array>
#include <cstddef>

namespace bailiwick::base {
namespace {

using Table = std::array<std::uint32_t, 256>;

constexpr auto kTables = [] {
  constexpr std::uint32_t kPolynomial = 0x82f63b78;  // 0x1edc6f41, its bits reversed
  std::array<Table, 8> tables{};
  for (std::uint32_t octet = 0; octet < 256; ++octet) {
    std::uint32_t rest = octet;
    for (int bit = 0; bit < 8; ++bit) rest = rest >> 1 ^ ((rest & 1) != 0 ? kPolynomial : 0);
    tables[0][octet] = rest;
  }
  for (std::size_t i = 1; i < tables.size(); ++i)
    for (std::size_t octet = 0; octet < 256; ++octet)
      tables[i][octet] = tables[i - 1][octet] >> 8 ^ tables[0][tables[i - 1][octet] & 0xff];
  return tables;
}();

}  // namespace

std::uint32_t crc32c(std::string_view octets, std::uint32_t crc) {
  crc = ~crc;
  const auto octet = [&](std::size_t at) { return std::uint32_t{static_cast<std::uint8_t>(octets[at])}; };
  std::size_t at = 0;
  for (; octets.size() - at >= 8; at += 8) {
    const std::uint32_t low = crc ^ (octet(at) | octet(at + 1) << 8 | octet(at + 2) << 16 | octet(at + 3) << 24);
    crc = kTables[7][low & 0xff] ^ kTables[6][low >> 8 & 0xff] ^ kTables[5][low >> 16 & 0xff] ^ kTables[4][low >> 24] ^
          kTables[3][octet(at + 4)] ^ kTables[2][octet(at + 5)] ^ kTables[1][octet(at + 6)] ^ kTables[0][octet(at + 7)];
  }
  for (; at < octets.size(); ++at) crc = crc >> 8 ^ kTables[0][(crc ^ octet(at)) & 0xff];
  return ~crc;
}

}  // namespace bailiwick::base
