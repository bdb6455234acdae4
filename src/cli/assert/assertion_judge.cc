// Each condition is looked at by itself, and each that fails is a finding of its own, with the record that is to blame.
#include <algorithm>
#include <utility>

#include "cli/assert/assertion.h"
#include "cli/assert/lookup.h"
#include "config/values.h"
#include "rr/table.h"
#include "rr/text.h"

namespace bailiwick::cli {
namespace {

using Kind = Reply::Kind;
using Values = std::vector<std::vector<std::uint8_t>>;

bool are_equal(rr::Type type, Values a, Values b) {
  const auto before = [type](const auto& x, const auto& y) { return rr::compare_rdata(type, x, y) < 0; };
  const auto same = [type](const auto& x, const auto& y) { return rr::compare_rdata(type, x, y) == 0; };
  for (Values* values : {&a, &b}) {
    std::ranges::sort(*values, before);
    values->erase(std::ranges::unique(*values, same).begin(), values->end());
  }
  return std::ranges::equal(a, b, same);
}

std::string values_text(rr::Type type, const Values& values) {
  constexpr std::size_t kMost = 8;
  std::string text;
  for (std::size_t i = 0; i < std::min(values.size(), kMost); ++i)
    text += (i == 0 ? "" : ", ") + rr::rdata_text(type, values[i]);
  return values.size() > kMost ? text + " and " + std::to_string(values.size() - kMost) + " more" : text;
}

std::string names_text(const std::vector<wire::Name>& names) {
  std::string text;
  for (const wire::Name& name : names) text += (text.empty() ? "" : ", ") + wire::to_display(name);
  return text;
}

// What one zone says to a question: "www.example.com does not exist".
std::string reply_text(const Reply& reply, wire::NameView name, rr::Type type) {
  const std::string shown = wire::to_display(name);
  switch (reply.kind) {
    case Kind::Answer:
      return shown + ' ' + rr::type_name(type) + " is " + values_text(type, reply.values);
    case Kind::Alias:
      return shown + " is an alias of " + values_text(rr::Type::CNAME, reply.values);
    case Kind::NoData:
      return shown + " has no " + rr::type_name(type) + " record";
    case Kind::NoSuchName:
      return shown + " does not exist";
    case Kind::TooLong:
      return "a DNAME makes " + shown + " longer than 255 octets";
    case Kind::Referral:
      return shown + " is delegated to servers of a zone that is not loaded";
    case Kind::Unfit:
      return "the zone of " + shown + " could not be read";
    case Kind::NotLoaded:
      return shown + " lies in no loaded zone";
  }
  return {};
}

wire::Rcode rcode_of(Kind kind) {
  switch (kind) {
    case Kind::Answer:
    case Kind::Alias:
    case Kind::NoData:
    case Kind::Referral:
      return wire::Rcode::NoError;
    case Kind::NoSuchName:
      return wire::Rcode::NxDomain;
    case Kind::TooLong:
      return wire::Rcode::YxDomain;
    case Kind::Unfit:
      return wire::Rcode::ServFail;
    case Kind::NotLoaded:
      return wire::Rcode::Refused;
  }
  return wire::Rcode::NoError;
}

std::string rcode_text(wire::Rcode rcode) {
  if (rcode == wire::Rcode::NxDomain) return "NXDOMAIN";
  if (rcode == wire::Rcode::YxDomain) return "YXDOMAIN";
  if (rcode == wire::Rcode::ServFail) return "SERVFAIL";
  return rcode == wire::Rcode::Refused ? "REFUSED" : "NOERROR";
}

class Judge {
 public:
  Judge(const Assertion& assertion, const Lookup& lookup, base::Findings& findings)
      : asked_(assertion), lookup_(lookup), findings_(findings), path_(lookup.follow(asked_.name, asked_.type)) {}

  void judge() {
    if (asked_.answer) judge_answer(*asked_.answer);
    if (asked_.answered) judge_answered(*asked_.answered);
    if (asked_.rcode) judge_rcode(*asked_.rcode);
    if (asked_.rewrites_at_most) judge_rewrites(*asked_.rewrites_at_most);
    if (asked_.aliases) judge_aliases(*asked_.aliases);
    if (asked_.within) judge_within(*asked_.within);
    if (asked_.ttl_at_least) judge_ttl(*asked_.ttl_at_least, true);
    if (asked_.ttl_at_most) judge_ttl(*asked_.ttl_at_most, false);
    if (asked_.same_everywhere) judge_everywhere(asked_.same_everywhere->place);
  }

 private:
  const Hop& last() const { return path_.hops.back(); }
  std::string question() const { return wire::to_display(asked_.name) + ' ' + rr::type_name(asked_.type); }
  std::string came() const {
    if (path_.is_circle) return "its aliases go round in a circle";
    if (path_.hops.size() == 1 && path_.is_answered()) return "it is " + values_text(asked_.type, path_.end().values);
    return reply_text(last().reply, last().name, asked_.type);
  }
  // Nobody here knows how it goes on.
  bool is_open() const {
    const Kind kind = path_.end().kind;
    return !path_.is_circle && (kind == Kind::Referral || kind == Kind::NotLoaded || kind == Kind::Unfit);
  }

  // `records` are what to type in the place of what `blamed` has; may be empty.
  void fail(const base::Place& at, const std::string& expected, const std::string& found, const Reply& blamed,
            const std::string& records = "") {
    base::Finding finding{.level = base::Level::Error,
                          .code = "T10",
                          .subject = blamed.zone != nullptr ? wire::to_display(blamed.zone->origin) : "",
                          .message = question() + " is expected " + expected + ", but " + found,
                          .places = {at}};
    constexpr std::size_t kMostNotes = 8;
    for (const Hop& hop : path_.hops)
      if (hop.reply.kind == Kind::Alias && finding.notes.size() < kMostNotes)
        finding.notes.push_back(reply_text(hop.reply, hop.name, asked_.type));
    finding.help = help(blamed, records) + ", or correct the assertion";
    if (!blamed.place.file.empty()) {
      finding.places.push_back(blamed.place);
      finding.places.back().label = "what is there";
    }
    findings_.add(std::move(finding));
  }

  static std::string help(const Reply& blamed, const std::string& records) {
    if (blamed.zone == nullptr) return "load the zone that the answer is in";
    if (!blamed.place.file.empty())
      return (records.empty() ? "correct" : "write " + records + " in the place of") + " the record at " +
             place_text(blamed.place);
    return "add " + (records.empty() ? "the record" : records) + " to zone " + wire::to_display(blamed.zone->origin);
  }

  void judge_answer(const Expected<Values>& wanted) {
    if (path_.is_answered() && are_equal(asked_.type, wanted.value, path_.end().values)) return;
    constexpr std::size_t kMost = 4;
    std::string records;
    for (std::size_t i = 0; i < std::min(wanted.value.size(), kMost); ++i)
      records += (i == 0 ? "`" : ", `") + wire::to_text(last().name) + " IN " + rr::type_name(asked_.type) + ' ' +
                 rr::rdata_text(asked_.type, wanted.value[i]) + '`';
    const bool is_typed = !path_.is_circle && wanted.value.size() <= kMost;
    fail(wanted.place, "to be " + values_text(asked_.type, wanted.value), came(), path_.end(), is_typed ? records : "");
  }

  void judge_answered(const Expected<bool>& wanted) {
    if (!is_open() && path_.is_answered() == wanted.value) return;
    fail(wanted.place, wanted.value ? "to be answered" : "to have no answer", came(), path_.end());
  }

  void judge_rcode(const Expected<wire::Rcode>& wanted) {
    const Kind kind = path_.is_circle ? Kind::Alias : path_.end().kind;
    const bool is_known = kind != Kind::Referral && (kind != Kind::NotLoaded || path_.hops.size() == 1);
    const wire::Rcode rcode = rcode_of(kind);
    if (is_known && rcode == wanted.value) return;
    fail(wanted.place, "to have rcode " + rcode_text(wanted.value),
         (is_known ? "it has " + rcode_text(rcode) + ": " : "") + came(), path_.end());
  }

  void judge_rewrites(const Expected<unsigned>& wanted) {
    if (!path_.is_circle && path_.rewrites() <= wanted.value) return;
    const std::string found = path_.is_circle ? came() : "it takes " + std::to_string(path_.rewrites());
    fail(wanted.place, "to take at most " + std::to_string(wanted.value) + (wanted.value == 1 ? " alias" : " aliases"),
         found, path_.hops[std::min<std::size_t>(wanted.value, path_.hops.size() - 1)].reply);
  }

  void judge_aliases(const Expected<std::vector<wire::Name>>& wanted) {
    std::vector<wire::Name> found;
    for (std::size_t i = 1; i < path_.hops.size(); ++i) found.push_back(path_.hops[i].name);
    const auto same = [](const wire::Name& a, const wire::Name& b) { return wire::equal(a, b); };
    const auto differ = std::ranges::mismatch(wanted.value, found, same);
    if (!path_.is_circle && differ.in1 == wanted.value.end() && differ.in2 == found.end()) return;
    // The alias that leads elsewhere, or the name that should have been one.
    const auto blamed = static_cast<std::size_t>(differ.in2 - found.begin());
    fail(wanted.place, "to be an alias of " + names_text(wanted.value),
         path_.is_circle || found.empty() ? came() : "it leads to " + names_text(found),
         path_.hops[std::min(blamed, path_.hops.size() - 1)].reply);
  }

  void judge_within(const Expected<std::vector<wire::Name>>& wanted) {
    for (std::size_t i = 0; i < path_.hops.size(); ++i) {
      const wire::Name& name = path_.hops[i].name;
      if (std::ranges::any_of(wanted.value, [&](const auto& top) { return wire::is_at_or_below(name, top); })) continue;
      return fail(wanted.place, "to stay within " + names_text(wanted.value), "it leads to " + wire::to_display(name),
                  path_.hops[i == 0 ? 0 : i - 1].reply);
    }
  }

  void judge_ttl(const Expected<unsigned>& wanted, bool least) {
    for (const Hop& hop : path_.hops) {
      const Reply& reply = hop.reply;
      if (reply.zone == nullptr || reply.kind == Kind::Referral) continue;
      if (least ? reply.ttl >= wanted.value : reply.ttl <= wanted.value) continue;
      return fail(wanted.place,
                  std::string("to have a TTL of at ") + (least ? "least " : "most ") + config::ttl_text(wanted.value),
                  "that of " + wire::to_display(hop.name) + " is " + std::to_string(reply.ttl) + " seconds", reply);
    }
  }

  // For each name on the way: what the closest zone says, against all zones above it, and against their glue.
  void judge_everywhere(const base::Place& at) {
    for (const Hop& hop : path_.hops) {
      const std::vector<Reply> replies = lookup_.everywhere(hop.name, asked_.type);
      for (const Reply& other : replies) {
        const bool carries_nothing = other.kind == Kind::Referral && other.values.empty();
        if (&other == &replies.front() || carries_nothing || agree(replies.front(), other)) continue;
        std::string there = wire::to_display(other.zone->origin);
        if (other.kind == Kind::Referral)
          there += " has " + values_text(asked_.type, other.values) + " with the delegation";
        else
          there = "in " + there + ' ' + reply_text(other, hop.name, asked_.type);
        return fail(at, "to be the same everywhere",
                    reply_text(replies.front(), hop.name, asked_.type) + " in " +
                        wire::to_display(replies.front().zone->origin) + ", and " + there,
                    other);
      }
    }
  }

  bool agree(const Reply& first, const Reply& other) const {
    if (first.kind == Kind::Referral) return true;  // the child is not loaded
    if (first.kind != (other.kind == Kind::Referral ? Kind::Answer : other.kind)) return false;
    const rr::Type type = first.kind == Kind::Alias ? rr::Type::CNAME : asked_.type;
    return are_equal(type, first.values, other.values);
  }

  const Assertion& asked_;
  const Lookup& lookup_;
  base::Findings& findings_;
  Path path_;
};

}  // namespace

base::Findings judge_assertions(std::span<const Assertion> assertions, std::span<const publish::ZoneAtHand> zones) {
  constexpr std::size_t kKept = 5000;
  base::Findings findings(kKept);
  const Lookup lookup(zones);
  for (const Assertion& assertion : assertions) Judge(assertion, lookup, findings).judge();
  return findings;
}

}  // namespace bailiwick::cli
