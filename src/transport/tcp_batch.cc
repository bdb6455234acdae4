#include "transport/tcp_batch.h"

#include <algorithm>

#include "base/assert.h"

namespace bailiwick::transport {

TcpBatch::TcpBatch(Responder& responder)
    : responder_(responder), octets_(std::make_unique_for_overwrite<std::uint8_t[]>(kMessages * kRoom)) {}

void TcpBatch::add(base::Bytes query, base::Bytes client) {
  BAILIWICK_ASSERT(size_ < kMessages);
  std::uint8_t* const message = room(size_) + 2;
  std::copy(query.begin(), query.end(), message);
  exchanges_[size_++] = {
      .buffer = {message, kTcpFrameSize - 2}, .query_size = query.size(), .protocol = Protocol::Tcp, .client = client};
}

base::Bytes TcpBatch::framed(std::size_t i) {
  const Exchange& exchange = exchanges_[i];
  const std::size_t size = exchange.route == Route::Answered ? exchange.reply_size : exchange.query_size;
  base::store16(room(i), static_cast<std::uint16_t>(size));
  return {room(i), 2 + size};
}

}  // namespace bailiwick::transport
