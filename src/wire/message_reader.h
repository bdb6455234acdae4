// Reads any octets as a DNS message (RFC 1035 §4): the header, the questions, then record after record. Names come out
// uncompressed, in the caller's Question or Record; a compression pointer leads only to what stands before the name
// (§4.1.4), so each step is bounded. Nothing here allocates or throws; what cannot be read is a MessageError.
#pragma once

#include <cstdint>
#include <expected>
#include <string_view>

#include "base/bytes.h"
#include "wire/header.h"
#include "wire/name.h"
#include "wire/rdata_layout.h"

namespace bailiwick::wire {

enum class MessageError : std::uint8_t {
  None,
  HeaderTruncated,
  QuestionTruncated,  // in its type or class, or there are fewer than QDCOUNT says
  RecordTruncated,    // in type, class, TTL or RDLENGTH, or there are fewer than the counts say
  RdataTruncated,     // RDLENGTH leads past the end of the message
  NameTruncated,
  NameTooLong,      // over 255 octets when expanded
  BadLabel,         // the two upper bits are 01 or 10
  BadPointer,       // not to before the name, or into the header
  TooManyPointers,  // over kMaxPointers in one name
  // Only of expand_rdata():
  RdataTooShort,     // ends within its layout
  PointerForbidden,  // a compressed name in a type where RFC 3597 §4 has none
  RdataTooLong,      // expanded longer than 65535 octets or than the caller's buffer
};
// "name longer than 255 octets" and the like.
std::string_view message_error_text(MessageError error);

inline constexpr std::size_t kMaxPointers = kMaxLabels + 1;  // of one name: before each label, and to the root

// Of an UPDATE: its zone section (RFC 2136 §2.3).
struct Question {
  Name name;  // case as sent
  std::uint16_t type = 0;
  std::uint16_t question_class = 0;
  std::size_t offset = 0;  // of its first octet in the message
};

struct Record {
  Section section = Section::Answer;
  Name owner;  // case as sent
  std::uint16_t type = 0;
  std::uint16_t record_class = 0;
  std::uint32_t ttl = 0;
  base::Bytes rdata;       // in the message, names in it as sent; empty in places of an UPDATE (RFC 2136 §2.4, §2.5)
  std::size_t offset = 0;  // of its first octet in the message: what a TSIG record there signs ends here
  std::size_t rdata_offset = 0;  // likewise of its rdata
  bool is_last = false;          // by the counts no record follows: where a TSIG record belongs (RFC 8945 §5.1)
};

// A copy reads on from where the original was.
class MessageReader {
 public:
  // Borrows `message`, of any length. One without a header has zeros for it, and HeaderTruncated.
  explicit MessageReader(base::Bytes message);

  std::uint16_t id() const { return has_header() ? read_id(message_) : 0; }
  std::uint16_t flags() const { return has_header() ? read_flags(message_) : 0; }
  std::uint8_t opcode() const { return has_header() ? read_opcode(message_) : 0; }
  std::uint8_t rcode() const { return flags() & 15; }  // without the upper bits of an OPT record
  std::uint16_t count(Section section) const { return has_header() ? read_count(message_, section) : 0; }

  // The next question or record; false: there is none, or error() says why it cannot be read. Once there is an error,
  // it stays. Questions not yet asked for are read over by the first record.
  bool next(Question& question);
  bool next(Record& record);
  MessageError error() const { return error_; }
  // Octets not read yet: when next(Record&) has found no more records, those that follow the message.
  std::size_t octets_left() const { return message_.size() - position_; }

  // The rdata of a record of this message with its names uncompressed, case as sent: in the message where the layout
  // has no names, else in `out` (kMaxRdataSize is enough for all). An empty rdata stays empty. Checked are the parts of
  // `layout`; what comes after them is copied, so whether all of it is well formed is for rr::is_well_formed() to say.
  std::expected<base::Bytes, MessageError> expand_rdata(const Record& record, const RdataLayout& layout,
                                                        base::MutableBytes out) const;

 private:
  bool has_header() const { return message_.size() >= kHeaderSize; }
  bool fail(MessageError error);
  bool is_followed() const;

  base::Bytes message_;
  std::size_t position_ = 0;
  Section section_ = Section::Question;
  std::uint16_t left_ = 0;  // still to come in section_
  MessageError error_ = MessageError::None;
};

}  // namespace bailiwick::wire
