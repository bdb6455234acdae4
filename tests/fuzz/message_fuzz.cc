// Any octets as a message. What the fast path's parser takes for a query, the reader has to read with the same question
// and EDNS, and what the reader takes the parser must not turn down. What is read is built again, and reads as before;
// where ldns can read a message, too, it says the same.
#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "base/assert.h"
#include "rr/layout.h"
#include "rr/table.h"
#include "wire/message_builder.h"
#include "wire/message_reader.h"
#include "wire/query.h"
#include "wire/tsig.h"

// After all others: it defines `bool` and `false` as macros.
#include <ldns/ldns.h>

using namespace bailiwick;
using wire::MessageError;
using wire::Section;

namespace {

using Octets = std::vector<std::uint8_t>;

struct ReadRecord {
  wire::Record record;
  std::optional<Octets> rdata;  // expanded; none where that is an error
};

struct ReadMessage {
  std::vector<wire::Question> questions;
  std::vector<ReadRecord> records;
  MessageError error = MessageError::None;
  std::size_t octets_left = 0;
};

wire::RdataLayout layout_of(const wire::Record& record) {
  return rr::message_layout(static_cast<rr::Type>(record.type));
}

bool equal_octets(base::Bytes a, base::Bytes b) {
  return std::ranges::equal(a, b);
}

// Spans lie within the message, and places only grow.
void require_in_order(const ReadMessage& read, base::Bytes message) {
  std::size_t at = wire::kHeaderSize;
  for (const wire::Question& question : read.questions) {
    BAILIWICK_ASSERT(question.offset >= at);
    at = question.offset + 5;  // the shortest has the root for a name
  }
  for (const ReadRecord& entry : read.records) {
    const wire::Record& record = entry.record;
    BAILIWICK_ASSERT(record.offset >= at && record.rdata_offset >= record.offset + 11);
    BAILIWICK_ASSERT(record.rdata_offset + record.rdata.size() <= message.size());
    BAILIWICK_ASSERT(record.rdata.empty() || record.rdata.data() == message.data() + record.rdata_offset);
    at = record.rdata_offset + record.rdata.size();
    BAILIWICK_ASSERT(record.is_last == (&entry == &read.records.back() && read.error == MessageError::None));
  }
  if (!read.records.empty() && read.error == MessageError::None)
    BAILIWICK_ASSERT(at + read.octets_left == message.size());
}

ReadMessage read_message(base::Bytes message) {
  static std::array<std::uint8_t, wire::kMaxRdataSize> buffer;
  ReadMessage read;
  wire::MessageReader reader(message);
  for (wire::Question question; reader.next(question);) read.questions.push_back(question);
  for (wire::Record record; reader.next(record);) {
    const auto rdata = reader.expand_rdata(record, layout_of(record), buffer);
    read.records.push_back({record, std::nullopt});
    if (rdata) read.records.back().rdata.emplace(rdata->begin(), rdata->end());
  }
  read.error = reader.error();
  read.octets_left = reader.octets_left();
  require_in_order(read, message);
  return read;
}

// --- the fast path's parser ---

// What the parser does not look at, since it expands no names after the question.
bool is_of_names(MessageError error) {
  return error == MessageError::NameTruncated || error == MessageError::NameTooLong ||
         error == MessageError::BadLabel || error == MessageError::BadPointer || error == MessageError::TooManyPointers;
}

void require_same_edns(const wire::Edns& parsed, const wire::Opt& opt) {
  BAILIWICK_ASSERT(parsed.present && parsed.udp_payload == opt.udp_payload && parsed.version == opt.version);
  BAILIWICK_ASSERT(parsed.dnssec_ok == opt.dnssec_ok);
  wire::Edns options;
  base::Bytes left = opt.options;
  while (const auto option = wire::take_option(left)) {
    options.wants_nsid |= option->code == 3;
    options.has_keepalive |= option->code == 11;
    options.wants_zone_version |= option->code == 19;
    if (option->code != 10 || options.has_cookie) continue;
    options.has_cookie = true;
    options.cookie = option->content;
  }
  BAILIWICK_ASSERT(left.empty());
  BAILIWICK_ASSERT(parsed.wants_nsid == options.wants_nsid && parsed.has_keepalive == options.has_keepalive);
  BAILIWICK_ASSERT(parsed.wants_zone_version == options.wants_zone_version);
  BAILIWICK_ASSERT(parsed.has_cookie == options.has_cookie && parsed.cookie.data() == options.cookie.data() &&
                   parsed.cookie.size() == options.cookie.size());
}

void require_accepted(const wire::Query& query, bool has_question, const ReadMessage& read, base::Bytes message) {
  BAILIWICK_ASSERT(read.questions.size() == (has_question ? 1 : 0));
  if (has_question) {
    const wire::Question& question = read.questions[0];
    BAILIWICK_ASSERT(equal_octets(question.name.view().bytes(), query.qname.bytes()));
    BAILIWICK_ASSERT(question.type == query.qtype && question.question_class == query.qclass);
  }
  if (read.error != MessageError::None) {
    BAILIWICK_ASSERT(is_of_names(read.error));
    return;
  }
  BAILIWICK_ASSERT(read.octets_left == 0);
  bool has_opt = false;
  base::Bytes tsig;
  for (const auto& [record, rdata] : read.records) {
    if (record.type == wire::kTypeOpt) {
      const auto opt = wire::read_opt(record);
      BAILIWICK_ASSERT(opt && !has_opt);
      require_same_edns(query.edns, *opt);
      has_opt = true;
    }
    if (record.type == wire::kTypeTsig) {
      BAILIWICK_ASSERT(record.section == Section::Additional && record.is_last);
      tsig = message.subspan(record.offset);
    }
  }
  BAILIWICK_ASSERT(query.edns.present == has_opt);
  BAILIWICK_ASSERT(query.tsig.size() == tsig.size() && (tsig.empty() || query.tsig.data() == tsig.data()));
}

// Whether the parser has to take it, too: RFC 6891 §6.1.1, RFC 8945 §5.1. An OPT record whose owner is a pointer to a
// root label is one that the parser does not take for the root.
bool is_sound(const ReadMessage& read, base::Bytes message) {
  unsigned opts = 0;
  for (const auto& [record, rdata] : read.records) {
    if (record.type == wire::kTypeOpt && (++opts > 1 || !wire::read_opt(record) || message[record.offset] != 0))
      return false;
    if (record.type == wire::kTypeTsig &&
        (record.section != Section::Additional || !record.is_last || record.record_class != wire::kClassAny ||
         record.ttl != 0 || !wire::is_tsig_rdata(record.rdata)))
      return false;
  }
  return read.error == MessageError::None && read.octets_left == 0;
}

void compare_with_parser(const ReadMessage& read, base::Bytes message) {
  wire::Query query;
  const wire::QueryFault fault = wire::parse_query(message, query);
  switch (fault) {
    case wire::QueryFault::None:
    case wire::QueryFault::NoQuestion:
      return require_accepted(query, fault == wire::QueryFault::None, read, message);
    case wire::QueryFault::FormErr:
      BAILIWICK_ASSERT(wire::read_count(message, Section::Question) > 1 || !is_sound(read, message));
      return;
    case wire::QueryFault::Silence:
      BAILIWICK_ASSERT((read.error == MessageError::HeaderTruncated) == (message.size() < wire::kHeaderSize));
      return;
    case wire::QueryFault::NotImp:
      return;
  }
}

// --- built again ---

struct Built {
  Octets octets;
  ReadMessage kept;  // what had room
};

// Within `limit` octets. The rdata of each record was expanded.
Built rebuild(const ReadMessage& read, base::Bytes message, std::size_t limit) {
  Built built{.octets = Octets(limit), .kept = {}};
  wire::MessageBuilder builder(built.octets, limit);
  builder.set_id(wire::read_id(message));
  builder.set_flags(wire::read_flags(message));
  for (const wire::Question& question : read.questions)
    if (builder.add_question(question.name, question.type, question.question_class))
      built.kept.questions.push_back(question);
  for (const ReadRecord& entry : read.records) {
    const wire::Record& record = entry.record;
    const wire::RecordView view{.owner = record.owner,
                                .type = record.type,
                                .record_class = record.record_class,
                                .ttl = record.ttl,
                                .rdata = *entry.rdata};
    if (builder.add(record.section, view, layout_of(record))) built.kept.records.push_back(entry);
  }
  built.octets.resize(builder.finish().size());
  return built;
}

void require_same(const ReadMessage& a, const ReadMessage& b) {
  BAILIWICK_ASSERT(b.error == MessageError::None && b.octets_left == 0);
  BAILIWICK_ASSERT(a.questions.size() == b.questions.size() && a.records.size() == b.records.size());
  for (std::size_t i = 0; i < a.questions.size(); ++i) {
    const wire::Question &x = a.questions[i], &y = b.questions[i];
    BAILIWICK_ASSERT(equal_octets(x.name.view().bytes(), y.name.view().bytes()));
    BAILIWICK_ASSERT(x.type == y.type && x.question_class == y.question_class);
  }
  for (std::size_t i = 0; i < a.records.size(); ++i) {
    const wire::Record &x = a.records[i].record, &y = b.records[i].record;
    BAILIWICK_ASSERT(x.section == y.section && equal_octets(x.owner.view().bytes(), y.owner.view().bytes()));
    BAILIWICK_ASSERT(x.type == y.type && x.record_class == y.record_class && x.ttl == y.ttl);
    BAILIWICK_ASSERT(a.records[i].rdata == b.records[i].rdata);
  }
}

// --- ldns ---

struct FreeRecord {
  void operator()(ldns_rr* record) const { ldns_rr_free(record); }
};

Octets rdata_of(const ldns_rr* record) {
  Octets octets;
  for (std::size_t i = 0; i < ldns_rr_rd_count(record); ++i) {
    const ldns_rdf* field = ldns_rr_rdf(record, i);
    octets.insert(octets.end(), ldns_rdf_data(field), ldns_rdf_data(field) + ldns_rdf_size(field));
  }
  return octets;
}

// Each record where it is, since ldns does not hold rdata to its RDLENGTH: whether its next record begins at the right
// place is not for ldns to say.
void compare_with_ldns(const ReadMessage& read, const Octets& message) {
  for (const auto& [record, rdata] : read.records) {
    ldns_rr* parsed = nullptr;
    std::size_t end = record.offset;
    if (ldns_wire2rr(&parsed, message.data(), message.size(), &end, LDNS_SECTION_ANSWER) != LDNS_STATUS_OK) continue;
    const std::unique_ptr<ldns_rr, FreeRecord> seen(parsed);
    const ldns_rdf* owner = ldns_rr_owner(parsed);
    BAILIWICK_ASSERT(equal_octets({ldns_rdf_data(owner), ldns_rdf_size(owner)}, record.owner.view().bytes()));
    BAILIWICK_ASSERT(ldns_rr_get_type(parsed) == record.type && ldns_rr_get_class(parsed) == record.record_class);
    BAILIWICK_ASSERT(ldns_rr_ttl(parsed) == record.ttl);
    if (end == record.rdata_offset + record.rdata.size() && !layout_of(record).empty())
      BAILIWICK_ASSERT(rdata_of(parsed) == *rdata);
  }
}

bool is_well_formed(const ReadRecord& entry) {
  return entry.rdata &&
         (entry.rdata->empty() || rr::is_well_formed(static_cast<rr::Type>(entry.record.type), *entry.rdata));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > wire::kMaxMessageSize) return 0;
  const base::Bytes message{data, size};
  const ReadMessage read = read_message(message);
  compare_with_parser(read, message);
  if (read.error != MessageError::None || !std::ranges::all_of(read.records, is_well_formed)) return 0;
  const Built again = rebuild(read, message, wire::kMaxMessageSize);
  const ReadMessage read_again = read_message(again.octets);
  require_same(again.kept, read_again);
  compare_with_ldns(read_again, again.octets);
  // With too little room for some, at a limit that the input chooses.
  const std::size_t limit = wire::kHeaderSize + data[size - 1] * again.octets.size() / 256;
  const Built cut = rebuild(read, message, std::min(limit, again.octets.size()));
  require_same(cut.kept, read_message(cut.octets));
  compare_with_ldns(read, {data, data + size});
  return 0;
}
