// A07: timers of the SOA record that hurt (RFC 1912 §2.2, RFC 2308 §5; the bounds are Zonemaster's). A matter of
// judgement, so for information.
#include <string>

#include "check/apex/soa_fields.h"
#include "check/catalogue.h"

namespace bailiwick::check {
namespace {

constexpr std::uint32_t kLeastRefresh = 14400;
constexpr std::uint32_t kLeastRetry = 3600;
constexpr std::uint32_t kLeastExpire = 604800;
constexpr std::uint32_t kLeastMinimum = 300;
constexpr std::uint32_t kMostMinimum = 86400;

void look(std::string_view field, std::uint32_t value, bool good, const std::string& wanted, std::string& bad) {
  if (good) return;
  bad += (bad.empty() ? "" : ", ") + std::string(field) + ' ' + std::to_string(value) + " (" + wanted + ')';
}

}  // namespace

void soa_timers(const Context& context, Sink& sink) {
  const auto soa = context.at(zone::kApex, rr::Type::SOA);
  if (!soa || !sink.wants(base::Level::Info)) return;
  const SoaFields f(context.zone.rrset(soa->rrset).first_rdata());
  std::string bad;
  look("refresh", f.refresh, f.refresh >= kLeastRefresh, "at least 14400", bad);
  look("retry", f.retry, f.retry >= kLeastRetry, "at least 3600", bad);
  if (f.retry >= kLeastRetry) look("retry", f.retry, f.retry < f.refresh, "less than refresh", bad);
  look("expire", f.expire, f.expire >= kLeastExpire && f.expire >= f.refresh, "at least 604800 and refresh", bad);
  look("minimum", f.minimum, f.minimum >= kLeastMinimum && f.minimum <= kMostMinimum, "300 to 86400", bad);
  if (bad.empty()) return;
  sink.add(base::Level::Info, [&] {
    base::Finding finding;
    finding.message = "the SOA record has unusual timers: " + bad;
    finding.places = {context.place(*soa, 0, "")};
    finding.notes = {
        "secondaries ask every refresh seconds, every retry seconds after a failure, and give up after expire; "
        "minimum is how long `no such name` is remembered"};
    finding.help = "14400 3600 1209600 3600 serve most zones: refresh, retry, expire, minimum in this order";
    return finding;
  });
}

}  // namespace bailiwick::check
