#include "answers/support/judge.h"

#include <ldns/ldns.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <stdexcept>

namespace bailiwick::answers {
namespace {

using Bytes = std::span<const std::uint8_t>;
using OwnedRr = std::unique_ptr<ldns_rr, decltype(&ldns_rr_free)>;

constexpr std::size_t kHeaderSize = 12;
constexpr std::uint16_t kOpt = 41;

unsigned get16(Bytes bytes, std::size_t at) {
  return static_cast<unsigned>(bytes[at] << 8 | bytes[at + 1]);
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

std::string take(char* text) {
  std::string out = text == nullptr ? "" : text;
  std::free(text);
  while (!out.empty() && out.back() == '\n') out.pop_back();
  std::replace(out.begin(), out.end(), '\t', ' ');
  return out;
}

// Owner names are compared ignoring case, and so are names in rdata that RFC 4034 §6.2 lowers.
JudgedRecord describe(ldns_rr* rr) {
  ldns_rr2canonical(rr);
  const std::string owner = take(ldns_rdf2str(ldns_rr_owner(rr)));
  const std::string klass = take(ldns_rr_class2str(ldns_rr_get_class(rr)));
  const std::string type = take(ldns_rr_type2str(ldns_rr_get_type(rr)));
  return {lower(owner + " " + klass + " " + type), take(ldns_rr2str(rr))};
}

// The octet behind the name at `at`, compressed or not; none if it is cut off.
std::optional<std::size_t> skip_name(Bytes bytes, std::size_t at) {
  while (at < bytes.size()) {
    if (bytes[at] >= 0xc0) return at + 2;
    if (bytes[at] == 0) return at + 1;
    at += bytes[at] + 1U;
  }
  return std::nullopt;
}

// RFC 3597 §4: names are compressed in the rdata of the types of RFC 1035 only.
bool may_compress(ldns_rr_type type) {
  static const std::set<int> types = {2, 3, 4, 5, 6, 7, 8, 9, 12, 14, 15};
  return types.contains(static_cast<int>(type));
}

std::size_t uncompressed_size(const ldns_rr* rr) {
  std::size_t size = 0;
  for (std::size_t i = 0; i < ldns_rr_rd_count(rr); ++i) size += ldns_rdf_size(ldns_rr_rdf(rr, i));
  return size;
}

std::string hex(Bytes bytes) {
  static const char digits[] = "0123456789abcdef";
  std::string out;
  for (std::uint8_t b : bytes) out += {digits[b >> 4], digits[b & 15]};
  return out;
}

std::string describe_option(unsigned code, Bytes data) {
  if (code == 3) return "nsid=" + std::string(data.begin(), data.end());
  if (code == 10) return "cookie=" + hex(data);
  if (code == 11 && data.size() == 2) return "keepalive=" + std::to_string(get16(data, 0));
  if (code == 15 && data.size() >= 2) return "ede=" + std::to_string(get16(data, 0));
  if (code == 19 && data.size() == 6 && data[1] == 0)
    return "zoneversion=" + std::to_string(data[0]) + "/" +
           std::to_string(static_cast<std::uint32_t>(get16(data, 2)) << 16 | get16(data, 4));
  return "option=" + std::to_string(code) + ":" + hex(data);
}

// Reads one message from front to back.
class Parser {
 public:
  explicit Parser(Bytes bytes) : bytes_(bytes) {}

  std::expected<Reply, std::string> parse() {
    if (bytes_.size() < kHeaderSize) return std::unexpected("shorter than a header");
    read_header();
    if (!read_question()) return std::unexpected("the question is cut off");
    for (unsigned section = 0; section < 3; ++section)
      for (unsigned i = 0; i < get16(bytes_, 6 + 2 * section); ++i)
        if (!read_record(section)) return std::unexpected(error_);
    if (at_ != bytes_.size()) return std::unexpected(std::to_string(bytes_.size() - at_) + " octets behind the end");
    if ((get16(bytes_, 2) & 0x8000) == 0) return std::unexpected("QR is clear");
    set_rcode();
    return std::move(reply_);
  }

 private:
  void read_header() {
    static const std::pair<unsigned, const char*> bits[] = {
        {0x0400, "aa"}, {0x0200, "tc"}, {0x0100, "rd"}, {0x0080, "ra"}, {0x0040, "z"}, {0x0020, "ad"}, {0x0010, "cd"}};
    const unsigned flags = get16(bytes_, 2);
    reply_.id = static_cast<std::uint16_t>(get16(bytes_, 0));
    reply_.opcode = flags >> 11 & 15;
    rcode_ = flags & 15;
    for (const auto& [bit, name] : bits)
      if ((flags & bit) != 0) reply_.flags.insert(name);
  }

  bool read_question() {
    at_ = kHeaderSize;
    for (unsigned i = 0; i < get16(bytes_, 4); ++i) {
      const auto end = skip_name(bytes_, at_);
      if (!end || *end + 4 > bytes_.size()) return false;
      at_ = *end + 4;
    }
    reply_.question.assign(bytes_.begin() + kHeaderSize, bytes_.begin() + static_cast<std::ptrdiff_t>(at_));
    return true;
  }

  bool fail(std::string what) {
    error_ = "at octet " + std::to_string(at_) + ": " + what;
    return false;
  }

  bool read_record(unsigned section) {
    const auto owner_end = skip_name(bytes_, at_);
    if (!owner_end || *owner_end + 10 > bytes_.size()) return fail("a record is cut off");
    const std::size_t rdata = *owner_end + 10;
    const std::size_t rdata_size = get16(bytes_, rdata - 2);
    if (rdata + rdata_size > bytes_.size()) return fail("rdata is cut off");
    if (get16(bytes_, *owner_end) == kOpt) return read_opt(section, rdata, rdata_size);
    ldns_rr* parsed = nullptr;
    std::size_t end = at_;
    const ldns_status status = ldns_wire2rr(&parsed, bytes_.data(), bytes_.size(), &end, LDNS_SECTION_ANSWER);
    const OwnedRr rr(parsed, &ldns_rr_free);
    if (status != LDNS_STATUS_OK) return fail(ldns_get_errorstr_by_id(status));
    if (end != rdata + rdata_size) return fail("RDLENGTH does not fit");
    if (!may_compress(ldns_rr_get_type(parsed)) && uncompressed_size(parsed) != rdata_size)
      return fail("a name is compressed where RFC 3597 forbids it");
    reply_.section[section].push_back(describe(parsed));
    at_ = end;
    return true;
  }

  bool read_opt(unsigned section, std::size_t rdata, std::size_t size) {
    if (section != 2 || bytes_[at_] != 0) return fail("an OPT record out of place");
    if (reply_.edns) return fail("a second OPT record");
    std::set<std::string>& words = reply_.edns.emplace();
    words.insert("payload=" + std::to_string(get16(bytes_, at_ + 3)));
    rcode_ |= static_cast<unsigned>(bytes_[at_ + 5] << 4);
    if (bytes_[at_ + 6] != 0) words.insert("version=" + std::to_string(bytes_[at_ + 6]));
    const unsigned flags = get16(bytes_, at_ + 7);
    if ((flags & 0x8000) != 0) words.insert("do");
    if ((flags & 0x7fff) != 0) words.insert("opt-flags=" + std::to_string(flags & 0x7fff));
    for (at_ = rdata; at_ < rdata + size;) {
      if (at_ + 4 > rdata + size) return fail("an EDNS option is cut off");
      const std::size_t length = get16(bytes_, at_ + 2);
      if (at_ + 4 + length > rdata + size) return fail("an EDNS option is cut off");
      if (!words.insert(describe_option(get16(bytes_, at_), bytes_.subspan(at_ + 4, length))).second)
        return fail("an EDNS option twice");
      at_ += 4 + length;
    }
    return true;
  }

  // By IANA's names; ldns has no name for BADVERS and BADCOOKIE, and another one for NOTIMP.
  void set_rcode() {
    reply_.rcode = take(ldns_pkt_rcode2str(static_cast<ldns_pkt_rcode>(rcode_)));
    if (rcode_ == 4) reply_.rcode = "NOTIMP";
    if (rcode_ == 16) reply_.rcode = "BADVERS";
    if (rcode_ == 23) reply_.rcode = "BADCOOKIE";
  }

  Bytes bytes_;
  std::size_t at_ = 0;
  unsigned rcode_ = 0;
  std::string error_;
  Reply reply_;
};

}  // namespace

std::expected<Reply, std::string> judge_reply(std::span<const std::uint8_t> bytes) {
  return Parser(bytes).parse();
}

JudgedRecord judge_record(const std::string& text) {
  ldns_rr* parsed = nullptr;
  const ldns_status status = ldns_rr_new_frm_str(&parsed, text.c_str(), 0, nullptr, nullptr);
  const OwnedRr rr(parsed, &ldns_rr_free);
  if (status != LDNS_STATUS_OK) throw std::runtime_error(ldns_get_errorstr_by_id(status) + (": " + text));
  return describe(parsed);
}

std::vector<std::uint8_t> name_to_wire(const std::string& text) {
  const std::unique_ptr<ldns_rdf, decltype(&ldns_rdf_deep_free)> name(ldns_dname_new_frm_str(text.c_str()),
                                                                      &ldns_rdf_deep_free);
  if (name == nullptr || text.back() != '.') throw std::runtime_error("not a full name: " + text);
  return {ldns_rdf_data(name.get()), ldns_rdf_data(name.get()) + ldns_rdf_size(name.get())};
}

std::uint16_t type_number(const std::string& text) {
  const auto type = static_cast<std::uint16_t>(ldns_get_rr_type_by_name(text.c_str()));
  if (type == 0 && text != "TYPE0") throw std::runtime_error("unknown type: " + text);
  return type;
}

std::uint16_t class_number(const std::string& text) {
  const auto number = static_cast<std::uint16_t>(ldns_get_rr_class_by_name(text.c_str()));
  if (number == 0 && text != "CLASS0") throw std::runtime_error("unknown class: " + text);
  return number;
}

}  // namespace bailiwick::answers
