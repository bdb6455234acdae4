// The OPT record of EDNS (RFC 6891 §6.1) and its options, as MessageReader and MessageBuilder have it. What a query on
// the fast path asks with it is for query.h.
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "wire/header.h"

namespace bailiwick::wire {

struct Record;

inline constexpr std::size_t kOptSize = 11;          // of an OPT record without options
inline constexpr std::size_t kOptionHeaderSize = 4;  // code and length before the content of each option

struct Opt {
  std::uint16_t udp_payload = kMinUdpPayload;
  std::uint8_t extended_rcode = 0;  // the upper 8 of the 12 bits of an rcode
  std::uint8_t version = 0;
  bool dnssec_ok = false;  // RFC 3225
  base::Bytes options;     // one after the other, in wire form
};

struct EdnsOption {
  std::uint16_t code = 0;
  base::Bytes content;
};

// What an OPT record says; none if `record` is not one in order (§6.1.1, §6.1.2): in the additional section, owned by
// the root, with options that fill its rdata. That there is only one is for the caller to see to.
std::optional<Opt> read_opt(const Record& record);
// The option that `left` starts with, which is taken off; none at the end, or where no option can be read.
std::optional<EdnsOption> take_option(base::Bytes& left);
// Writes an option at buffer[used] and adds its octets to `used`; false, and nothing written, if it does not fit.
[[nodiscard]] bool append_option(base::MutableBytes buffer, std::size_t& used, const EdnsOption& option);

}  // namespace bailiwick::wire
