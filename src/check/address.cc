// The tables of IANA's "IPv4/IPv6 Special-Purpose Address Registry" as of 2024, only the blocks that are not globally
// reachable; more specific blocks first.
#include "check/address.h"

#include <array>

namespace bailiwick::check {
namespace {

struct Block {
  std::array<std::uint8_t, 16> prefix;
  std::uint8_t bits;
  AddressKind kind;
};

using enum AddressReach;

constexpr Block kIpv4Blocks[] = {
    {{192, 0, 0, 9}, 32, {Global, ""}},   // PCP anycast (RFC 7723)
    {{192, 0, 0, 10}, 32, {Global, ""}},  // TURN anycast (RFC 8155)
    {{0}, 8, {Local, "an address of \"this network\" (RFC 791)"}},
    {{10}, 8, {Local, "a private address (RFC 1918)"}},
    {{100, 64}, 10, {Local, "a provider's shared address behind NAT (RFC 6598)"}},
    {{127}, 8, {Local, "a loopback address (RFC 1122)"}},
    {{169, 254}, 16, {Local, "a link-local address (RFC 3927)"}},
    {{172, 16}, 12, {Local, "a private address (RFC 1918)"}},
    {{192, 0, 0}, 24, {Local, "reserved for protocol assignments (RFC 6890)"}},
    {{192, 0, 2}, 24, {Documentation, "a documentation address (RFC 5737)"}},
    {{192, 88, 99}, 24, {Local, "the retired 6to4 relay prefix (RFC 7526)"}},
    {{192, 168}, 16, {Local, "a private address (RFC 1918)"}},
    {{198, 18}, 15, {Local, "a benchmarking address (RFC 2544)"}},
    {{198, 51, 100}, 24, {Documentation, "a documentation address (RFC 5737)"}},
    {{203, 0, 113}, 24, {Documentation, "a documentation address (RFC 5737)"}},
    {{224}, 4, {Local, "a multicast address (RFC 5771)"}},
    {{255, 255, 255, 255}, 32, {Local, "the broadcast address (RFC 919)"}},
    {{240}, 4, {Local, "reserved (RFC 1112)"}},
};

constexpr Block kIpv6Blocks[] = {
    {{0}, 128, {Local, "the unspecified address (RFC 4291)"}},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128, {Local, "the loopback address (RFC 4291)"}},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, {Local, "an IPv4-mapped address (RFC 4291)"}},
    {{0, 0x64, 0xff, 0x9b, 0, 1}, 48, {Local, "a local translation prefix (RFC 8215)"}},
    {{0, 0x64, 0xff, 0x9b}, 96, {Global, ""}},  // well-known translation prefix (RFC 6052)
    {{0}, 8, {Local, "reserved (RFC 4291)"}},
    {{1}, 64, {Local, "a discard-only address (RFC 6666)"}},
    {{0x20, 0x01, 0x0d, 0xb8}, 32, {Documentation, "a documentation address (RFC 3849)"}},
    {{0x3f, 0xff}, 20, {Documentation, "a documentation address (RFC 9637)"}},
    {{0x20, 0x01, 0, 0}, 32, {Local, "a Teredo address (RFC 4380)"}},
    {{0x20, 0x01, 0, 2}, 48, {Local, "a benchmarking address (RFC 5180)"}},
    {{0x20, 0x01, 0, 0x10}, 28, {Local, "an ORCHID, not an address (RFC 4843)"}},
    {{0x20, 0x01, 0, 0x20}, 28, {Local, "an ORCHID, not an address (RFC 7343)"}},
    {{0x20, 0x02}, 16, {Local, "a 6to4 address, whose relays are retired (RFC 7526)"}},
    {{0x5f, 0}, 16, {Local, "a segment routing identifier (RFC 9602)"}},
    {{0xfc}, 7, {Local, "a unique local address (RFC 4193)"}},
    {{0xfe, 0x80}, 10, {Local, "a link-local address (RFC 4291)"}},
    {{0xfe, 0xc0}, 10, {Local, "a site-local address (RFC 3879)"}},
    {{0xff}, 8, {Local, "a multicast address (RFC 4291)"}},
};

bool is_in(base::Bytes address, const Block& block) {
  const std::size_t whole = block.bits / 8;
  for (std::size_t i = 0; i < whole; ++i)
    if (address[i] != block.prefix[i]) return false;
  const unsigned left = block.bits % 8;
  return left == 0 || (address[whole] ^ block.prefix[whole]) >> (8 - left) == 0;
}

}  // namespace

AddressKind kind_of_address(base::Bytes address) {
  const std::span<const Block> blocks = address.size() == 4 ? std::span<const Block>(kIpv4Blocks) : kIpv6Blocks;
  for (const Block& block : blocks)
    if (is_in(address, block)) return block.kind;
  return {Global, ""};
}

}  // namespace bailiwick::check
