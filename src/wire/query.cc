#include "wire/query.h"

#include "wire/tsig.h"

namespace bailiwick::wire {
namespace {

constexpr std::uint16_t kOptionNsid = 3;
constexpr std::uint16_t kOptionCookie = 10;
constexpr std::uint16_t kOptionKeepalive = 11;
constexpr std::uint16_t kOptionZoneVersion = 19;

// One record of any section, as far as a query's reader cares.
struct RawRecord {
  bool root_owner = false;
  std::uint16_t type = 0;
  std::uint16_t record_class = 0;
  std::uint32_t ttl = 0;
  base::Bytes rdata;
  base::Bytes whole;
};

// Where the possibly compressed name that starts at `start` ends; 0 if it is none. A pointer ends a name, so there is
// nothing to follow, but it must lead to something before the name (RFC 1035 §4.1.4).
std::size_t name_end(base::Bytes message, std::size_t start) {
  std::size_t at = start;
  while (at < message.size() && at - start < kMaxNameSize) {
    const std::uint8_t length = message[at];
    if (length == 0) return at + 1;
    if ((length & 0xc0) == 0xc0) {
      if (at + 2 > message.size()) return 0;
      const std::size_t target = base::load16(&message[at]) & 0x3fffu;
      return target >= kHeaderSize && target < start ? at + 2 : 0;
    }
    if (length > kMaxLabelSize) return 0;
    at += length + 1u;
  }
  return 0;
}

// Takes the record at `at`, and moves `at` behind it.
bool take_record(base::Bytes message, std::size_t& at, RawRecord& record) {
  const std::size_t fixed = name_end(message, at);
  if (fixed == 0 || message.size() < fixed + kRecordFixedSize) return false;
  record.root_owner = fixed == at + 1;
  record.type = base::load16(&message[fixed]);
  record.record_class = base::load16(&message[fixed + 2]);
  record.ttl = base::load32(&message[fixed + 4]);
  const std::size_t rdlength = base::load16(&message[fixed + 8]);
  const std::size_t start = fixed + kRecordFixedSize;
  if (message.size() < start + rdlength) return false;
  record.rdata = message.subspan(start, rdlength);
  record.whole = message.subspan(at, start + rdlength - at);
  at = start + rdlength;
  return true;
}

// RFC 6891 §6.1. Unknown options are passed over (§6.1.2).
bool read_opt(const RawRecord& record, Edns& edns) {
  if (!record.root_owner) return false;
  edns.present = true;
  edns.udp_payload = record.record_class;
  edns.version = static_cast<std::uint8_t>(record.ttl >> 16);
  edns.dnssec_ok = (record.ttl & 0x8000) != 0;
  base::Bytes left = record.rdata;
  while (!left.empty()) {
    if (left.size() < 4) return false;
    const std::uint16_t code = base::load16(left.data());
    const std::size_t length = base::load16(left.data() + 2);
    if (left.size() < 4 + length) return false;
    if (code == kOptionNsid) edns.wants_nsid = true;
    if (code == kOptionKeepalive) edns.has_keepalive = true;
    if (code == kOptionZoneVersion) {
      edns.wants_zone_version = true;
      edns.has_bad_option |= length != 0;  // RFC 9660 §2.1
    }
    if (code == kOptionCookie && !edns.has_cookie) {  // RFC 7873 §5.2: the first alone counts
      edns.has_cookie = true;
      edns.cookie = left.subspan(4, length);
    }
    left = left.subspan(4 + length);
  }
  return true;
}

bool read_question(base::Bytes message, Query& query) {
  const auto qname = NameView::from_wire(message.subspan(kHeaderSize));
  if (!qname) return false;
  const std::size_t at = kHeaderSize + qname->size();
  if (message.size() < at + 4) return false;
  query.qname = *qname;
  query.qtype = base::load16(message.data() + at);
  query.qclass = base::load16(message.data() + at + 2);
  query.question_end = at + 4;
  return true;
}

// RFC 8945 §5.1, §5.2: at most one, the last record of all; `left` are still to come in its section.
bool read_tsig(const RawRecord& record, Section section, unsigned left, base::Bytes& tsig) {
  if (section != Section::Additional || left != 0) return false;
  if (record.record_class != kClassAny || record.ttl != 0 || !is_tsig_rdata(record.rdata)) return false;
  tsig = record.whole;
  return true;
}

// The sections behind the question. Bounded by the message: a record has 11 octets at least.
bool read_records(base::Bytes message, std::size_t start, Query& query) {
  if (!has_records(message)) return start == message.size();
  std::size_t at = start;
  for (Section section : {Section::Answer, Section::Authority, Section::Additional}) {
    for (unsigned left = read_count(message, section); left > 0; --left) {
      RawRecord record;
      if (!take_record(message, at, record)) return false;
      if (record.type == kTypeTsig && !read_tsig(record, section, left - 1, query.tsig)) return false;
      if (record.type != kTypeOpt) continue;
      // RFC 6891 §6.1.1: at most one OPT, in the additional section.
      if (section != Section::Additional || query.edns.present || !read_opt(record, query.edns)) return false;
    }
  }
  return at == message.size();
}

}  // namespace

QueryFault parse_query(base::Bytes message, Query& query) {
  if (message.size() < kHeaderSize) return QueryFault::Silence;
  query.flags = read_flags(message);
  if ((query.flags & kQr) != 0) return QueryFault::Silence;
  if (read_opcode(message) != 0) return QueryFault::NotImp;
  const unsigned questions = read_count(message, Section::Question);
  if (questions == 0) return read_records(message, kHeaderSize, query) ? QueryFault::NoQuestion : QueryFault::FormErr;
  if (questions != 1 || !read_question(message, query) || !read_records(message, query.question_end, query))
    return QueryFault::FormErr;
  return QueryFault::None;
}

base::Bytes find_tsig(base::Bytes message) {
  Query query;
  if (message.size() < kHeaderSize || read_count(message, Section::Question) != 1) return {};
  if (!read_question(message, query) || !read_records(message, query.question_end, query)) return {};
  return query.tsig;
}

}  // namespace bailiwick::wire
