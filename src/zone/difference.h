// What leads from one version of a zone to another: the records that went and those that came. It is the frame of a
// journal, an incremental transfer (RFC 1995), the result of an update and what a reload reports. A record differs if
// its owner, type, rdata (octet by octet, case too) or TTL does.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "rr/type.h"
#include "wire/name.h"
#include "zone/zone.h"

namespace bailiwick::zone {

// Borrowed from a RecordList.
struct OwnedRecord {
  wire::NameView owner;
  rr::Type type;
  std::uint32_t ttl;
  base::Bytes rdata;
};

// Records one behind the other in one array of octets, an owner once for all its records that follow each other.
class RecordList {
 public:
  // `rdata` is well formed. The owner is kept as it is given.
  void add(wire::NameView owner, rr::Type type, std::uint32_t ttl, base::Bytes rdata);
  std::size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  // Octets of memory, for limits.
  std::size_t octets() const { return octets_.size(); }
  // The SOA to the front, the rest in canonical order: owner, type (signatures by the type that they cover), rdata.
  void sort();

  class Iterator {
   public:
    Iterator(const std::uint8_t* at, const std::uint8_t* end) : at_(at), end_(end) { read(); }
    const OwnedRecord& operator*() const { return record_; }
    const OwnedRecord* operator->() const { return &record_; }
    Iterator& operator++() {
      at_ = record_.rdata.data() + record_.rdata.size();
      read();
      return *this;
    }
    bool operator==(const Iterator& other) const { return at_ == other.at_; }

   private:
    void read();

    const std::uint8_t* at_;
    const std::uint8_t* end_;
    OwnedRecord record_{};
  };
  // Valid until the next add().
  Iterator begin() const { return {octets_.data(), octets_.data() + octets_.size()}; }
  Iterator end() const { return {octets_.data() + octets_.size(), octets_.data() + octets_.size()}; }

 private:
  std::vector<std::uint8_t> octets_;
  std::size_t owner_ = 0;  // where that of the last record is
  std::size_t count_ = 0;
};

// Each list begins with the SOA of its version, the same one twice if only other records differ, as RFC 1995 §4 has it;
// then canonical order.
struct Difference {
  std::uint32_t from = 0;  // serials
  std::uint32_t to = 0;
  RecordList removed;
  RecordList added;
};

// Records that only one of two versions has; an SOA that is the same in both is none.
struct ChangeCount {
  std::size_t removed = 0;
  std::size_t added = 0;
  bool operator==(const ChangeCount&) const = default;
};

// Both have the same origin and an SOA. One walk over both, whatever differs.
Difference diff(const Zone& from, const Zone& to);
// Only counts: nothing is allocated.
ChangeCount count_changes(const Zone& from, const Zone& to);

// The version that the difference leads to. Exact, or it fails as a whole, with a reason: `zone` has the serial `from`
// and each removed record with its TTL (names in rdata compared without case where RFC 4034 §6.2 does), and none of the
// added ones afterwards; each RRset then has one TTL and fits a message.
base::Result<std::shared_ptr<const Zone>> apply(const Zone& zone, const Difference& difference);

}  // namespace bailiwick::zone
