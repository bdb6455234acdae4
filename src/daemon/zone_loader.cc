#include "daemon/zone_loader.h"

#include <new>
#include <utility>

#include "load/zone_file.h"
#include "wire/name.h"

namespace bailiwick::daemon {
namespace {

ZoneOutcome load_unguarded(const std::string& name, const std::string& file, check::Refuse refuse,
                           const check::registry_rules::Registration& registration, const LoadOptions& options) {
  ZoneOutcome outcome;
  const auto origin = wire::Name::from_text(name);
  if (!origin) {
    outcome.findings.add(
        {.level = base::Level::Fatal,
         .subject = name,
         .message = "'" + name + "' is no zone name: " + std::string(name_error_text(origin.error()))});
    return outcome;
  }
  load::Loaded loaded = load::load_zone_file(file, *origin, options.load);
  outcome.waivers = std::move(loaded.waivers);
  outcome.findings.append(std::move(loaded.findings));
  if (!loaded.built) return outcome;
  outcome.readable = true;
  outcome.zone = loaded.built->zone;
  const check::ZoneInput input{*loaded.built->zone, loaded.built->sources, loaded.built->notes,
                               options.load.kept_per_code};
  outcome.findings.append(check::check_zone(input, options.check));
  outcome.findings.append(check::registry_rules::check_rules(input, registration));
  outcome.refused = check::keeps_from_going_live(outcome.findings, refuse);
  return outcome;
}

}  // namespace

ZoneOutcome load_and_check(const std::string& name, const std::string& file, check::Refuse refuse,
                           const check::registry_rules::Registration& registration, const LoadOptions& options) {
  try {
    return load_unguarded(name, file, refuse, registration, options);
  } catch (const std::bad_alloc&) {
    ZoneOutcome outcome;
    outcome.findings.add({.level = base::Level::Fatal,
                          .subject = name,
                          .message = "not enough memory to load this zone",
                          .places = {{.file = file}},
                          .help = "give the machine or the service more memory"});
    return outcome;
  }
}

}  // namespace bailiwick::daemon
