// The message header (RFC 1035 §4.1.1), read from and written to the first 12 octets of a message.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"

namespace bailiwick::wire {

inline constexpr std::size_t kHeaderSize = 12;
inline constexpr std::size_t kMaxMessageSize = 65535;
inline constexpr std::size_t kMinUdpPayload = 512;   // RFC 1035 §2.3.4: what every client takes
inline constexpr std::size_t kRecordFixedSize = 10;  // between a record's owner and its rdata: type, class, TTL, length
inline constexpr std::size_t kMaxRdataSize = 65535;

// The records that are about the message, and their class; the types of zones are in rr/.
inline constexpr std::uint16_t kTypeOpt = 41;    // RFC 6891
inline constexpr std::uint16_t kTypeTsig = 250;  // RFC 8945
inline constexpr std::uint16_t kClassAny = 255;

// The 16 flag bits.
inline constexpr std::uint16_t kQr = 0x8000;
inline constexpr std::uint16_t kOpcodeMask = 0x7800;
inline constexpr std::uint16_t kAa = 0x0400;
inline constexpr std::uint16_t kTc = 0x0200;
inline constexpr std::uint16_t kRd = 0x0100;

// As read_opcode() gives it: other values may come, too.
enum class Opcode : std::uint8_t { Query = 0, Notify = 4, Update = 5 };

enum class Rcode : std::uint16_t {
  NoError = 0,
  FormErr = 1,
  ServFail = 2,
  NxDomain = 3,
  NotImp = 4,
  Refused = 5,
  YxDomain = 6,
  NotAuth = 9,     // RFC 8945 §5.2.1
  BadVers = 16,    // RFC 6891 §9: its upper bits travel in the OPT record
  BadCookie = 23,  // RFC 7873 §8
};

enum class Section : std::uint8_t { Question, Answer, Authority, Additional };

// Fields of a header in place. The message has kHeaderSize octets at least.
inline std::uint16_t read_id(base::Bytes message) {
  return base::load16(message.data());
}
inline std::uint16_t read_flags(base::Bytes message) {
  return base::load16(message.data() + 2);
}
inline std::uint8_t read_opcode(base::Bytes message) {
  return message[2] >> 3 & 15;
}
inline std::uint16_t read_count(base::Bytes message, Section section) {
  return base::load16(message.data() + 4 + 2 * static_cast<std::size_t>(section));
}
// Whether any section behind the question has records.
inline bool has_records(base::Bytes message) {
  return (base::load16(message.data() + 6) | base::load32(message.data() + 8)) != 0;
}
inline void write_flags(base::MutableBytes message, std::uint16_t flags) {
  base::store16(message.data() + 2, flags);
}
inline void write_count(base::MutableBytes message, Section section, std::uint16_t count) {
  base::store16(message.data() + 4 + 2 * static_cast<std::size_t>(section), count);
}

}  // namespace bailiwick::wire
