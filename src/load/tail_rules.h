// What ldns does not check in the text of the types that it reads for us: numbers that do not fit their field (it takes
// them modulo 2^8 or 2^16), unknown words in lists of types (it drops them), half octets in hexadecimal, SvcParams
// without a value. Fields that no rule is for are ldns's alone.
#pragma once

#include <cstddef>
#include <string_view>

#include "load/tokens.h"
#include "rr/type.h"

namespace bailiwick::load {

// Checks the words of one record's rdata in order. False after a failure, which `in` has noted.
class TailRules {
 public:
  explicit TailRules(rr::Type type);
  bool check(Tokens& in, const Token& token);
  // Behind the last word; `last` is where to point.
  bool check_end(Tokens& in, const Token& last) const;

 private:
  bool check_parameter(Tokens& in, const Token& token);

  const char* rules_;  // a letter a word, see tail_rules.cc; null where there are none
  std::size_t hex_digits_ = 0;
  std::string_view key_;  // of the SvcParam whose quoted value comes next
};

}  // namespace bailiwick::load
