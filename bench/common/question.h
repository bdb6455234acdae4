// One question as text ("www.example.com A") to the bytes of a query (RFC 1035 §4.1), with an OPT (RFC 6891) if asked.
// The bench has its own few lines for this, so that what measures the server does not share the server's mistakes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace bailiwick::bench {

enum class Edns : std::uint8_t { Off, On, Do };

inline constexpr std::size_t header_octets = 12;
inline constexpr std::uint16_t edns_payload = 1232;

// Appends a whole query with id 0 and RD clear to `out`. The name takes no escapes; the type is a common mnemonic or
// TYPEnnn. On failure `out` is as it was.
base::Result<void> append_query(std::string_view name, std::string_view type, Edns edns,
                                std::vector<std::uint8_t>& out);

// What a right answer to a question has: rcode and number of records in the answer section.
struct Expected {
  std::uint8_t rcode = 0;
  std::uint8_t answers = 0;
  bool known = false;  // nothing is expected otherwise
};

// Splits "NAME TYPE" or "NAME TYPE RCODE ANSWERS" (two numbers) at white space; comments (";" or "#" first) and blank
// lines come back with an empty name.
struct QuestionText {
  std::string_view name, type;
  Expected expected;
};
QuestionText split_question(std::string_view line);

}  // namespace bailiwick::bench
