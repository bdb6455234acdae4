#include "zone/record_stream.h"

#include <algorithm>
#include <cstring>

namespace bailiwick::zone {
namespace {

constexpr std::size_t kMaxChunk = std::size_t{4} << 20;

}  // namespace

void RecordStream::begin_run(wire::NameView owner) {
  run_ = at_;  // so that the one before stays where it is
  reserve(2 + owner.size());
  run_ = at_;
  *at_++ = kRun;
  *at_++ = static_cast<std::uint8_t>(owner.size());
  std::memcpy(at_, owner.data(), owner.size());
  at_ += owner.size();
  *at_ = kEnd;
}

void RecordStream::add(rr::Type type, std::uint32_t ttl, base::Bytes rdata, Location location) {
  const Head head{.ttl = ttl, .location = location, .type = type, .size = static_cast<std::uint16_t>(rdata.size())};
  reserve(1 + sizeof head + rdata.size());
  *at_++ = kRecord;
  std::memcpy(at_, &head, sizeof head);
  at_ += sizeof head;
  if (!rdata.empty()) std::memcpy(at_, rdata.data(), rdata.size());
  at_ += rdata.size();
  *at_ = kEnd;
}

RecordStream::Record RecordStream::read(const std::uint8_t*& at) {
  Head head;
  std::memcpy(&head, at + 1, sizeof head);
  const std::uint8_t* rdata = at + 1 + sizeof head;
  at = rdata + head.size;
  return {.rdata = {rdata, head.size}, .ttl = head.ttl, .location = head.location, .type = head.type};
}

// Room for that many octets and a kEnd; a run that would not end in its chunk moves into the next.
void RecordStream::reserve(std::size_t octets) {
  if (static_cast<std::size_t>(end_ - at_) > octets) return;
  const auto moved = static_cast<std::size_t>(at_ - run_);
  const std::size_t size = std::max(chunk_size_, 2 * (moved + octets + 1));
  chunk_size_ = std::min(2 * chunk_size_, kMaxChunk);
  chunks_.push_back(base::make_large_octets(size));
  std::uint8_t* chunk = chunks_.back().get();
  if (moved > 0) {
    std::memcpy(chunk, run_, moved);
    *run_ = kEnd;
  }
  run_ = chunk;
  at_ = chunk + moved;
  end_ = chunk + size;
}

}  // namespace bailiwick::zone
