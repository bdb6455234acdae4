// The questions of a file as bursts: up to `size` queries of one length lying end to end, ready to leave as one
// UDP_SEGMENT datagram. Ids are zero; the sender writes them. The order is that of the file as far as equal lengths
// allow.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "common/question.h"

namespace bailiwick::bench {

struct Burst {
  std::size_t offset;    // into Bursts::octets
  std::uint16_t length;  // of one query
  std::uint16_t count;
  std::uint32_t first;  // of its queries in Bursts::expected
};

struct Bursts {
  std::vector<std::uint8_t> octets;
  std::vector<Burst> list;
  std::vector<Expected> expected;
  std::size_t questions = 0;  // distinct lines of the file
};

inline constexpr std::uint16_t max_burst = 64;  // UDP_MAX_SEGMENTS of older kernels

// Takes a file of lines as split_question reads them. A short file is repeated until every length fills bursts.
base::Result<Bursts> read_bursts(const std::string& path, Edns edns, std::uint16_t size);

}  // namespace bailiwick::bench
