#include "metrics/counters.h"

namespace bailiwick::metrics {

std::string_view counter_name(Counter counter) {
  switch (counter) {
    case Counter::UdpQueries:
      return "udp_queries";
    case Counter::TcpQueries:
      return "tcp_queries";
    case Counter::TcpConnections:
      return "tcp_connections";
    case Counter::TcpRefused:
      return "tcp_refused";
    case Counter::Replies:
      return "replies";
    case Counter::Silence:
      return "silence";
    case Counter::Truncated:
      return "truncated";
    case Counter::SendFailures:
      return "send_failures";
    case Counter::NoError:
      return "noerror";
    case Counter::FormErr:
      return "formerr";
    case Counter::ServFail:
      return "servfail";
    case Counter::NxDomain:
      return "nxdomain";
    case Counter::NotImp:
      return "notimp";
    case Counter::Refused:
      return "refused";
    case Counter::BadCookie:
      return "badcookie";
    case Counter::OtherRcode:
      return "other_rcode";
    case Counter::CookiesGood:
      return "cookies_good";
    case Counter::CookiesBad:
      return "cookies_bad";
    case Counter::RateDropped:
      return "rate_dropped";
    case Counter::RateTruncated:
      return "rate_truncated";
    case Counter::RateDryRun:
      return "rate_dry_run";
    case Counter::SlowPathDropped:
      return "slow_path_dropped";
  }
  return "?";
}

}  // namespace bailiwick::metrics
