// A zone's replies as they stand on the wire behind the question, made ready at load and found by name and type. A
// reply echoes the question, whose name ends in the block's own name, so every compression pointer is fixed but for how
// much longer the question's name is: an image lists its pointers, the way position-independent code does, and
// answering is a copy and a few adds. A signed zone has each answer a second time, with signatures, and its NSEC3
// records once each, to be put into the answers that need them. Names below a cut have no block: the cut answers for
// them. Immutable; any number of threads may read it.
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "base/large_memory.h"
#include "rr/type.h"
#include "wire/header.h"
#include "wire/name.h"
#include "zone/name_hash.h"

namespace bailiwick::answer {

// All of a reply behind the question but the OPT record.
struct AnswerImage {
  base::Bytes octets;
  base::Bytes pointer_gaps;  // octets from one compression pointer to the next, the first from the start
  std::uint16_t answer = 0;  // records in each section
  std::uint16_t authority = 0;
  std::uint16_t additional = 0;
  wire::Rcode rcode = wire::Rcode::NoError;
  bool authoritative = false;
};

class LinkedAnswers {
 public:
  static constexpr std::uint32_t kNoProof = 0xffffffff;

  // What shows that there is nothing of a kind at a name, or below it: NSEC3 records by their numbers, see proof().
  struct Denial {
    std::uint32_t encloser;  // matches the name, or the closest one above it that has a record
    std::uint32_t covering;  // covers the name right below that, on the way to this one; kNoProof: this name is matched
    std::uint32_t wildcard;  // covers `*` below that; of a cut: octets of its image before its additional section
  };

  // The answers at one name.
  class Block {
   public:
    enum Flag : std::uint8_t {
      kCut = 1,          // its one image is the referral, for every name from here down
      kHasDs = 2,        // of a cut: the image holds no DS, which a question with DO wants
      kDname = 4,        // names below are renamed
      kAlias = 8,        // a CNAME: types that have no image here follow it
      kWildcard = 16,    // a name `*` stands right below
      kIncomplete = 32,  // some of its RRsets have no image: a type without one is not known to be absent
      kDenial = 64       // it has a Denial
    };
    explicit Block(const std::uint8_t* at) : at_(at) {}
    bool has(Flag flag) const { return (at_[1] & flag) != 0; }
    wire::NameView name() const { return {at_ + 4, at_[0]}; }
    // False if there is none for that type, with signatures or without; the image of a cut has the type NS.
    bool find(rr::Type type, bool with_signatures, AnswerImage& image) const;
    Denial denial() const;

   private:
    const std::uint8_t* images() const;
    const std::uint8_t* at_;
  };
  // Where the answers to a name are, as far as its hashes say.
  struct Candidate {
    std::uint32_t number;
    std::uint32_t labels;
  };
  struct Match {
    Block block;
    std::size_t labels;  // of the block's name
    bool exact;
  };

  // Whether the zone holds signatures.
  bool is_signed() const { return signed_; }
  std::size_t origin_labels() const { return origin_labels_; }
  // The block of the name, or of its closest encloser that has one. `qname` is at or below the origin, `candidate` its
  // own.
  Match find(const zone::HashedName& qname, Candidate candidate) const;
  Match find(const zone::HashedName& qname) const { return find(qname, candidate(qname)); }
  // The block of `*` below the first `labels` labels from the right, which has one: Block::kWildcard.
  Block wildcard(const zone::HashedName& qname, std::size_t labels) const;
  // SOA in the authority section, as for a name that does not exist; anchored at the origin. False where there are too
  // many signatures to have it ready.
  bool negative(bool with_signatures, AnswerImage& image) const;
  // An NSEC3 record with its signatures, for the authority section. Of its pointers the first leads to the origin, as
  // the question ends in it; the others lead to the image's own first octet.
  void proof(std::uint32_t number, AnswerImage& image) const;
  // The number of a record by that in the zone's NSEC3 chain; kNoProof if there is none.
  std::uint32_t proof_of(std::uint32_t link) const { return link < proofs_.size() ? proofs_[link] : kNoProof; }

  // Steps before find(), each some time after the one before, so that waiting for memory overlaps within a batch: this
  // object, its index, the blocks.
  void prefetch() const {
    __builtin_prefetch(this);
    __builtin_prefetch(reinterpret_cast<const char*>(this) + kHot - 1);
  }
  void prefetch_index(const zone::HashedName& qname) const {
    for (std::size_t labels = deepest(qname); labels > highest_prefetched(qname); --labels)
      index_.prefetch(qname.hash(labels));
  }
  Candidate candidate(const zone::HashedName& qname) const;
  void prefetch_block(Candidate candidate) const;

  std::size_t memory() const { return octets_.size() + index_.memory() + proofs_.size() * sizeof(std::uint32_t); }

 private:
  friend class LinkedAnswersBuilder;
  static constexpr std::size_t kUnit = 4;  // blocks start at multiples of this

  std::size_t deepest(const zone::HashedName& qname) const {
    return qname.label_count() < max_labels_ ? qname.label_count() : max_labels_;
  }
  // Names are mostly found at the deepest level that there is, or at the one above.
  std::size_t highest_prefetched(const zone::HashedName& qname) const {
    const std::size_t two_above = deepest(qname) < 2 ? 0 : deepest(qname) - 2;
    return two_above < origin_labels_ ? origin_labels_ : two_above;
  }
  Match find_closest(const zone::HashedName& qname) const;
  Block block(std::uint32_t number) const { return Block(octets_.data() + number * kUnit); }

  // What each question needs comes first, in kHot octets.
  static constexpr std::size_t kHot = 64;
  std::uint32_t apex_ = 0;                            // number of the apex's block
  std::uint32_t negative_[2] = {kNoProof, kNoProof};  // in octets_, without signatures and with them; kNoProof: none
  std::uint8_t origin_labels_ = 0;
  std::uint8_t max_labels_ = 0;
  bool signed_ = false;
  zone::NameIndex index_;
  base::LargeArray<std::uint8_t> octets_;  // the negative images, the proofs, the apex, the other blocks
  base::LargeArray<std::uint32_t> proofs_;
};

// Appends block after block, image after image. The negative images come before all else, and the apex's block must be
// among the blocks.
class LinkedAnswersBuilder {
 public:
  static constexpr std::size_t kMaxImage = 4096;  // octets of records; longer replies are rare, and encoded when asked
  static constexpr std::size_t kMaxPointers = 255;

  LinkedAnswersBuilder(wire::NameView origin, bool is_signed) {
    linked_.origin_labels_ = static_cast<std::uint8_t>(origin.label_count());
    linked_.signed_ = is_signed;
  }

  // Room for so many octets of blocks. What is not used costs no memory.
  void reserve(std::size_t octets) { linked_.octets_.reserve(octets); }
  bool set_negative(bool with_signatures, const AnswerImage& image, std::span<const std::uint16_t> pointers);
  // Takes the next NSEC3 record of the chain, all of them before the first block. False as add_image().
  bool add_proof(const AnswerImage& image, std::span<const std::uint16_t> pointers);
  // In place of one that cannot be kept.
  void add_no_proof() { linked_.proofs_.push_back(LinkedAnswers::kNoProof); }
  // Borrowed from this builder or, where it is one of several, from the first of them.
  std::span<const std::uint32_t> proofs() const { return {linked_.proofs_.data(), linked_.proofs_.size()}; }
  void begin_block(wire::NameView name, std::uint8_t flags);
  void add_flag(LinkedAnswers::Block::Flag flag) { linked_.octets_[block_ + 1] |= flag; }
  // Before the first image of the block.
  void set_denial(const LinkedAnswers::Denial& denial);
  // `image.pointer_gaps` is ignored: `pointers` are the places of the compression pointers in image.octets, rising.
  // False if the image cannot be kept: too long, or too many pointers, or too far from one to the next.
  bool add_image(rr::Type type, bool with_signatures, const AnswerImage& image,
                 std::span<const std::uint16_t> pointers);

  // All blocks of another builder of the same zone, which has neither the apex nor the negative images.
  void append(LinkedAnswersBuilder&& other);

  LinkedAnswers finish() &&;

 private:
  struct Placed {
    std::uint64_t hash;
    std::uint32_t number;
  };

  void align();
  bool append(rr::Type type, bool with_signatures, const AnswerImage& image, std::span<const std::uint16_t> pointers);

  LinkedAnswers linked_;
  base::LargeArray<Placed> blocks_;
  zone::HashedName scratch_;
  std::size_t block_ = 0;  // where the last one begins
};

}  // namespace bailiwick::answer
