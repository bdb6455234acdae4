// The names of the protocol's enumerators. Those of ZoneState are also labels of the metrics: they do not change.
#include "control/protocol.h"

namespace bailiwick::control {

std::string_view verb_name(Verb verb) {
  switch (verb) {
    case Verb::Status:
      return "status";
    case Verb::Reload:
      return "reload";
    case Verb::Stats:
      return "stats";
    case Verb::ZonePrint:
      return "zone print";
    case Verb::LogLevel:
      return "log-level";
    case Verb::CookieRoll:
      return "cookie roll";
    case Verb::Remove:
      return "remove";
  }
  return "";
}

std::string_view state_name(ZoneState state) {
  switch (state) {
    case ZoneState::NotLoaded:
      return "not_loaded";
    case ZoneState::PreviousVersion:
      return "previous_version";
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

bool is_bad(ZoneState state) {
  return state == ZoneState::NotLoaded || state == ZoneState::PreviousVersion || state == ZoneState::Held;
}

std::string_view level_name(base::log::Severity level) {
  switch (level) {
    case base::log::Severity::Debug:
      return "debug";
    case base::log::Severity::Info:
      return "info";
    case base::log::Severity::Warning:
      return "warning";
    case base::log::Severity::Error:
      return "error";
  }
  return "";
}

std::optional<base::log::Severity> find_level(std::string_view name) {
  using enum base::log::Severity;
  for (const base::log::Severity level : {Debug, Info, Warning, Error})
    if (level_name(level) == name) return level;
  return std::nullopt;
}

}  // namespace bailiwick::control
