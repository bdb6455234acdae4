#include "answers/support/play.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "answer/link.h"
#include "answers/support/judge.h"
#include "load/zone_file.h"

namespace bailiwick::answers {

answer::ZoneSet load_zones(const Case& c, bool linked) {
  std::vector<answer::ZoneSet::Entry> entries;
  for (const CaseZone& zone : c.zones) {
    const std::vector<std::uint8_t> wire = name_to_wire(zone.origin);
    const wire::NameView origin(wire.data(), wire.size());
    if (zone.broken) {
      entries.push_back({wire::Name(origin), nullptr});
      continue;
    }
    load::Loaded loaded = load::load_zone_text(zone.text, c.path, origin);
    if (!loaded.findings.empty()) throw std::runtime_error(base::short_text(loaded.findings.kept().front()));
    if (!loaded.built) throw std::runtime_error(c.path + ": zone " + zone.origin + " did not load");
    for (const zone::Note& note : loaded.built->notes.kept())
      throw std::runtime_error(c.path + ":" + std::to_string(note.location.line) + ": record not taken as written");
    entries.push_back({wire::Name(origin), loaded.built->zone});
    if (linked)
      entries.back().linked = std::make_shared<const answer::LinkedAnswers>(answer::link_answers(*loaded.built->zone));
  }
  return answer::ZoneSet(std::move(entries));
}

std::vector<std::uint8_t> play(const answer::ZoneSet& zones, const answer::Settings& settings, const Message& message) {
  metrics::Counters counters;
  std::vector<std::uint8_t> buffer = message.bytes;
  const std::size_t room = message.tcp ? 65535 : std::max<std::size_t>(512, settings.udp_payload);
  buffer.resize(std::max(room, buffer.size()));
  base::Exchange exchange{.buffer = buffer,
                          .query_size = message.bytes.size(),
                          .protocol = message.tcp ? base::Protocol::Tcp : base::Protocol::Udp,
                          .client = message.client};
  answer::respond(zones, settings, {&exchange, 1}, {.now = message.now, .counters = counters});
  buffer.resize(exchange.reply_size);
  return buffer;
}

std::vector<std::string> case_files(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".case") files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace bailiwick::answers
