#include "answer/linked_answers.h"

#include <cstddef>
#include <cstring>

#include "base/assert.h"

namespace bailiwick::answer {
namespace {

// A block: octets of its name, flags, the number of images (16 bits), the name, its Denial, the images. An image: this,
// then the gaps between its pointers, then its octets.
struct ImageHeader {
  std::uint16_t type;
  std::uint16_t size;
  std::uint8_t answer;
  std::uint8_t authority;
  std::uint8_t additional;
  std::uint8_t pointers;
  std::uint8_t rcode;
  std::uint8_t flags;
};
constexpr std::uint8_t kAuthoritative = 1;
constexpr std::uint8_t kWithSignatures = 2;
constexpr std::size_t kBlockHeader = 4;

ImageHeader read_header(const std::uint8_t* at) {
  ImageHeader header;
  std::memcpy(&header, at, sizeof header);
  return header;
}

void read_image(const ImageHeader& header, const std::uint8_t* at, AnswerImage& image) {
  const std::uint8_t* gaps = at + sizeof header;
  image.octets = {gaps + header.pointers, header.size};
  image.pointer_gaps = {gaps, header.pointers};
  image.answer = header.answer;
  image.authority = header.authority;
  image.additional = header.additional;
  image.rcode = static_cast<wire::Rcode>(header.rcode);
  image.authoritative = (header.flags & kAuthoritative) != 0;
}

}  // namespace

const std::uint8_t* LinkedAnswers::Block::images() const {
  return at_ + kBlockHeader + at_[0] + (has(kDenial) ? sizeof(Denial) : 0);
}

LinkedAnswers::Denial LinkedAnswers::Block::denial() const {
  Denial denial;
  std::memcpy(&denial, at_ + kBlockHeader + at_[0], sizeof denial);
  return denial;
}

bool LinkedAnswers::Block::find(rr::Type type, bool with_signatures, AnswerImage& image) const {
  std::uint16_t count;
  std::memcpy(&count, at_ + 2, sizeof count);
  const std::uint8_t* at = images();
  for (; count > 0; --count) {
    std::uint16_t type_here;
    std::memcpy(&type_here, at + offsetof(ImageHeader, type), sizeof type_here);
    const bool is_signed = (at[offsetof(ImageHeader, flags)] & kWithSignatures) != 0;
    if (type_here == static_cast<std::uint16_t>(type) && is_signed == with_signatures) {
      read_image(read_header(at), at, image);
      return true;
    }
    std::uint16_t size;
    std::memcpy(&size, at + offsetof(ImageHeader, size), sizeof size);
    at += sizeof(ImageHeader) + at[offsetof(ImageHeader, pointers)] + size;
  }
  return false;
}

LinkedAnswers::Candidate LinkedAnswers::candidate(const zone::HashedName& qname) const {
  for (std::size_t labels = deepest(qname); labels > origin_labels_; --labels) {
    const std::uint32_t number = index_.candidate(qname.hash(labels));
    if (number != zone::NameIndex::kNone) return {number, static_cast<std::uint32_t>(labels)};
  }
  return {apex_, origin_labels_};
}

LinkedAnswers::Match LinkedAnswers::find(const zone::HashedName& qname, Candidate candidate) const {
  const Block likely = block(candidate.number);
  if (candidate.labels == origin_labels_ || wire::equal_lowered(likely.name(), qname.ancestor(candidate.labels)))
    return {likely, candidate.labels, candidate.labels == qname.label_count()};
  return find_closest(qname);
}

// Hashes of different names agree: who knows how they are made can bring that about.
LinkedAnswers::Match LinkedAnswers::find_closest(const zone::HashedName& qname) const {
  for (std::size_t labels = deepest(qname); labels > origin_labels_; --labels) {
    const wire::NameView ancestor = qname.ancestor(labels);
    const std::uint32_t number = index_.find(
        qname.hash(labels), [&](std::uint32_t one) { return wire::equal_lowered(block(one).name(), ancestor); });
    if (number != zone::NameIndex::kNone) return {block(number), labels, labels == qname.label_count()};
  }
  return {block(apex_), origin_labels_, qname.label_count() == origin_labels_};
}

LinkedAnswers::Block LinkedAnswers::wildcard(const zone::HashedName& qname, std::size_t labels) const {
  const wire::NameView encloser = qname.ancestor(labels);
  const std::uint32_t number = index_.find(qname.wildcard_hash(labels), [&](std::uint32_t candidate) {
    const wire::NameView name = block(candidate).name();
    return name.size() == encloser.size() + 2 && name.is_wildcard() &&
           std::memcmp(name.data() + 2, encloser.data(), encloser.size()) == 0;
  });
  BAILIWICK_ASSERT(number != zone::NameIndex::kNone);
  return block(number);
}

bool LinkedAnswers::negative(bool with_signatures, AnswerImage& image) const {
  if (negative_[with_signatures] == kNoProof) return false;
  const std::uint8_t* at = octets_.data() + negative_[with_signatures];
  read_image(read_header(at), at, image);
  return true;
}

void LinkedAnswers::proof(std::uint32_t number, AnswerImage& image) const {
  const std::uint8_t* at = octets_.data() + number * kUnit;
  read_image(read_header(at), at, image);
}

void LinkedAnswers::prefetch_block(Candidate candidate) const {
  constexpr std::size_t kLine = 64;
  constexpr std::size_t kLines = 4;
  const std::uint8_t* const at = octets_.data() + candidate.number * kUnit;
  for (std::size_t line = 0; line < kLines; ++line) __builtin_prefetch(at + line * kLine);
  // The negative image, should there be no such type or name.
  __builtin_prefetch(octets_.data());
  __builtin_prefetch(octets_.data() + kLine);
}

void LinkedAnswersBuilder::align() {
  auto& octets = linked_.octets_;
  octets.resize((octets.size() + LinkedAnswers::kUnit - 1) / LinkedAnswers::kUnit * LinkedAnswers::kUnit);
}

void LinkedAnswersBuilder::begin_block(wire::NameView name, std::uint8_t flags) {
  align();
  auto& octets = linked_.octets_;
  block_ = octets.size();
  const std::uint8_t header[] = {static_cast<std::uint8_t>(name.size()), flags, 0, 0};
  octets.append(header, sizeof header);
  octets.append(name.data(), name.size());
  const auto number = static_cast<std::uint32_t>(block_ / LinkedAnswers::kUnit);
  scratch_.assign(name);
  if (scratch_.label_count() == linked_.origin_labels_) linked_.apex_ = number;
  linked_.max_labels_ = std::max(linked_.max_labels_, static_cast<std::uint8_t>(scratch_.label_count()));
  blocks_.push_back({scratch_.hash(), number});
}

void LinkedAnswersBuilder::append(LinkedAnswersBuilder&& other) {
  align();
  const auto shift = static_cast<std::uint32_t>(linked_.octets_.size() / LinkedAnswers::kUnit);
  other.linked_.octets_.drain(
      [this](std::span<const std::uint8_t> some) { linked_.octets_.append(some.data(), some.size()); });
  linked_.max_labels_ = std::max(linked_.max_labels_, other.linked_.max_labels_);
  other.blocks_.drain([&](std::span<const Placed> some) {
    for (const Placed& placed : some) blocks_.push_back({placed.hash, placed.number + shift});
  });
}

bool LinkedAnswersBuilder::append(rr::Type type, bool with_signatures, const AnswerImage& image,
                                  std::span<const std::uint16_t> pointers) {
  constexpr std::size_t kMaxByte = 255;
  if (image.octets.size() > kMaxImage || pointers.size() > kMaxPointers || image.answer > kMaxByte ||
      image.authority > kMaxByte || image.additional > kMaxByte)
    return false;
  const ImageHeader header = {.type = static_cast<std::uint16_t>(type),
                              .size = static_cast<std::uint16_t>(image.octets.size()),
                              .answer = static_cast<std::uint8_t>(image.answer),
                              .authority = static_cast<std::uint8_t>(image.authority),
                              .additional = static_cast<std::uint8_t>(image.additional),
                              .pointers = static_cast<std::uint8_t>(pointers.size()),
                              .rcode = static_cast<std::uint8_t>(image.rcode),
                              .flags = static_cast<std::uint8_t>((image.authoritative ? kAuthoritative : 0) |
                                                                 (with_signatures ? kWithSignatures : 0))};
  auto& octets = linked_.octets_;
  const std::size_t start = octets.size();
  octets.append(reinterpret_cast<const std::uint8_t*>(&header), sizeof header);
  std::size_t before = 0;
  for (const std::uint16_t pointer : pointers) {
    if (pointer - before > kMaxByte) {
      octets.resize(start);
      return false;
    }
    octets.push_back(static_cast<std::uint8_t>(pointer - before));
    before = pointer;
  }
  octets.append(image.octets.data(), image.octets.size());
  return true;
}

bool LinkedAnswersBuilder::add_image(rr::Type type, bool with_signatures, const AnswerImage& image,
                                     std::span<const std::uint16_t> pointers) {
  if (!append(type, with_signatures, image, pointers)) return false;
  std::uint16_t count;
  std::memcpy(&count, linked_.octets_.data() + block_ + 2, sizeof count);
  ++count;
  std::memcpy(linked_.octets_.data() + block_ + 2, &count, sizeof count);
  return true;
}

bool LinkedAnswersBuilder::set_negative(bool with_signatures, const AnswerImage& image,
                                        std::span<const std::uint16_t> pointers) {
  const auto start = static_cast<std::uint32_t>(linked_.octets_.size());
  if (!append(rr::Type::SOA, with_signatures, image, pointers)) return false;
  linked_.negative_[with_signatures] = start;
  return true;
}

bool LinkedAnswersBuilder::add_proof(const AnswerImage& image, std::span<const std::uint16_t> pointers) {
  align();
  const std::size_t start = linked_.octets_.size();
  if (!append(rr::Type::NSEC3, true, image, pointers)) return false;
  linked_.proofs_.push_back(static_cast<std::uint32_t>(start / LinkedAnswers::kUnit));
  return true;
}

void LinkedAnswersBuilder::set_denial(const LinkedAnswers::Denial& denial) {
  add_flag(LinkedAnswers::Block::kDenial);
  linked_.octets_.append(reinterpret_cast<const std::uint8_t*>(&denial), sizeof denial);
}

// Where each slot lies in memory is random: it is asked for some blocks ahead.
LinkedAnswers LinkedAnswersBuilder::finish() && {
  constexpr std::size_t kAhead = 16;
  constexpr std::size_t kSmall = std::size_t{1} << 20;
  zone::NameIndex& index = linked_.index_;
  index.reserve(blocks_.size());
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    if (i + kAhead < blocks_.size()) index.prefetch(blocks_[i + kAhead].hash);
    index.insert(blocks_[i].hash, blocks_[i].number);
  }
  if (linked_.octets_.capacity() < kSmall) linked_.octets_.shrink_to_fit();
  return std::move(linked_);
}

}  // namespace bailiwick::answer
