// DNS cookies (RFC 7873) with the server cookies of RFC 9018, which all servers that share a secret understand: client
// cookie, version 1, reserved, a timestamp, and SipHash-2-4 over these and the client's address.
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"
#include "base/siphash.h"

namespace bailiwick::answer {

inline constexpr std::size_t kClientCookieSize = 8;
inline constexpr std::size_t kCookieSize = 24;  // of both together, as we make them

// When a client that sends cookies is told BADCOOKIE, unless its server cookie is good. Over UDP alone.
enum class CookieRequired : std::uint8_t {
  Never,
  UnderLoad,  // once its prefix has used up its rate
  Always,
};

struct CookieSecret {
  base::SipKey key;
  std::uint32_t until =
      0;  // no cookie made with it is good from then on, in seconds since 1970; 0: as long as it stands
  bool operator==(const CookieSecret&) const = default;
};

struct CookieSettings {
  static constexpr std::size_t kMostSecrets = 4;

  CookieRequired required = CookieRequired::Never;
  std::size_t count = 0;  // 0: cookies are off
  // The first makes cookies, all are accepted (RFC 9018 §5).
  std::array<CookieSecret, kMostSecrets> secrets{};
  bool operator==(const CookieSettings&) const = default;
};

// What came with a query, and what goes with its reply.
struct Cookie {
  enum class State : std::uint8_t {
    None,       // no option, or cookies are off
    Malformed,  // of a length that no cookie has
    New,        // a client cookie alone
    Bad,        // a server cookie that is not ours, not for this client, or not of this hour
    Good,
  };
  State state = State::None;
  std::array<std::uint8_t, kCookieSize> reply;  // in the states New, Bad and Good
};

// The client sends cookies, but has none of ours to show.
inline bool is_unproven(const Cookie& cookie) {
  return cookie.state == Cookie::State::New || cookie.state == Cookie::State::Bad;
}
// Whether the reply has the cookie.
inline bool is_returned(const Cookie& cookie) {
  return is_unproven(cookie) || cookie.state == Cookie::State::Good;
}

// `option` is the option's content, `client` the client's 4 or 16 octets, `now` in seconds since 1970. Fills `cookie`.
void read_cookie(const CookieSettings& settings, base::Bytes option, base::Bytes client, std::uint32_t now,
                 Cookie& cookie);

}  // namespace bailiwick::answer
