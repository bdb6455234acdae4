// X02: the dates of signatures (RFC 4034 §3.1.5, compared as RFC 1982 has it) against the time that the zone is judged
// by. A zone is signed as a whole: all that is alike is one finding, with the number of signatures and the worst one's
// place. Signatures of what is not to be signed are X03's.
#include <algorithm>
#include <array>

#include "check/catalogue.h"
#include "check/signed/words.h"
#include "dnssec/records.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

constexpr std::int64_t kDay = 24 * 3600;
constexpr std::int64_t kMargin = 3 * kDay;
constexpr std::int64_t kLongest = 400 * kDay;

enum class Dates : std::uint8_t { Good, Expired, NotYet, Backwards, ExpiresSoon, Spare, Long };
constexpr Dates kBadDates[] = {Dates::Expired,     Dates::NotYet, Dates::Backwards,
                               Dates::ExpiresSoon, Dates::Spare,  Dates::Long};

struct Alike {
  std::size_t count = 0;
  zone::RRsetPlace rrset;       // of the worst
  zone::RRsetPlace signatures;  // its signatures
  std::uint32_t record = 0;
  base::UnixTime worst = 0;  // expiration or inception
  base::UnixTime other_end = 0;
};

class DatesCheck {
 public:
  DatesCheck(const Context& context, base::UnixTime now) : context_(context), now_(now) {}

  void run(Sink& sink) {
    dnssec::for_each_to_sign(context_.zone, [&](const dnssec::ToSign& found) {
      if (found.signatures) add(found);
    });
    for (const Dates dates : kBadDates)
      if (const Alike& alike = of(dates); alike.count > 0) tell(dates, alike, sink);
  }

 private:
  Alike& of(Dates dates) { return alike_[static_cast<std::size_t>(dates)]; }

  Dates judge(const dnssec::Signature& signature) const {
    const base::UnixTime from = dnssec::nearest(now_, signature.inception);
    const base::UnixTime until = dnssec::nearest(now_, signature.expiration);
    if (until <= from) return Dates::Backwards;
    if (until < now_) return Dates::Expired;
    if (from > now_) return Dates::NotYet;
    if (until - now_ < kMargin) return Dates::ExpiresSoon;
    return until - from > kLongest ? Dates::Long : Dates::Good;
  }
  static bool is_valid(Dates dates) {
    return dates == Dates::Good || dates == Dates::ExpiresSoon || dates == Dates::Long;
  }

  void add(const dnssec::ToSign& found) {
    const zone::RRset signatures = context_.zone.rrset(found.signatures->rrset);
    const bool has_good = any_record(signatures, [&](base::Bytes rdata) {
      const Dates dates = judge(dnssec::read_signature(rdata));
      return is_valid(dates) && dates != Dates::ExpiresSoon;
    });
    std::uint32_t number = 0;
    for (const zone::Record record : signatures) {
      const dnssec::Signature signature = dnssec::read_signature(record.rdata);
      Dates dates = judge(signature);
      // Signed anew beside it: validators take that one.
      if (has_good && dates == Dates::ExpiresSoon) dates = Dates::Good;
      if (has_good && !is_valid(dates)) dates = Dates::Spare;
      const base::UnixTime from = dnssec::nearest(now_, signature.inception);
      const base::UnixTime until = dnssec::nearest(now_, signature.expiration);
      Alike& alike = of(dates);
      const bool is_first = alike.count++ == 0;
      const base::UnixTime time = dates == Dates::NotYet ? from : until;
      const bool is_worse = dates == Dates::NotYet || dates == Dates::Long ? time > alike.worst : time < alike.worst;
      if (is_first || is_worse)
        alike = {alike.count, found.rrset, *found.signatures, number, time, dates == Dates::NotYet ? until : from};
      ++number;
    }
  }

  void tell(Dates dates, const Alike& alike, Sink& sink) const {
    const bool is_error = dates == Dates::Expired || dates == Dates::NotYet || dates == Dates::Backwards;
    sink.add(is_error ? base::Level::Error : base::Level::Warning, [&] {
      base::Finding finding;
      finding.message = words(dates, alike);
      finding.places = {context_.place(alike.signatures, alike.record, "")};
      finding.places.front().words_on = dates == Dates::NotYet ? dnssec::kInceptionWord : dnssec::kExpirationWord;
      if (alike.count > 1)
        finding.notes.push_back("the same is true of " + counted(alike.count - 1, "other signature") + " of the zone");
      finding.notes.push_back(consequence(dates));
      finding.help = help(dates);
      return finding;
    });
  }

  std::string words(Dates dates, const Alike& alike) const {
    const std::string what = "the signature of " + rrset_text(context_.zone, alike.rrset);
    const std::string when = base::time_text(alike.worst);
    switch (dates) {
      case Dates::Expired:
        return what + " expired on " + when;
      case Dates::NotYet:
        return what + " is not valid before " + when;
      case Dates::Backwards:
        return what + " expires on " + when + ", before it becomes valid on " + base::time_text(alike.other_end);
      case Dates::ExpiresSoon:
        return what + " expires on " + when + ", in " + left_text(alike.worst - now_);
      case Dates::Spare:
        return what + " is not valid on this day, unlike the one beside it";
      case Dates::Long:
        return what + " is valid for " + std::to_string((alike.worst - alike.other_end) / kDay) + " days, until " +
               when;
      case Dates::Good:
        break;
    }
    return what;
  }

  static std::string left_text(std::int64_t seconds) {
    constexpr std::int64_t kHour = 3600;
    if (seconds >= 2 * kDay) return std::to_string(seconds / kDay) + " days";
    return counted(static_cast<std::size_t>(seconds / kHour), "hour");
  }

  static std::string consequence(Dates dates) {
    switch (dates) {
      case Dates::Expired:
      case Dates::NotYet:
      case Dates::Backwards:
        return "resolvers that validate take these records for forged";
      case Dates::ExpiresSoon:
        return "from then on resolvers that validate take these records for forged";
      case Dates::Spare:
        return "validators pass over it";
      case Dates::Long:
      case Dates::Good:
        break;
    }
    return "who kept such records can pass them off as yours until then, even when you have changed them";
  }

  static std::string help(Dates dates) {
    switch (dates) {
      case Dates::Spare:
        return "delete it";
      case Dates::Long:
        return "sign the zone for some weeks, and again before they are over";
      case Dates::NotYet:
      case Dates::Backwards:
        return "look at the clocks of this machine and of that which signs, and sign the zone again";
      case Dates::Expired:
      case Dates::ExpiresSoon:
      case Dates::Good:
        break;
    }
    return "sign the zone again, and see to it that this is done in time by itself";
  }

  const Context& context_;
  base::UnixTime now_;
  std::array<Alike, std::size(kBadDates) + 1> alike_{};
};

}  // namespace

void signature_dates(const Context& context, Sink& sink) {
  if (!context.zone.is_signed() || !context.options.now) return;
  DatesCheck(context, *context.options.now).run(sink);
}

}  // namespace bailiwick::check
