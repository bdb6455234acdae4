// Every read is preceded by a check against the end of the message, or, for names in rdata, of that rdata.
#include "wire/message_reader.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/assert.h"

namespace bailiwick::wire {
namespace {

constexpr std::size_t kQuestionFixedSize = 4;  // type, class

// Writes the name that starts at message[at] to `out`, and moves `at` to behind it. Labels are bounded by the size of
// a name, pointers by kMaxPointers. Each piece of a name begins before the piece that points to it: RFC 1035 §4.1.4
// has "a prior occurrence", and so no name can contain itself.
MessageError take_name(base::Bytes message, std::size_t& at, Name& out) {
  std::array<std::uint8_t, kMaxNameSize> octets;
  std::size_t size = 0;
  std::size_t piece = at;
  std::size_t place = at;
  std::size_t end = 0;
  for (std::size_t pointers = 0;;) {
    if (place >= message.size()) return MessageError::NameTruncated;
    const std::uint8_t length = message[place];
    if ((length & 0xc0) == 0xc0) {
      if (message.size() - place < 2) return MessageError::NameTruncated;
      const std::size_t target = base::load16(&message[place]) & 0x3fffu;
      if (target < kHeaderSize || target >= piece) return MessageError::BadPointer;
      if (++pointers > kMaxPointers) return MessageError::TooManyPointers;
      if (end == 0) end = place + 2;
      piece = place = target;
      continue;
    }
    if (length > kMaxLabelSize) return MessageError::BadLabel;
    if (size + length + 1u > kMaxNameSize) return MessageError::NameTooLong;
    if (message.size() - place < length + 1u) return MessageError::NameTruncated;
    std::memcpy(octets.data() + size, &message[place], length + 1u);
    size += length + 1u;
    place += length + 1u;
    if (length == 0) break;
  }
  at = end == 0 ? place : end;
  out.assign({octets.data(), size - 1}, NameView());
  return MessageError::None;
}

// An rdata on its way from a message, which ends where that rdata does, to a buffer.
class Expansion {
 public:
  Expansion(base::Bytes message, std::size_t at, base::MutableBytes out)
      : message_(message), at_(at), out_(out.first(std::min(out.size(), kMaxRdataSize))) {}

  MessageError take(RdataPart part) {
    switch (part.kind) {
      case RdataPart::Kind::Octets:
        return take_octets(part.octets);
      case RdataPart::Kind::String:
        return at_ < message_.size() ? take_octets(message_[at_] + 1u) : MessageError::RdataTooShort;
      case RdataPart::Kind::Name:
        return take_expanded(false);
      case RdataPart::Kind::ReadableName:
      case RdataPart::Kind::CompressibleName:
        return take_expanded(true);
    }
    return MessageError::None;
  }
  MessageError take_rest() { return take_octets(message_.size() - at_); }
  base::Bytes taken() const { return out_.first(size_); }

 private:
  MessageError take_octets(std::size_t count) {
    if (message_.size() - at_ < count) return MessageError::RdataTooShort;
    const MessageError error = put(message_.subspan(at_, count));
    at_ += count;
    return error;
  }
  MessageError take_expanded(bool may_be_compressed) {
    Name name;
    const std::size_t start = at_;
    const MessageError error = take_name(message_, at_, name);
    // Cut off by the end of the rdata, whatever the message has there.
    if (error == MessageError::NameTruncated) return MessageError::RdataTooShort;
    if (error != MessageError::None) return error;
    if (!may_be_compressed && at_ - start != name.size()) return MessageError::PointerForbidden;
    return put(name.view().bytes());
  }
  MessageError put(base::Bytes octets) {
    if (out_.size() - size_ < octets.size()) return MessageError::RdataTooLong;
    if (!octets.empty()) std::memcpy(out_.data() + size_, octets.data(), octets.size());
    size_ += octets.size();
    return MessageError::None;
  }

  base::Bytes message_;
  std::size_t at_;
  base::MutableBytes out_;
  std::size_t size_ = 0;
};

}  // namespace

std::string_view message_error_text(MessageError error) {
  switch (error) {
    case MessageError::None:
      return "no error";
    case MessageError::HeaderTruncated:
      return "message shorter than its header of 12 octets";
    case MessageError::QuestionTruncated:
      return "message ends within a question";
    case MessageError::RecordTruncated:
      return "message ends before or within a record that its counts announce";
    case MessageError::RdataTruncated:
      return "message ends within the rdata of a record";
    case MessageError::NameTruncated:
      return "message ends within a name";
    case MessageError::NameTooLong:
      return "name longer than 255 octets";
    case MessageError::BadLabel:
      return "label of a type that is not defined";
    case MessageError::BadPointer:
      return "compression pointer that does not lead to an earlier name";
    case MessageError::TooManyPointers:
      return "name with more than 128 compression pointers";
    case MessageError::RdataTooShort:
      return "rdata shorter than its type requires";
    case MessageError::PointerForbidden:
      return "compressed name in rdata of a type that does not allow it";
    case MessageError::RdataTooLong:
      return "rdata longer than 65535 octets after its names are expanded";
  }
  return "?";
}

MessageReader::MessageReader(base::Bytes message) : message_(message) {
  if (!has_header()) {
    error_ = MessageError::HeaderTruncated;
    return;
  }
  position_ = kHeaderSize;
  left_ = count(Section::Question);
}

bool MessageReader::fail(MessageError error) {
  error_ = error;
  return false;
}

bool MessageReader::next(Question& question) {
  if (error_ != MessageError::None || section_ != Section::Question || left_ == 0) return false;
  std::size_t at = position_;
  if (at == message_.size()) return fail(MessageError::QuestionTruncated);
  if (const MessageError error = take_name(message_, at, question.name); error != MessageError::None)
    return fail(error);
  if (message_.size() - at < kQuestionFixedSize) return fail(MessageError::QuestionTruncated);
  question.type = base::load16(&message_[at]);
  question.question_class = base::load16(&message_[at + 2]);
  question.offset = position_;
  position_ = at + kQuestionFixedSize;
  --left_;
  return true;
}

// Whether the counts have a record after the one just read.
bool MessageReader::is_followed() const {
  if (left_ > 0) return true;
  for (auto later = static_cast<std::size_t>(section_) + 1; later <= static_cast<std::size_t>(Section::Additional);
       ++later)
    if (count(static_cast<Section>(later)) > 0) return true;
  return false;
}

bool MessageReader::next(Record& record) {
  if (section_ == Section::Question)
    for (Question unread; next(unread);) {
    }
  if (error_ != MessageError::None) return false;
  for (; left_ == 0; left_ = count(section_)) {
    if (section_ == Section::Additional) return false;
    section_ = static_cast<Section>(static_cast<std::size_t>(section_) + 1);
  }
  std::size_t at = position_;
  if (at == message_.size()) return fail(MessageError::RecordTruncated);
  if (const MessageError error = take_name(message_, at, record.owner); error != MessageError::None) return fail(error);
  if (message_.size() - at < kRecordFixedSize) return fail(MessageError::RecordTruncated);
  const std::size_t rdlength = base::load16(&message_[at + 8]);
  if (message_.size() - at - kRecordFixedSize < rdlength) return fail(MessageError::RdataTruncated);
  record.section = section_;
  record.type = base::load16(&message_[at]);
  record.record_class = base::load16(&message_[at + 2]);
  record.ttl = base::load32(&message_[at + 4]);
  record.offset = position_;
  record.rdata_offset = at + kRecordFixedSize;
  record.rdata = message_.subspan(record.rdata_offset, rdlength);
  position_ = record.rdata_offset + rdlength;
  --left_;
  record.is_last = !is_followed();
  return true;
}

std::expected<base::Bytes, MessageError> MessageReader::expand_rdata(const Record& record, const RdataLayout& layout,
                                                                     base::MutableBytes out) const {
  BAILIWICK_ASSERT(record.rdata_offset + record.rdata.size() <= message_.size());
  if (layout.empty() || record.rdata.empty()) return record.rdata;
  Expansion expansion(message_.first(record.rdata_offset + record.rdata.size()), record.rdata_offset, out);
  for (const RdataPart part : layout.parts())
    if (const MessageError error = expansion.take(part); error != MessageError::None) return std::unexpected(error);
  if (const MessageError error = expansion.take_rest(); error != MessageError::None) return std::unexpected(error);
  return expansion.taken();
}

}  // namespace bailiwick::wire
