// Messages for the tests of the reader and the builder, written octet by octet; layouts as rr/layout.h makes them; and
// all that the reader finds in a message.
#pragma once

#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "unit/wire/support.h"
#include "wire/header.h"
#include "wire/message_reader.h"

namespace bailiwick::wire {

using Octets = std::vector<std::uint8_t>;

inline constexpr std::uint16_t kA = 1, kNs = 2, kSoa = 6, kPtr = 12, kMx = 15, kTxt = 16, kSrv = 33, kNaptr = 35,
                               kDname = 39, kIn = 1, kNone = 254;

inline RdataLayout layout_of(std::uint16_t type) {
  using enum RdataPart::Kind;
  using Parts = std::vector<RdataPart>;
  const auto made = [](const Parts& parts) { return RdataLayout(parts); };
  switch (type) {
    case kNs:
    case kPtr:
      return made({{CompressibleName}});
    case kSoa:
      return made({{CompressibleName}, {CompressibleName}});
    case kMx:
      return made({{Octets, 2}, {CompressibleName}});
    case kSrv:
      return made({{Octets, 6}, {ReadableName}});
    case kNaptr:
      return made({{Octets, 4}, {String}, {String}, {String}, {ReadableName}});
    case kDname:
      return made({{Name}});
    default:
      return {};
  }
}

// A message written from left to right.
struct RawMessage {
  Octets bytes = Octets(kHeaderSize);

  explicit RawMessage(std::array<std::uint16_t, 4> counts = {0, 0, 0, 0}) {
    for (std::size_t i = 0; i < counts.size(); ++i) base::store16(&bytes[4 + 2 * i], counts[i]);
  }
  RawMessage& put(base::Bytes octets) {
    bytes.insert(bytes.end(), octets.begin(), octets.end());
    return *this;
  }
  RawMessage& put(std::initializer_list<std::uint8_t> octets) {
    return put(base::Bytes(octets.begin(), octets.size()));
  }
  RawMessage& u16(std::size_t value) {
    return put({static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)});
  }
  RawMessage& labels(std::string_view text) {  // without the root label
    const Name whole = name(text);
    return put(whole.view().bytes().first(whole.size() - 1));
  }
  RawMessage& full(std::string_view text) { return put(name(text).view().bytes()); }
  RawMessage& pointer(std::size_t target) { return u16(0xc000 | target); }
  // Type, class IN, TTL 3600 and the length of an rdata to come.
  RawMessage& fixed(std::uint16_t type, std::size_t rdlength) {
    return u16(type).u16(kIn).u16(0).u16(3600).u16(rdlength);
  }
};

// A reply with one record: example. NS, the pointer of its owner to the question, and its rdata as given.
inline RawMessage ns_reply(const RawMessage& rdata) {
  const base::Bytes octets = base::Bytes(rdata.bytes).subspan(kHeaderSize);
  return RawMessage({1, 1, 0, 0}).full("example.").u16(kNs).u16(kIn).pointer(12).fixed(kNs, octets.size()).put(octets);
}
inline RawMessage nothing() {
  return RawMessage();
}
inline std::string long_name(std::size_t labels_of_63, std::size_t last) {
  std::string text;
  for (std::size_t i = 0; i < labels_of_63; ++i) text += std::string(63, static_cast<char>('a' + i)) + '.';
  return last == 0 ? text : text + std::string(last, 'z') + '.';
}

// All of a message, or why it cannot be read.
struct ReadMessage {
  std::vector<Question> questions;
  std::vector<Record> records;
  std::vector<std::optional<Octets>> rdata;  // expanded; none: error
  MessageError error = MessageError::None;
  std::size_t octets_left = 0;
};

inline ReadMessage read_message(base::Bytes message) {
  ReadMessage read;
  MessageReader reader(message);
  for (Question question; reader.next(question);) read.questions.push_back(question);
  static std::array<std::uint8_t, kMaxRdataSize> buffer;
  for (Record record; reader.next(record);) {
    read.records.push_back(record);
    const auto rdata = reader.expand_rdata(record, layout_of(record.type), buffer);
    read.rdata.push_back(rdata ? std::optional(Octets(rdata->begin(), rdata->end())) : std::nullopt);
  }
  read.error = reader.error();
  read.octets_left = reader.octets_left();
  return read;
}

inline bool same_octets(base::Bytes a, base::Bytes b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace bailiwick::wire
