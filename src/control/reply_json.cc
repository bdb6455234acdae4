// Replies to JSON. Every string goes through base::utf8(), so that the library has nothing to reject.
#include "base/printable.h"
#include "control/fields_json.h"

namespace bailiwick::control {
namespace {

Json json_of(const Reason& reason) {
  Json json = {{"code", base::utf8(reason.code)}, {"message", base::utf8(reason.message)}};
  if (!reason.file.empty()) json["file"] = base::utf8(reason.file);
  if (reason.line != 0) json["line"] = reason.line;
  if (!reason.help.empty()) json["help"] = base::utf8(reason.help);
  return json;
}

Json json_of(const std::vector<std::string>& texts) {
  Json list = Json::array();
  for (const std::string& text : texts) list.push_back(base::utf8(text));
  return list;
}

Json json_of(const std::array<std::uint64_t, kZoneStates>& counts) {
  Json json = Json::object();
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i] > 0) json[std::string(state_name(static_cast<ZoneState>(i)))] = counts[i];
  return json;
}

Json json_of(const Progress& progress) {
  Json json = {{"what", base::utf8(progress.what)}};
  if (progress.total != 0) json.update({{"done", progress.done}, {"total", progress.total}});
  return json;
}

Json json_of(const ZoneResult& zone) {
  Json json = {{"zone", base::utf8(zone.zone)}, {"state", state_name(zone.state)}};
  if (zone.serial_before) json["serial_before"] = *zone.serial_before;
  if (zone.serial_after) json["serial_after"] = *zone.serial_after;
  json["records_added"] = zone.added;
  json["records_removed"] = zone.removed;
  if (zone.reason) json["reason"] = json_of(*zone.reason);
  if (!zone.waits_for.empty()) json["waits_for"] = base::utf8(zone.waits_for);
  if (zone.since != 0) json["since"] = zone.since;
  json["ms"] = zone.ms;
  return json;
}

Json json_of(const Text& text) {
  return base::utf8(text.text);
}

Json json_of(const StatusReport& status) {
  Json json = {{"version", base::utf8(status.version)},
               {"config", base::utf8(status.config)},
               {"pid", status.pid},
               {"started", status.started},
               {"now", status.now},
               {"answering", status.answering}};
  if (status.loading) json["loading"] = json_of(*status.loading);
  json["listening"] = json_of(status.listening);
  json["not_bound"] = json_of(status.not_bound);
  json["zones"] = json_of(status.zones);
  json["not_kept"] = status.not_kept;
  json["signed_zones"] = status.signed_zones;
  json["expires_first"] = Json::array();
  for (const SignedZone& zone : status.expires_first)
    json["expires_first"].push_back({{"zone", base::utf8(zone.zone)}, {"until", zone.until}});
  json["last_reload"] = status.last_reload;
  json["log_level"] = base::utf8(status.log_level);
  json["attention"] = Json::array();
  for (const Attention& each : status.attention)
    json["attention"].push_back({{"message", base::utf8(each.message)}, {"help", base::utf8(each.help)}});
  json["unknown_zones"] = json_of(status.unknown_zones);
  return json;
}

Json json_of(const RunSummary& run) {
  Json json = {{"zones", json_of(run.zones)}, {"config", Json::array()}};
  for (const Reason& reason : run.config) json["config"].push_back(json_of(reason));
  json["unknown_zones"] = json_of(run.unknown_zones);
  json["ms"] = run.ms;
  return json;
}

Json json_of(const Stats& stats) {
  Json counters = Json::object();
  for (const auto& [name, value] : stats.counters) counters[base::utf8(name)] = value;
  return {{"started", stats.started}, {"now_ms", stats.now_ms}, {"counters", std::move(counters)}};
}

Json json_of(const Done& done) {
  return base::utf8(done.message);
}

Json json_of(const Failure& failure) {
  return {{"message", base::utf8(failure.message)}, {"help", base::utf8(failure.help)}};
}

}  // namespace

std::string to_line(const Reply& reply) {
  Json json = {{"v", kVersion}};
  if (reply.exit) json["exit"] = *reply.exit;
  json[kReplyKeys[reply.body.index()]] = std::visit([](const auto& body) { return json_of(body); }, reply.body);
  return json.dump() + '\n';
}

}  // namespace bailiwick::control
