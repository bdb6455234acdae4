#include "answer/cookie.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/assert.h"

namespace bailiwick::answer {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kHashAt = 16;
constexpr std::size_t kLongestAddress = 16;
constexpr std::size_t kShortestServerCookie = 8;
constexpr std::size_t kLongestServerCookie = 32;

// RFC 9018 §4.3, in seconds.
constexpr std::int32_t kOldest = 3600;
constexpr std::int32_t kNewest = -300;
constexpr std::int32_t kRenewedAfter = 1800;

// RFC 9018 §4.4: over the first 16 octets of the cookie and the client's address.
std::uint64_t hash_of(const base::SipKey& key, const std::uint8_t* cookie, base::Bytes client) {
  std::array<std::uint8_t, kHashAt + kLongestAddress> message;
  std::memcpy(message.data(), cookie, kHashAt);
  std::memcpy(message.data() + kHashAt, client.data(), client.size());
  const std::uint64_t hash = base::siphash(key, base::Bytes(message).first(kHashAt + client.size()));
  return std::endian::native == std::endian::little ? hash : __builtin_bswap64(hash);
}

// RFC 1982 arithmetic, as RFC 9018 §4.3 wants it.
std::int32_t age_of(const std::uint8_t* cookie, std::uint32_t now) {
  return static_cast<std::int32_t>(now - base::load32(cookie + 12));
}

// The secret that made it; null if none that counts has.
const CookieSecret* maker_of(const CookieSettings& settings, base::Bytes option, base::Bytes client,
                             std::uint32_t now) {
  if (option.size() != kCookieSize || option[kClientCookieSize] != kVersion) return nullptr;
  const std::int32_t age = age_of(option.data(), now);
  if (age > kOldest || age < kNewest) return nullptr;
  std::uint64_t sent = 0;
  std::memcpy(&sent, option.data() + kHashAt, sizeof sent);
  for (const CookieSecret& secret : std::span(settings.secrets).first(settings.count)) {
    if (secret.until != 0 && now >= secret.until) continue;
    if (hash_of(secret.key, option.data(), client) == sent) return &secret;
  }
  return nullptr;
}

void make(const CookieSecret& secret, base::Bytes option, base::Bytes client, std::uint32_t now, Cookie& cookie) {
  std::memcpy(cookie.reply.data(), option.data(), kClientCookieSize);
  base::store32(cookie.reply.data() + 8, std::uint32_t{kVersion} << 24);
  base::store32(cookie.reply.data() + 12, now);
  const std::uint64_t hash = hash_of(secret.key, cookie.reply.data(), client);
  std::memcpy(cookie.reply.data() + kHashAt, &hash, sizeof hash);
}

// RFC 7873 §5.2.2.
bool is_cookie_size(std::size_t size) {
  return size == kClientCookieSize ||
         (size >= kClientCookieSize + kShortestServerCookie && size <= kClientCookieSize + kLongestServerCookie);
}

}  // namespace

void read_cookie(const CookieSettings& settings, base::Bytes option, base::Bytes client, std::uint32_t now,
                 Cookie& cookie) {
  BAILIWICK_ASSERT(settings.count > 0 && client.size() <= kLongestAddress);
  if (!is_cookie_size(option.size())) {
    cookie.state = Cookie::State::Malformed;
    return;
  }
  const CookieSecret* maker = maker_of(settings, option, client, now);
  cookie.state = maker != nullptr                    ? Cookie::State::Good
                 : option.size() > kClientCookieSize ? Cookie::State::Bad
                                                     : Cookie::State::New;
  if (maker == settings.secrets.data() && age_of(option.data(), now) <= kRenewedAfter)
    std::copy(option.begin(), option.end(), cookie.reply.begin());
  else
    make(settings.secrets[0], option, client, now, cookie);
}

}  // namespace bailiwick::answer
