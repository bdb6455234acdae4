// Each record is written behind the message and becomes part of it once it is complete: until then position_ is moved
// back, and the places of names in it are forgotten, where something does not fit.
#include "wire/message_builder.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "base/assert.h"

namespace bailiwick::wire {
namespace {

constexpr std::uint16_t kPointer = 0xc000;
constexpr std::size_t kPointerSize = 2;

// The octets of `part` at the start of `rdata`; none where it has not the form.
std::optional<std::size_t> part_size(RdataPart part, base::Bytes rdata) {
  const auto within = [&](std::size_t size) -> std::optional<std::size_t> {
    if (rdata.size() < size) return std::nullopt;
    return size;
  };
  switch (part.kind) {
    case RdataPart::Kind::Octets:
      return within(part.octets);
    case RdataPart::Kind::String:
      return rdata.empty() ? std::nullopt : within(rdata[0] + 1u);
    case RdataPart::Kind::Name:
    case RdataPart::Kind::ReadableName:
    case RdataPart::Kind::CompressibleName: {
      const auto name = NameView::from_wire(rdata);
      if (!name) return std::nullopt;
      return name->size();
    }
  }
  return std::nullopt;
}

bool has_form(base::Bytes rdata, const RdataLayout& layout) {
  for (const RdataPart part : layout.parts()) {
    const auto size = part_size(part, rdata);
    if (!size) return false;
    rdata = rdata.subspan(*size);
  }
  return true;
}

}  // namespace

MessageBuilder::MessageBuilder(base::MutableBytes buffer, std::size_t limit)
    : buffer_(buffer), limit_(std::min({limit, buffer.size(), kMaxMessageSize})) {
  BAILIWICK_ASSERT(limit_ >= kHeaderSize);
  std::memset(buffer_.data(), 0, kHeaderSize);
}

void MessageBuilder::set_opcode(std::uint8_t opcode) {
  BAILIWICK_ASSERT(opcode <= 15);
  set_flags(static_cast<std::uint16_t>((read_flags(buffer_) & ~kOpcodeMask) | opcode << 11));
}

void MessageBuilder::set_rcode(std::uint16_t rcode) {
  set_flags(static_cast<std::uint16_t>((read_flags(buffer_) & ~15) | (rcode & 15)));
}

bool MessageBuilder::reserve(std::size_t octets) {
  if (room() < octets) return false;
  reserved_ += octets;
  return true;
}

void MessageBuilder::release(std::size_t octets) {
  BAILIWICK_ASSERT(octets <= reserved_);
  reserved_ -= octets;
}

base::MutableBytes MessageBuilder::finish() {
  is_closed_ = true;
  return buffer_.first(position_);
}

bool MessageBuilder::put(base::Bytes octets) {
  if (room() < octets.size()) return false;
  if (!octets.empty()) std::memcpy(buffer_.data() + position_, octets.data(), octets.size());
  position_ += octets.size();
  return true;
}

// Forgets the record that was begun at `position`, since it does not fit.
bool MessageBuilder::roll_back(std::size_t position) {
  if (position_ != position) places_.forget_from(position);
  position_ = position;
  return false;
}

// A caller that goes back to an earlier section, or adds to a finished message, has a bug.
void MessageBuilder::enter(Section section) {
  BAILIWICK_ASSERT(!is_closed_ && section >= section_);
}

// At most 65535 octets hold fewer records than a count does.
void MessageBuilder::count_one(Section section) {
  write_count(buffer_, section, static_cast<std::uint16_t>(read_count(buffer_, section) + 1));
  section_ = section;
}

// The longest ending that `owner` has in common with the owner before, as far as a pointer reaches it. In canonical
// order that is nearly always the best there is.
MessageBuilder::Cut MessageBuilder::cut_at_owner(NameView owner, const NameEndings& endings) const {
  std::size_t common = 0;
  for (; common < std::min(endings.count, owner_label_count_); ++common) {
    const std::uint8_t* label = owner.data() + endings.offset[endings.count - common - 1];
    const std::uint8_t* there = buffer_.data() + owner_labels_[owner_label_count_ - common - 1];
    if (label[0] != there[0] || std::memcmp(label, there, label[0] + 1u) != 0) break;
  }
  for (; common > 0; --common) {
    const std::size_t target = owner_labels_[owner_label_count_ - common];
    if (target <= kMaxPointerTarget) return {endings.count - common, target};
  }
  return {endings.count, 0};
}

// Moves `cut` to a longer ending where one is known.
void MessageBuilder::cut_earlier(NameView name, const NameEndings& endings, Cut& cut) const {
  for (std::size_t label = 0; label < cut.label; ++label) {
    const std::size_t offset = endings.offset[label];
    const NameView ending(name.data() + offset, name.size() - offset);
    const std::size_t target = places_.find(endings.hash[label], ending, octets());
    if (target == 0) continue;
    cut = {label, target};
    return;
  }
}

bool MessageBuilder::put_compressed(NameView name, const NameEndings& endings, Cut cut) {
  const std::size_t start = position_;
  if (cut.target == 0) {
    if (!put(name.bytes())) return false;
  } else {
    const std::size_t literal = endings.offset[cut.label];
    if (room() < literal + kPointerSize || !put(name.bytes().first(literal))) return false;
    base::store16(buffer_.data() + position_, static_cast<std::uint16_t>(kPointer | cut.target));
    position_ += kPointerSize;
  }
  for (std::size_t label = 0; label < cut.label; ++label)
    if (const std::size_t at = start + endings.offset[label]; at <= kMaxPointerTarget)
      places_.remember(endings.hash[label], at);
  return true;
}

bool MessageBuilder::put_owner(NameView owner) {
  const NameEndings endings(owner);
  Cut cut = cut_at_owner(owner, endings);
  cut_earlier(owner, endings, cut);
  return put_compressed(owner, endings, cut);
}

bool MessageBuilder::put_name(NameView name) {
  const NameEndings endings(name);
  Cut cut{endings.count, 0};
  cut_earlier(name, endings, cut);
  return put_compressed(name, endings, cut);
}

// Makes the name at `offset`, just written as an owner or in a question, the one to compare the next owner with.
void MessageBuilder::follow_owner(std::size_t offset) {
  owner_label_count_ = 0;
  for (std::size_t at = offset; buffer_[at] != 0;) {
    if (buffer_[at] >= 0xc0) {
      at = base::load16(&buffer_[at]) & kMaxPointerTarget;
      continue;
    }
    owner_labels_[owner_label_count_++] = static_cast<std::uint16_t>(at);
    at += buffer_[at] + 1u;
  }
}

bool MessageBuilder::put_fixed(const RecordView& record) {
  std::array<std::uint8_t, 8> fixed;
  base::store16(&fixed[0], record.type);
  base::store16(&fixed[2], record.record_class);
  base::store32(&fixed[4], record.ttl);
  return put(fixed);
}

// With its length before it, which is known afterwards only.
bool MessageBuilder::put_rdata(base::Bytes rdata, const RdataLayout& layout) {
  const std::size_t length_at = position_;
  constexpr std::array<std::uint8_t, 2> kUnknownLength{};
  if (!put(kUnknownLength)) return false;
  if (has_form(rdata, layout)) {
    for (const RdataPart part : layout.parts()) {
      const std::size_t size = *part_size(part, rdata);
      const bool is_compressible = part.kind == RdataPart::Kind::CompressibleName;
      if (!(is_compressible ? put_name({rdata.data(), size}) : put(rdata.first(size)))) return false;
      rdata = rdata.subspan(size);
    }
  }
  if (!put(rdata)) return false;
  base::store16(&buffer_[length_at], static_cast<std::uint16_t>(position_ - length_at - 2));
  return true;
}

bool MessageBuilder::add_question(NameView name, std::uint16_t type, std::uint16_t question_class) {
  enter(Section::Question);
  const std::size_t start = position_;
  std::array<std::uint8_t, 4> fixed;
  base::store16(&fixed[0], type);
  base::store16(&fixed[2], question_class);
  if (!put_owner(name) || !put(fixed)) return roll_back(start);
  follow_owner(start);
  count_one(Section::Question);
  return true;
}

bool MessageBuilder::add(Section section, const RecordView& record, const RdataLayout& layout) {
  BAILIWICK_ASSERT(section != Section::Question && record.rdata.size() <= kMaxRdataSize);
  enter(section);
  const std::size_t start = position_;
  if (!put_owner(record.owner) || !put_fixed(record) || !put_rdata(record.rdata, layout)) return roll_back(start);
  follow_owner(start);
  count_one(section);
  return true;
}

bool MessageBuilder::add_opt(const Opt& opt) {
  BAILIWICK_ASSERT(!has_opt_);
  const std::uint32_t rcode_and_version = static_cast<std::uint32_t>(opt.extended_rcode << 8 | opt.version) << 16;
  has_opt_ = add(Section::Additional,
                 {.type = kTypeOpt,
                  .record_class = opt.udp_payload,
                  .ttl = rcode_and_version | (opt.dnssec_ok ? 0x8000u : 0u),
                  .rdata = opt.options},
                 {});
  return has_opt_;
}

bool MessageBuilder::add_tsig(NameView key, base::Bytes rdata) {
  BAILIWICK_ASSERT(rdata.size() <= kMaxRdataSize);
  enter(Section::Additional);
  const std::size_t start = position_;
  // RFC 8945 §4.2: class ANY, TTL 0.
  if (!put(key.bytes()) || !put_fixed({.type = kTypeTsig, .record_class = kClassAny}) || !put_rdata(rdata, {}))
    return roll_back(start);
  count_one(Section::Additional);
  is_closed_ = true;
  return true;
}

}  // namespace bailiwick::wire
