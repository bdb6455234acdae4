// The two doors of this room: from a file, and from text in memory.
#include "load/zone_file.h"

#include <utility>

#include "load/parts.h"
#include "load/source.h"

namespace bailiwick::load {
namespace {

Loaded load(Source& source, const std::string& path, wire::NameView origin, const Options& options) {
  Loaded loaded{.built = {}, .findings = base::Findings(options.kept_per_code), .waivers = {}, .files = {}};
  zone::Builder builder(origin);
  read_in_parts(source, path, origin, options, builder, loaded);
  loaded.built = std::move(builder).finish();
  return loaded;
}

}  // namespace

Loaded load_zone_file(const std::string& path, wire::NameView origin, const Options& options) {
  auto source = Source::open(path);
  if (source) return load(*source, path, origin, options);
  Loaded loaded;
  loaded.files.push_back(base::stamp_of(path));
  loaded.findings.add({.level = base::Level::Fatal,
                       .code = "S07",
                       .subject = wire::to_display(origin),
                       .message = source.error().message,
                       .places = {base::Place{.file = path, .line = 0, .column = 0, .length = 0, .label = {}}},
                       .help = "check the path and its permissions",
                       .notes = {}});
  return loaded;
}

Loaded load_zone_text(std::string_view text, const std::string& path, wire::NameView origin, const Options& options) {
  Source source = Source::of_text(text);
  return load(source, path, origin, options);
}

}  // namespace bailiwick::load
