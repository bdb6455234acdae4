#include "publish/outcome_text.h"

#include <unistd.h>

#include <cerrno>

#include "dnssec/signed_until.h"

namespace bailiwick::publish {
namespace {

std::string serial_text(std::optional<std::uint32_t> serial) {
  return serial ? "serial " + std::to_string(*serial) : "no serial";
}

// "; still serving serial 7 from 2026-11-21 23:54 UTC": since then.
std::string still_text(const Outcome& outcome) {
  std::string text = "; still serving " + serial_text(outcome.serial_after);
  if (outcome.served_since != 0) text += " from " + base::time_text(outcome.served_since);
  return text;
}

std::string contents_text(const Outcome& outcome, base::UnixTime now) {
  std::string text = ", " + std::to_string(outcome.records) + (outcome.records == 1 ? " record" : " records");
  if (outcome.signed_until != 0) text += ", " + dnssec::signed_until_text(outcome.signed_until, now);
  return text;
}

// The finding has a line of its own in the log; of what would be lost nothing else says so.
std::string reason_text(const Outcome& outcome) {
  if (!outcome.reason) return "";
  const base::Finding& reason = *outcome.reason;
  const std::string place = reason.places.empty() ? "" : " at " + base::place_text(reason.places.front());
  if (reason.message.starts_with("resolvers "))
    return ", because " + reason.message + (reason.code.empty() ? "" : " (" + reason.code + place + ")");
  if (reason.code.empty()) return ": " + reason.message;
  return " because of " + reason.code + place;
}

std::string unreadable_text(const Outcome& outcome, const std::string& user) {
  if (user.empty() || access(outcome.file.c_str(), R_OK) == 0 || errno != EACCES) return "";
  return "; the server runs as user " + user + ", who must be able to read it";
}

std::string rejected_text(const Outcome& outcome, const std::string& user) {
  return "rejected" + reason_text(outcome) + unreadable_text(outcome, user) +
         (outcome.fix_first.empty() ? "" : "; fix zone " + outcome.fix_first + " first");
}

}  // namespace

std::string outcome_text(const Outcome& outcome, base::UnixTime now, const std::string& user) {
  const std::string zone = "zone " + outcome.zone + ": ";
  switch (outcome.became) {
    case Became::Published:
      if (!outcome.serial_before)
        return zone + "loaded " + serial_text(outcome.serial_after) + contents_text(outcome, now);
      if (outcome.serial_before == outcome.serial_after)
        return zone + serial_text(outcome.serial_after) + " as before, with other records" +
               contents_text(outcome, now);
      return zone + serial_text(outcome.serial_before) + " -> " +
             (outcome.serial_after ? std::to_string(*outcome.serial_after) : "none") + contents_text(outcome, now);
    case Became::Unchanged:
      return zone + serial_text(outcome.serial_after) + " as before" + contents_text(outcome, now);
    case Became::KeptOld:
      return zone + rejected_text(outcome, user) + still_text(outcome);
    case Became::LeftOut:
      return zone + rejected_text(outcome, user);
    case Became::Held:
      return zone + "its file is gone" + still_text(outcome) + " (fix: put " + outcome.file +
             " back, or run `bailiwick remove " + outcome.zone + "`)";
    case Became::Removed:
      return zone + "removed" + (outcome.serial_before ? ", was " + serial_text(outcome.serial_before) : "");
  }
  return zone;
}

}  // namespace bailiwick::publish
