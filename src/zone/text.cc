// A piece ends at any record, so that an RRset of 65535 octets, and a node of many of them, are cut too.
#include "zone/text.h"

#include <charconv>
#include <iterator>

#include "rr/text.h"

namespace bailiwick::zone {
namespace {

// " 3600 IN ".
void append_ttl_and_class(std::string& out, std::uint32_t ttl) {
  char digits[10];
  const auto result = std::to_chars(std::begin(digits), std::end(digits), ttl);
  out += ' ';
  out.append(digits, result.ptr);
  out += " IN ";
}

}  // namespace

void append_record(std::string& out, wire::NameView owner, std::uint32_t ttl, rr::Type type, base::Bytes rdata) {
  wire::append_text(out, owner);
  append_ttl_and_class(out, ttl);
  rr::append_type_and_rdata(out, type, rdata);
  out += '\n';
}

TextWriter::TextWriter(const Zone& zone, TextPart part)
    : zone_(zone),
      part_(part),
      node_(part.node == kNoNode ? kApex : part.node),
      end_(part.node == kNoNode ? static_cast<NodeId>(zone.node_count()) : part.node + 1) {}

std::string_view TextWriter::next() {
  piece_.clear();
  while (node_ < end_ && piece_.size() < kPiece) write_node();
  return piece_;
}

// The SOA is written first, and passed over in its place.
bool TextWriter::is_wanted(std::size_t rrset) const {
  const rr::Type type = zone_.rrset(rrset).type();
  return (node_ != kApex || type != rr::Type::SOA) && (!part_.type || *part_.type == type);
}

void TextWriter::write_soa() {
  const auto soa = zone_.find_rrset(kApex, rr::Type::SOA);
  if (!soa || (part_.type && *part_.type != rr::Type::SOA)) return;
  for (const Record record : *soa) append_record(piece_, zone_.origin(), soa->ttl(), rr::Type::SOA, record.rdata);
}

// From where the last piece ended to the end of the node or of this piece.
void TextWriter::write_node() {
  if (node_ == kApex && rrset_ == 0 && record_ == 0) write_soa();
  const std::size_t first = zone_.first_rrset(node_);
  std::string before;  // "owner ttl IN ", the same for all records of an RRset
  for (; rrset_ < zone_.rrset_count(node_); ++rrset_, record_ = 0) {
    if (!is_wanted(first + rrset_)) continue;
    const RRset rrset = zone_.rrset(first + rrset_);
    before.clear();
    wire::append_text(before, zone_.name(node_));
    append_ttl_and_class(before, rrset.ttl());
    std::size_t number = 0;
    for (const Record record : rrset) {
      if (number++ < record_) continue;
      if (piece_.size() >= kPiece) return;
      piece_ += before;
      rr::append_type_and_rdata(piece_, rrset.type(), record.rdata);
      piece_ += '\n';
      ++record_;
    }
  }
  ++node_;
  rrset_ = 0;
  record_ = 0;
}

std::string text_of(const Zone& zone, TextPart part) {
  std::string text;
  TextWriter writer(zone, part);
  for (std::string_view piece = writer.next(); !piece.empty(); piece = writer.next()) text += piece;
  return text;
}

}  // namespace bailiwick::zone
