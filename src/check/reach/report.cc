#include "check/reach/report.h"

#include <algorithm>

#include "base/address.h"

namespace bailiwick::check {

std::vector<std::uint32_t> Report::note_concerned(base::Level level, std::string_view code,
                                                  std::span<const std::uint32_t> zones) {
  std::vector<std::uint32_t> loaded;
  for (const std::uint32_t zone : zones) {
    const std::uint32_t input = graph().zones[zone].input;
    if (input == kNobody) continue;
    loaded.push_back(input);
    auto& codes = result_.codes[input];
    if (std::ranges::find(codes, code) == codes.end()) codes.push_back(code);
    if (level >= base::Level::Error) result_.has_error[input] = true;
  }
  return loaded;
}

void Report::fold(std::string_view code, const ReachEdge& edge) {
  const std::uint32_t input = graph().zones[edge.zone].holder;
  result_.folded.push_back({input, code, world_.zones[input].sources.location(edge.rrset, edge.record)});
}

void Report::complete(std::string_view code, const ReachEdge& own, base::Place place, std::string help) {
  const std::uint32_t input = graph().zones[own.zone].input;
  const zone::Location location = world_.zones[input].sources.location(own.rrset, own.record);
  result_.folded.push_back({input, code, location, {std::move(place)}, std::move(help)});
}

std::string Report::names(std::span<const std::uint32_t> zones) const {
  std::vector<std::string> words;
  for (const std::uint32_t zone : zones) {
    words.push_back(words.size() < kMostPlaces ? name(zone) : std::string());
  }
  return list_text(words);
}

std::string Report::file(std::uint32_t input) const {
  const ZoneInput& zone = world_.zones[input];
  if (zone.zone.rrset_count() == 0) return {};
  return zone.sources.file(zone.sources.location(0));
}

base::Place Report::place(std::uint32_t input, std::uint32_t rrset, std::size_t record, std::string label) const {
  const zone::SourceMap& sources = world_.zones[input].sources;
  const zone::Location location = sources.location(rrset, record);
  return {.file = sources.file(location),
          .line = location.line,
          .column = location.column,
          .length = 0,
          .label = std::move(label)};
}

std::vector<base::Place> Report::delegation(std::uint32_t zone, std::string label) const {
  const auto edges = graph().edges_of(graph().zones[zone]);
  if (!edges.empty()) return {place(edges.front(), std::move(label))};
  const std::string path = file(graph().zones[zone].holder);
  if (path.empty()) return {};
  return {{.file = path, .label = std::move(label)}};
}

std::string list_text(std::span<const std::string> words, std::size_t most) {
  std::string text;
  const std::size_t shown_count = words.size() <= most ? words.size() : most - 1;
  for (std::size_t i = 0; i < shown_count; ++i) {
    if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
    text += words[i];
  }
  if (shown_count < words.size()) text += " and " + std::to_string(words.size() - shown_count) + " more";
  return text;
}

std::string count_text(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + ' ' + std::string(count == 1 ? one : many);
}

std::vector<std::string> address_texts(const zone::Zone& zone, zone::NodeId node, rr::Type type) {
  std::vector<std::string> texts;
  const auto rrset = node == zone::kNoNode ? std::nullopt : zone.find_rrset(node, type);
  if (!rrset) return texts;
  for (const zone::Record record : *rrset) texts.push_back(base::address_text(record.rdata));
  return texts;
}

}  // namespace bailiwick::check
