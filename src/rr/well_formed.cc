// Whether an rdata has the layout of its type, so that no client takes a message for malformed: what the table's fields
// do not say stands here, one line a type. Lengths that follow from a number inside (digests, keys) are for the checks.
//   1 2 4 8    so many octets                  n  a name
//   s S o      a string; one that is not empty; one that may be missing
//   + *        at least one octet, any octets, to the end
//   m          types, to the end, as a bitmap (RFC 4034 §4.1.2)
//   p          SvcParams, to the end (RFC 9460 §2.2)
//   t          the tag of a CAA record (RFC 8659 §4.1)
//   L          a location (RFC 1876 §2)        a  address prefixes, to the end (RFC 3123 §4)
//   g          gateway type, algorithm and gateway (RFC 4025 §2.3 to §2.5)
//   r          type of relay and relay (RFC 8777 §4.2)
//   6          prefix length, address suffix and prefix name (RFC 2874 §3.1)
//   H          lengths, HIT, key and servers (RFC 8005 §5)
#include <algorithm>
#include <iterator>

#include "rr/svc_params.h"
#include "rr/table.h"

namespace bailiwick::rr {
namespace {

struct TypeLayout {
  unsigned type;
  const char* parts;
};

constexpr TypeLayout kLayouts[] = {
    {11, "41*"},        // WKS
    {19, "s"},          // X25
    {20, "so"},         // ISDN
    {22, "+"},          // NSAP
    {24, "2114442n+"},  // SIG
    {25, "211*"},       // KEY
    {27, "sss"},        // GPOS
    {29, "L"},          // LOC
    {30, "n+"},         // NXT
    {31, "+"},          // EID
    {32, "+"},          // NIMLOC
    {34, "+"},          // ATMA
    {37, "221+"},       // CERT
    {38, "6"},          // A6
    {42, "a"},          // APL
    {43, "211+"},       // DS
    {44, "11+"},        // SSHFP
    {45, "1g*"},        // IPSECKEY
    {46, "2114442n+"},  // RRSIG
    {47, "nm"},         // NSEC
    {48, "211+"},       // DNSKEY
    {49, "21*"},        // DHCID
    {50, "112sSm"},     // NSEC3
    {51, "112s"},       // NSEC3PARAM
    {52, "111+"},       // TLSA
    {53, "111+"},       // SMIMEA
    {55, "H"},          // HIP
    {57, "211+"},       // RKEY
    {59, "211+"},       // CDS
    {60, "211+"},       // CDNSKEY
    {61, "+"},          // OPENPGPKEY
    {62, "42m"},        // CSYNC
    {63, "411+"},       // ZONEMD
    {64, "2np"},        // SVCB
    {65, "2np"},        // HTTPS
    {104, "28"},        // NID
    {105, "24"},        // L32
    {106, "28"},        // L64
    {108, "24"},        // EUI48
    {109, "8"},         // EUI64
    {256, "22+"},       // URI
    {257, "1t*"},       // CAA
    {259, "441s*"},     // DOA
    {260, "1r"},        // AMTRELAY
    {32768, "211+"},    // TA
    {32769, "211+"},    // DLV
};

static_assert(std::ranges::is_sorted(kLayouts, {}, &TypeLayout::type));

// RFC 4034 §4.1.2: blocks in increasing order, each with 1 to 32 octets, the last of them not zero.
bool is_bitmap(base::Bytes octets) {
  constexpr std::size_t kMost = 32;
  int last = -1;
  while (!octets.empty()) {
    if (octets.size() < 2 || octets[0] <= last) return false;
    const std::size_t size = octets[1];
    if (size == 0 || size > kMost || octets.size() < 2 + size || octets[1 + size] == 0) return false;
    last = octets[0];
    octets = octets.subspan(2 + size);
  }
  return true;
}

// RFC 1876 §2: version 0, sizes of one digit and a power of ten, degrees within ±90 and ±180.
bool is_location(base::Bytes octets) {
  constexpr std::size_t kSize = 16;
  constexpr std::int64_t kEquator = std::int64_t{1} << 31;
  constexpr std::int64_t kDegree = 3'600'000;  // thousandths of an arc second
  if (octets.size() != kSize || octets[0] != 0) return false;
  for (const std::uint8_t size : octets.subspan(1, 3))
    if (size >> 4 > 9 || (size & 15) > 9) return false;
  const auto is_within = [&](std::size_t at, std::int64_t degrees) {
    const std::int64_t angle = std::int64_t{base::load32(&octets[at])} - kEquator;
    return -degrees * kDegree <= angle && angle <= degrees * kDegree;
  };
  return is_within(4, 90) && is_within(8, 180);
}

// RFC 3123 §4: family, prefix length, negation and length of the address without its trailing zeros.
bool are_prefixes(base::Bytes octets) {
  constexpr std::size_t kHead = 4;
  while (!octets.empty()) {
    if (octets.size() < kHead) return false;
    const unsigned family = base::load16(octets.data());
    const std::size_t size = octets[3] & 0x7f;
    if (octets.size() < kHead + size || (size > 0 && octets[kHead + size - 1] == 0)) return false;
    if ((family == 1 && (octets[2] > 32 || size > 4)) || (family == 2 && (octets[2] > 128 || size > 16))) return false;
    octets = octets.subspan(kHead + size);
  }
  return true;
}

// RFC 8659 §4.1: letters and digits, at least one.
bool is_tag(base::Bytes tag) {
  const auto is_allowed = [](std::uint8_t c) {
    const std::uint8_t low = wire::to_lower(c);
    return (c >= '0' && c <= '9') || (low >= 'a' && low <= 'z');
  };
  return !tag.empty() && std::ranges::all_of(tag, is_allowed);
}

// Takes one part after the other from the front of an rdata.
class Parts {
 public:
  explicit Parts(base::Bytes rdata) : left_(rdata) {}

  bool take(char part) {
    switch (part) {
      case '1':
      case '2':
      case '4':
      case '8':
        return skip(static_cast<std::size_t>(part - '0'));
      case 'n':
        return take_name();
      case 's':
      case 'S':
        return !left_.empty() && (part == 's' || left_[0] > 0) && skip(1u + left_[0]);
      case 'o':
        return left_.empty() || take('s');
      case '+':
        return !left_.empty() && skip(left_.size());
      case '*':
        return skip(left_.size());
      case 'm':
        return is_bitmap(left_) && skip(left_.size());
      case 'p':
        return are_svc_params(left_) && skip(left_.size());
      case 't':
        return !left_.empty() && left_.size() > left_[0] && is_tag(left_.subspan(1, left_[0])) && skip(1u + left_[0]);
      case 'L':
        return is_location(left_) && skip(left_.size());
      case 'a':
        return are_prefixes(left_) && skip(left_.size());
      case 'g':
        return left_.size() >= 2 && take_gateway(left_[0], 2);
      case 'r':
        return !left_.empty() && take_gateway(left_[0] & 0x7f, 1);
      case '6':
        return take_prefix();
      case 'H':
        return take_host_identity();
      default:
        return false;
    }
  }
  bool is_at_end() const { return left_.empty(); }

 private:
  bool skip(std::size_t octets) {
    if (left_.size() < octets) return false;
    left_ = left_.subspan(octets);
    return true;
  }

  bool take_name() {
    const auto name = wire::NameView::from_wire(left_);
    return name && skip(name->size());
  }

  // None, an IPv4 or IPv6 address, a name; of other types anything.
  bool take_gateway(unsigned type, std::size_t before) {
    if (!skip(before)) return false;
    switch (type) {
      case 0:
        return true;
      case 1:
        return skip(4);
      case 2:
        return skip(16);
      case 3:
        return take_name();
      default:
        return skip(left_.size());
    }
  }

  bool take_prefix() {
    constexpr unsigned kBits = 128;
    if (left_.empty() || left_[0] > kBits) return false;
    const unsigned length = left_[0];
    return skip(1 + (kBits - length + 7) / 8) && (length == 0 || take_name());
  }

  bool take_host_identity() {
    constexpr std::size_t kHead = 4;
    if (left_.size() < kHead) return false;
    const std::size_t hit = left_[0];
    const std::size_t key = base::load16(&left_[2]);
    if (hit == 0 || key == 0 || !skip(kHead + hit + key)) return false;
    while (!left_.empty())
      if (!take_name()) return false;
    return true;
  }

  base::Bytes left_;
};

bool has_fields(const TypeInfo& info, base::Bytes rdata) {
  return for_each_field(info, rdata, [](Field, base::Bytes) {});
}

}  // namespace

bool is_well_formed(Type type, base::Bytes rdata) {
  const auto* const found = std::ranges::lower_bound(kLayouts, static_cast<unsigned>(type), {}, &TypeLayout::type);
  if (found == std::end(kLayouts) || found->type != static_cast<unsigned>(type)) {
    const TypeInfo* const info = find_type(type);
    return info == nullptr || has_fields(*info, rdata);
  }
  Parts parts(rdata);
  for (const char* part = found->parts; *part != '\0'; ++part)
    if (!parts.take(*part)) return false;
  return parts.is_at_end();
}

}  // namespace bailiwick::rr
