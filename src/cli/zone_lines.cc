// The words are those: a zone is rejected or held, and its previous version stays in service.
#include "cli/zone_lines.h"

#include "base/clock.h"
#include "base/printable.h"

namespace bailiwick::cli {
namespace {

using control::ZoneResult;
using control::ZoneState;

// ", serial 7 -> 8", ", serial 7", or nothing.
std::string serial_words(const ZoneResult& zone) {
  const auto& before = zone.serial_before;
  const auto& after = zone.serial_after;
  if (before && after && *before != *after)
    return ", serial " + std::to_string(*before) + " -> " + std::to_string(*after);
  if (after) return ", serial " + std::to_string(*after);
  return before ? ", serial " + std::to_string(*before) : "";
}

// ", +3 -1 records" where records have changed.
std::string change_words(const ZoneResult& zone) {
  if (zone.added == 0 && zone.removed == 0) return "";
  return ", +" + with_commas(zone.added) + " -" + with_commas(zone.removed) + " records";
}

}  // namespace

std::string with_commas(std::uint64_t count) {
  std::string text = std::to_string(count);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

std::string counted(std::uint64_t count, const char* one, const char* many) {
  return with_commas(count) + ' ' + (count == 1 ? one : many);
}

std::string state_words(ZoneState state) {
  switch (state) {
    case ZoneState::NotLoaded:
      return "not loaded";
    case ZoneState::PreviousVersion:
      return "previous version";
    case ZoneState::Held:
      return "held";
    case ZoneState::Removed:
      return "removed";
    case ZoneState::Published:
      return "published";
    case ZoneState::Unchanged:
      return "unchanged";
    case ZoneState::Ok:
      return "ok";
  }
  return "";
}

std::string reason_line(const control::Reason& reason) {
  std::string line = reason.file;
  if (reason.line != 0) line += ':' + std::to_string(reason.line);
  if (!line.empty()) line += ": ";
  if (!reason.code.empty()) line += reason.code + ": ";
  return base::printable(line + reason.message);
}

std::string zone_lines(const ZoneResult& zone) {
  std::string text = base::printable(zone.zone) + ": ";
  switch (zone.state) {
    case ZoneState::NotLoaded:
      text += "not loaded, answering SERVFAIL";
      break;
    case ZoneState::PreviousVersion:
      text += "rejected, previous version in service" + serial_words(zone);
      break;
    case ZoneState::Held:
      text += "held, still serving" + serial_words(zone);
      break;
    case ZoneState::Removed:
    case ZoneState::Published:
    case ZoneState::Unchanged:
    case ZoneState::Ok:
      text += state_words(zone.state) + serial_words(zone) + change_words(zone);
      break;
  }
  if (zone.since != 0) text += ", since " + base::time_text(zone.since);
  text += '\n';
  if (zone.reason) {
    text += "  " + reason_line(*zone.reason) + '\n';
    if (!zone.reason->help.empty()) text += "  fix: " + base::printable(zone.reason->help) + '\n';
  }
  if (!zone.waits_for.empty()) text += "  fix first: " + base::printable(zone.waits_for) + '\n';
  return text;
}

}  // namespace bailiwick::cli
