// How the server behaves towards everyone; fixed while answering.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "answer/cookie.h"
#include "answer/rate_limiter.h"
#include "answer/senders.h"

namespace bailiwick::answer {

// Beside the longest question and every other option, such an NSID still fits a reply of 512 octets.
inline constexpr std::size_t kMaxNsid = 180;

struct Settings {
  std::uint16_t udp_payload = 1232;       // the most we send over UDP, and announce (RFC 6891 §6.2.3); 512..4096
  bool minimal_responses = true;          // no authority section in a positive answer that does not need one
  std::string nsid;                       // RFC 5001, at most kMaxNsid octets; empty: not sent
  std::string version;                    // version.bind CH TXT; empty: REFUSED
  std::string server_id;                  // id.server CH TXT (RFC 4892); empty: REFUSED
  std::uint16_t tcp_keepalive_100ms = 0;  // RFC 7828 idle timeout in units of 100 ms; 0: not sent
  CookieSettings cookies;
  RateLimit rate_limit;
  Senders senders;
  bool operator==(const Settings&) const = default;
};

}  // namespace bailiwick::answer
