// The rdata of any type from text to wire: the common types by their fields (rr/table.h), `\# 4 0A000001` for any
// (RFC 3597 §5), and the long tail by ldns. What comes out is well formed (rr::is_well_formed) and uncompressed.
#pragma once

#include <cstdint>
#include <memory>

#include "base/bytes.h"
#include "load/tokens.h"
#include "rr/table.h"
#include "wire/name.h"

namespace bailiwick::load {

class RdataReader {
 public:
  RdataReader();

  // Reads the rdata up to the end of the entry. `type_token` has been read; `rdata_place` is set to where the rdata
  // starts, or to the type if there is none. The result is valid until the next call. False after a failure.
  bool read(Tokens& in, const Token& type_token, rr::Type type, wire::NameView origin, base::Bytes& rdata,
            Tokens::Place& rdata_place);

 private:
  bool read_fields(Tokens& in, Token token, const rr::TypeInfo& info, wire::NameView origin);
  std::size_t read_field(Tokens& in, const Token& token, rr::Field field, wire::NameView origin);
  bool read_strings(Tokens& in, Token token);
  bool read_generic(Tokens& in, const Token& marker, rr::Type type);
  bool read_hex(Tokens& in, std::size_t expected, const Token& length);
  bool read_dnssec_quickly(Tokens& in, const Token& first, rr::Type type, wire::NameView origin);
  bool read_by_ldns(Tokens& in, const Token& type_token, const Token* first, rr::Type type, wire::NameView origin);

  std::unique_ptr<std::uint8_t[]> buffer_;
  std::size_t size_ = 0;
  std::string text_;  // for ldns
};

}  // namespace bailiwick::load
