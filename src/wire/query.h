// What a query asks: its question and its EDNS(0) record (RFC 1035 §4.1, RFC 6891). Any bytes may be parsed.
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "wire/header.h"
#include "wire/name.h"

namespace bailiwick::wire {

struct Edns {
  bool present = false;
  std::uint8_t version = 0;
  std::uint16_t udp_payload = 0;
  bool dnssec_ok = false;           // RFC 3225
  bool wants_nsid = false;          // RFC 5001
  bool has_keepalive = false;       // RFC 7828
  bool wants_zone_version = false;  // RFC 9660
  bool has_bad_option = false;      // with content that its RFC rules out
  bool has_cookie = false;          // RFC 7873
  base::Bytes cookie;               // the content of the first such option, of any length, in the message
};

struct Query {
  NameView qname;  // in the message, case as sent
  std::uint16_t qtype = 0;
  std::uint16_t qclass = 0;
  std::size_t question_end = 0;  // octets of header and question; 0 where there is no question that can be read
  std::uint16_t flags = 0;
  Edns edns;
  base::Bytes tsig;  // the whole TSIG record (RFC 8945), in the message; empty: none
};

enum class QueryFault : std::uint8_t {
  None,
  Silence,  // shorter than a header, or a response: answering would invite loops
  FormErr,
  NotImp,      // an opcode other than QUERY
  NoQuestion,  // and in order otherwise: RFC 7873 §5.4 gives it a meaning where there is a cookie
};

// Fills `query` as far as the message can be read.
QueryFault parse_query(base::Bytes message, Query& query);

// The whole TSIG record of a message of any opcode with one question (of UPDATE: with one zone, RFC 2136 §2.3), in the
// message; empty where there is none, or the message cannot be read.
base::Bytes find_tsig(base::Bytes message);

}  // namespace bailiwick::wire
