// Builds a DNS message (RFC 1035 §4) in the caller's buffer: header, questions, records by section, then OPT and TSIG.
// Owners are compressed against the owner before and against earlier names, rdata names of the types of RFC 1035
// against earlier names (RFC 3597 §4), all with their case kept (RFC 5936 §3.4). What does not fit leaves the message
// as it was. Nothing here allocates or throws.
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"
#include "wire/header.h"
#include "wire/name.h"
#include "wire/name_places.h"
#include "wire/opt.h"
#include "wire/rdata_layout.h"

namespace bailiwick::wire {

// A record to be written; the counterpart of Record.
struct RecordView {
  NameView owner;
  std::uint16_t type = 0;
  std::uint16_t record_class = 1;  // IN
  std::uint32_t ttl = 0;
  // Uncompressed, at most kMaxRdataSize octets. One without the form of its layout, such as an empty one (RFC 2136
  // §2.4, §2.5), goes out as it is.
  base::Bytes rdata;
};

class MessageBuilder {
 public:
  // Borrows `buffer`; the message takes `limit` octets of it at most, and 65535. Both are kHeaderSize at least. The
  // header starts as zeros.
  MessageBuilder(base::MutableBytes buffer, std::size_t limit);

  void set_id(std::uint16_t id) { base::store16(buffer_.data(), id); }
  // All 16 bits, the opcode and the lower bits of the rcode included.
  void set_flags(std::uint16_t flags) { write_flags(buffer_, flags); }
  void set_opcode(std::uint8_t opcode);  // 0 to 15
  void set_rcode(std::uint16_t rcode);   // its lower four bits; the others are for Opt::extended_rcode

  // Each false, and the message as before, if there is no room. Sections come in their order; a step back, and more
  // after finish(), is a bug of the caller. The zone, the prerequisites and the updates of an UPDATE are Question,
  // Answer and Authority (RFC 2136 §2.1).
  [[nodiscard]] bool add_question(NameView name, std::uint16_t type, std::uint16_t question_class);
  [[nodiscard]] bool add(Section section, const RecordView& record, const RdataLayout& layout);
  // An OPT record in the additional section: one a message.
  [[nodiscard]] bool add_opt(const Opt& opt);
  // A TSIG record, its owner uncompressed; nothing can follow (RFC 8945 §5.1). The caller has computed the MAC over
  // octets() as they were before.
  [[nodiscard]] bool add_tsig(NameView key, base::Bytes rdata);

  // Keeps `octets` of the limit back for records that come at the end; false if there is less. release() gives them
  // back, right before those are added.
  [[nodiscard]] bool reserve(std::size_t octets);
  void release(std::size_t octets);

  // Octets that another record can have, what is reserved left out.
  std::size_t room() const { return limit_ - reserved_ - position_; }
  std::size_t size() const { return position_; }
  std::uint16_t count(Section section) const { return read_count(buffer_, section); }
  // The message so far, whole and in order at any time.
  base::Bytes octets() const { return buffer_.first(position_); }
  // The message, for good.
  base::MutableBytes finish();

 private:
  // Of a name: octets to write before a pointer to `target`; without one (0) all.
  struct Cut {
    std::size_t label;
    std::size_t target;
  };

  bool put(base::Bytes octets);
  bool put_fixed(const RecordView& record);
  bool put_owner(NameView owner);
  bool put_compressed(NameView name, const NameEndings& endings, Cut cut);
  bool put_name(NameView name);
  bool put_rdata(base::Bytes rdata, const RdataLayout& layout);
  Cut cut_at_owner(NameView owner, const NameEndings& endings) const;
  void cut_earlier(NameView name, const NameEndings& endings, Cut& cut) const;
  void follow_owner(std::size_t offset);
  bool roll_back(std::size_t position);
  void enter(Section section);
  void count_one(Section section);

  base::MutableBytes buffer_;
  std::size_t limit_;
  std::size_t position_ = kHeaderSize;
  std::size_t reserved_ = 0;
  Section section_ = Section::Question;
  bool is_closed_ = false;  // by a TSIG record or finish()
  bool has_opt_ = false;
  // The labels of the owner before, from the left: where each is in the message, pointers followed.
  std::array<std::uint16_t, kMaxLabels> owner_labels_;
  std::size_t owner_label_count_ = 0;
  NamePlaces places_;
};

}  // namespace bailiwick::wire
