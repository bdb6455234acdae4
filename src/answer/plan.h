// The plan of a reply: which RRsets go into which section (RFC 1034 §4.3.2), before any byte is written. What may be
// left out for want of room is said here: everything in answer and authority is required, of the additional section
// only the addresses that a referral cannot do without (RFC 9471).
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <optional>
#include <type_traits>

#include "answer/zone_set.h"
#include "base/assert.h"
#include "wire/header.h"
#include "wire/name.h"

namespace bailiwick::answer {

// Aliases followed in one reply. Resolvers stop earlier (8 to 16).
inline constexpr std::size_t kMaxAliases = 16;
// SOA or NS, then DS or what shows that there is none: for each alias made from a wildcard one RRset (RFC 4035
// §3.1.3.3, RFC 5155 §7.2.6), and three at the end (RFC 5155 §7.2.2).
inline constexpr std::size_t kMaxAuthority = 2 + kMaxAliases + 3;

// An RRset, or a CNAME synthesised from a DNAME, under the owner name it is sent with.
struct Item {
  wire::NameView owner;
  std::optional<zone::RRset> rrset;       // none: a synthesised CNAME …
  std::optional<zone::RRset> signatures;  // sent behind the RRset, and as required as that
  wire::NameView cname_target;            // … to this name
  std::uint32_t ttl = 0;
  bool required = true;  // the reply is truncated without it
};

// A list with room for N and no allocation; what is not in it is not touched.
template <class T, std::size_t N>
class Bounded {
 public:
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
  T& add(const T& item) {
    BAILIWICK_ASSERT(size_ < N);
    return *::new (static_cast<void*>(&items_[size_++])) T(item);
  }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const T& operator[](std::size_t i) const { return *std::launder(reinterpret_cast<const T*>(&items_[i])); }

 private:
  struct alignas(T) Room {
    std::byte octets[sizeof(T)];
  };
  Room items_[N];
  std::size_t size_ = 0;
};

// RFC 8914 info codes that we send.
enum class ExtendedError : std::uint16_t {
  None = 0xffff,
  NotReady = 14,
  Prohibited = 18,
  NotAuthoritative = 20,
  NotSupported = 21,
};

struct Plan {
  wire::Rcode rcode = wire::Rcode::NoError;
  ExtendedError extended_error = ExtendedError::None;
  bool authoritative = false;
  const zone::Zone* zone = nullptr;  // that the RRsets are from
  bool signatures = false;           // the client wants them, and the zone has some (RFC 4035 §3.1)

  Bounded<Item, 2 * kMaxAliases + 2> answer;  // a DNAME and its CNAME for every hop, and the end
  zone::NodeId any_node = zone::kNoNode;      // ANY, RRSIG: the answer goes on with the RRsets of this node …
  bool any_signatures_only = false;           // … which are all of them, or those of type RRSIG …
  wire::NameView any_owner;                   // … under this name
  Bounded<Item, kMaxAuthority> authority;
  zone::NodeId referral = zone::kNoNode;         // the cut, if the authority section is a referral
  Bounded<wire::Name, kMaxAliases> synthesised;  // the names that DNAMEs made
};

struct Asked {
  wire::NameView qname;  // must outlive the plan
  rr::Type qtype;
  bool dnssec_ok;
  bool one_rrset_for_any;  // RFC 8482 §4.1
  bool minimal_responses;
};

// Each fills `plan`, which is as new. For a question of class IN; `entry` is the zone of its name, null for none.
// `qname` is the name asked for, and is left changed.
void make_plan(const ZoneSet& zones, const ZoneSet::Served* entry, const Asked& asked, zone::HashedName& qname,
               Plan& plan);
// The same for one question alone.
void make_plan(const ZoneSet& zones, const Asked& asked, Plan& plan);
// What this zone has for a name at or below its origin.
void plan_in_zone(const zone::Zone& zone, const Asked& asked, zone::HashedName& qname, Plan& plan);
// The referral at a cut of this zone, as it is without DO.
void plan_referral(const zone::Zone& zone, zone::NodeId cut, Plan& plan);
// That it has nothing (RFC 2308 §3), without proof.
void plan_negative(const zone::Zone& zone, Plan& plan);
// How long a denial may be remembered (RFC 2308 §5, RFC 9077 §3).
std::uint32_t negative_ttl(const zone::Zone& zone);

}  // namespace bailiwick::answer
