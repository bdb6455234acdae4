#include "answer/opt.h"

#include "rr/type.h"

namespace bailiwick::answer {
namespace {

constexpr std::uint16_t kOptionNsid = 3;            // RFC 5001
constexpr std::uint16_t kOptionCookie = 10;         // RFC 7873
constexpr std::uint16_t kOptionKeepalive = 11;      // RFC 7828
constexpr std::uint16_t kOptionExtendedError = 15;  // RFC 8914
constexpr std::uint16_t kOptionZoneVersion = 19;    // RFC 9660
constexpr std::uint8_t kSoaSerial = 0;              // RFC 9660 §7.2: the one type of version that there is
constexpr std::size_t kOptFixedSize = 11;

bool sends_nsid(const OptReply& opt) {
  return opt.asked.wants_nsid && !opt.settings.nsid.empty();
}
// RFC 7828 §3.2.2: only over TCP, and only to a client that sent the option.
bool sends_keepalive(const OptReply& opt) {
  return opt.asked.has_keepalive && opt.protocol == base::Protocol::Tcp && opt.settings.tcp_keepalive_100ms != 0;
}
bool sends_error(const OptReply& opt) {
  return opt.extended_error != ExtendedError::None;
}
bool sends_zone_version(const OptReply& opt) {
  return opt.asked.wants_zone_version && opt.zone_version;
}

std::size_t options_size(const OptReply& opt) {
  return (sends_nsid(opt) ? 4 + opt.settings.nsid.size() : 0) + (is_returned(opt.cookie) ? 4 + kCookieSize : 0) +
         (sends_keepalive(opt) ? 6u : 0u) + (sends_error(opt) ? 6u : 0u) + (sends_zone_version(opt) ? 10u : 0u);
}

}  // namespace

std::size_t opt_size(const OptReply& opt) {
  return opt.asked.present ? kOptFixedSize + options_size(opt) : 0;
}

void put_opt(const OptReply& opt, wire::Writer& writer) {
  if (!opt.asked.present) return;
  writer.put8(0);
  writer.put16(static_cast<std::uint16_t>(rr::Type::OPT));
  writer.put16(opt.settings.udp_payload);
  writer.put8(static_cast<std::uint8_t>(static_cast<unsigned>(opt.rcode) >> 4));
  writer.put8(0);                                       // version
  writer.put16(opt.asked.dnssec_ok ? 0x8000 : 0x0000);  // RFC 3225 §3
  writer.put16(static_cast<std::uint16_t>(options_size(opt)));
  if (sends_nsid(opt)) {
    writer.put16(kOptionNsid);
    writer.put16(static_cast<std::uint16_t>(opt.settings.nsid.size()));
    writer.put({reinterpret_cast<const std::uint8_t*>(opt.settings.nsid.data()), opt.settings.nsid.size()});
  }
  if (is_returned(opt.cookie)) {
    writer.put16(kOptionCookie);
    writer.put16(kCookieSize);
    writer.put(opt.cookie.reply);
  }
  if (sends_keepalive(opt)) {
    writer.put16(kOptionKeepalive);
    writer.put16(2);
    writer.put16(opt.settings.tcp_keepalive_100ms);
  }
  if (sends_error(opt)) {
    writer.put16(kOptionExtendedError);
    writer.put16(2);
    writer.put16(static_cast<std::uint16_t>(opt.extended_error));
  }
  if (sends_zone_version(opt)) {
    writer.put16(kOptionZoneVersion);
    writer.put16(6);
    writer.put8(opt.zone_version->labels);
    writer.put8(kSoaSerial);
    writer.put32(opt.zone_version->serial);
  }
}

}  // namespace bailiwick::answer
