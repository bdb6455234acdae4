// From the words of a `query` line (QNAME QTYPE [CLASS] [+FLAG...]) to the octets of a message, well formed unless a
// flag says otherwise; FORMAT.md lists the flags. No code of the server has a hand in it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "answers/support/case_file.h"
#include "base/clock.h"

namespace bailiwick::answers {

struct Message {
  std::vector<std::uint8_t> bytes;
  bool tcp = false;
  std::size_t question_size = 0;  // octets behind the header that a reply echoes; 0 for a raw packet
  std::size_t payload = 512;      // what the query lets a UDP reply have
  std::vector<std::uint8_t> client;
  base::Now now;
};

// Throws std::runtime_error where a word is unknown.
Message build_message(const Question& question);
// The question as one would type it for dig; the octets for a raw packet.
std::string dig_line(const Question& question);

}  // namespace bailiwick::answers
