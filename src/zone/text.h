// A zone, or a part of it, as the text of a zone file that any server can load: one record a line, SOA first, then in
// canonical order, owners absolute, TTL and class on each line. It is made piece by piece, so that millions of records
// need no more memory than a few. Loading it gives the same records: owners in lower case, rdata octet by octet.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "rr/type.h"
#include "zone/zone.h"

namespace bailiwick::zone {

// Appends "ns1.example.com. 3600 IN A 192.0.2.1\n". `rdata` is well formed.
void append_record(std::string& out, wire::NameView owner, std::uint32_t ttl, rr::Type type, base::Bytes rdata);

// What of a zone to write.
struct TextPart {
  NodeId node = kNoNode;              // of one name; kNoNode: all
  std::optional<rr::Type> type = {};  // of one type; of RRSIG those of all types
};

class TextWriter {
 public:
  static constexpr std::size_t kPiece = std::size_t{1} << 16;  // octets, about

  // The zone stays as long as the writer.
  explicit TextWriter(const Zone& zone, TextPart part = {});

  // The next lines, all of them whole, of kPiece octets and what the last record has beyond them; empty at the end.
  // Valid until the next call.
  std::string_view next();

 private:
  bool is_wanted(std::size_t rrset) const;
  void write_soa();
  void write_node();

  const Zone& zone_;
  TextPart part_;
  NodeId node_;             // that comes next
  NodeId end_;              // behind the last one
  std::size_t rrset_ = 0;   // of the node, how many are done
  std::size_t record_ = 0;  // of that RRset, how many are done
  std::string piece_;
};

// All of it at once, for what is known to be small.
std::string text_of(const Zone& zone, TextPart part = {});

}  // namespace bailiwick::zone
