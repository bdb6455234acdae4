// The TCP queries that one worker answers at once: those of one connection that wait for an answer together. Owns the
// room for the replies, so that nothing is allocated for a query. Belongs to one thread.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>

#include "transport/responder.h"

namespace bailiwick::transport {

// The largest message with its two octets of length (RFC 1035 §4.2.2).
inline constexpr std::size_t kTcpFrameSize = 2 + 65535;

class TcpBatch {
 public:
  static constexpr std::size_t kMessages = 16;

  explicit TcpBatch(Responder& responder);

  std::size_t size() const { return size_; }
  void clear() { size_ = 0; }
  // Copies a query of at most 65535 octets. At most kMessages.
  void add(base::Bytes query, base::Bytes client);
  // Has all of them answered.
  void respond() { responder_.respond({exchanges_.data(), size_}); }
  const Exchange& operator[](std::size_t i) const { return exchanges_[i]; }
  // With its length before it: the reply of one that is answered, the query of one that is handed over.
  base::Bytes framed(std::size_t i);

 private:
  // Rooms that all began at the same place of a page would share the few lines of the first-level cache for it. Memory
  // that no reply has needed was never touched.
  static constexpr std::size_t kRoom = (kTcpFrameSize + 127) / 64 * 64;

  std::uint8_t* room(std::size_t i) { return octets_.get() + i * kRoom; }

  Responder& responder_;
  std::unique_ptr<std::uint8_t[]> octets_;
  std::array<Exchange, kMessages> exchanges_;
  std::size_t size_ = 0;
};

}  // namespace bailiwick::transport
