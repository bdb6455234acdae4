#include "publish/file_source.h"

#include <chrono>
#include <new>
#include <utility>

namespace bailiwick::publish {
namespace {

Candidate out_of_memory(const ZoneFile& file) {
  Candidate candidate;
  candidate.findings.add({.level = base::Level::Fatal,
                          .subject = file.name,
                          .message = "not enough memory to load this zone",
                          .places = {{.file = file.file}},
                          .help = "give the machine or the service more memory"});
  return candidate;
}

Candidate read_unguarded(const ZoneFile& file, const LoadOptions& options) {
  Candidate candidate;
  const auto origin = wire::Name::from_text(file.name);
  if (!origin) {
    candidate.findings.add(
        {.level = base::Level::Fatal,
         .subject = file.name,
         .message = "'" + file.name + "' is no zone name: " + std::string(name_error_text(origin.error()))});
    return candidate;
  }
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  candidate.read_at_ns = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
  load::Loaded loaded = load::load_zone_file(file.file, *origin, options.load);
  candidate.waivers = std::move(loaded.waivers);
  candidate.findings = std::move(loaded.findings);
  candidate.files = std::move(loaded.files);
  candidate.built = std::move(loaded.built);
  return candidate;
}

}  // namespace

Candidate read_candidate(const ZoneFile& file, const LoadOptions& options) {
  try {
    return read_unguarded(file, options);
  } catch (const std::bad_alloc&) {
    return out_of_memory(file);
  }
}

void check_alone(const ZoneFile& file, const LoadOptions& options, Candidate& candidate) {
  if (!candidate.built) return;
  try {
    const check::ZoneInput input{*candidate.built->zone, candidate.built->sources, candidate.built->notes,
                                 options.load.kept_per_code};
    base::Findings found = check::check_zone(input, options.check);
    base::Findings rules = delegation::registry::check_rules(input, file.registration);
    candidate.findings.append(std::move(found));
    candidate.findings.append(std::move(rules));
  } catch (const std::bad_alloc&) {
    candidate.findings = out_of_memory(file).findings;  // others may be looking at the zone
  }
}

bool is_current(const ZoneFile& file, std::span<const base::FileStamp> files, std::int64_t read_at_ns) {
  if (files.empty()) return false;
  base::FileStamp own = files.front();
  own.path = file.file;
  return base::are_unchanged(std::span(&own, 1), read_at_ns) && base::are_unchanged(files.subspan(1), read_at_ns);
}

}  // namespace bailiwick::publish
