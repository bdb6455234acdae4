// Replies from JSON, for the client: keys that this version does not know are ignored.
#include "control/fields_json.h"

namespace bailiwick::control {
namespace {

void read(const Json& json, std::string& error, Progress& progress) {
  const Fields fields(json, error);
  fields.text("what", progress.what);
  fields.number("done", progress.done);
  fields.number("total", progress.total);
}

void read(const Json& json, std::string& error, Reason& reason) {
  const Fields fields(json, error);
  fields.text("code", reason.code);
  fields.text("message", reason.message);
  fields.text("file", reason.file);
  fields.number("line", reason.line);
  fields.text("help", reason.help);
}

std::optional<ZoneState> find_state(std::string_view name) {
  for (std::size_t i = 0; i < kZoneStates; ++i)
    if (state_name(static_cast<ZoneState>(i)) == name) return static_cast<ZoneState>(i);
  return std::nullopt;
}

void read(const Json& json, std::string& error, ZoneResult& zone) {
  const Fields fields(json, error);
  fields.text("zone", zone.zone);
  std::string state;
  fields.text("state", state);
  const std::optional<ZoneState> found = find_state(state);
  if (!found) fields.wrong("state", "a state of a zone");
  zone.state = found.value_or(ZoneState::Unchanged);
  if (fields.has("serial_before")) fields.number("serial_before", zone.serial_before.emplace());
  if (fields.has("serial_after")) fields.number("serial_after", zone.serial_after.emplace());
  fields.number("records_added", zone.added);
  fields.number("records_removed", zone.removed);
  if (const Json* reason = fields.get("reason")) read(*reason, error, zone.reason.emplace());
  fields.text("waits_for", zone.waits_for);
  fields.time("since", zone.since);
  fields.number("ms", zone.ms);
}

void read_counts(const Fields& fields, std::string& error, std::array<std::uint64_t, kZoneStates>& counts) {
  const Json* json = fields.get("zones");
  if (json == nullptr) return;
  const Fields numbers(*json, error);
  for (std::size_t i = 0; i < kZoneStates; ++i)
    numbers.number(std::string(state_name(static_cast<ZoneState>(i))).c_str(), counts[i]);
}

void read(const Json& json, std::string& error, StatusReport& status) {
  const Fields fields(json, error);
  fields.text("version", status.version);
  fields.text("config", status.config);
  fields.time("pid", status.pid);
  fields.time("started", status.started);
  fields.time("now", status.now);
  fields.flag("answering", status.answering);
  if (const Json* loading = fields.get("loading")) read(*loading, error, status.loading.emplace());
  fields.texts("listening", status.listening);
  fields.texts("not_bound", status.not_bound);
  read_counts(fields, error, status.zones);
  fields.number("not_kept", status.not_kept);
  fields.number("signed_zones", status.signed_zones);
  fields.each("expires_first", [&](const Json& item) {
    const Fields of_zone(item, error);
    SignedZone& zone = status.expires_first.emplace_back();
    of_zone.text("zone", zone.zone);
    of_zone.time("until", zone.until);
  });
  fields.time("last_reload", status.last_reload);
  fields.text("log_level", status.log_level);
  fields.each("attention", [&](const Json& item) {
    const Fields of_each(item, error);
    Attention& attention = status.attention.emplace_back();
    of_each.text("message", attention.message);
    of_each.text("help", attention.help);
  });
  fields.texts("unknown_zones", status.unknown_zones);
}

void read(const Json& json, std::string& error, RunSummary& run) {
  const Fields fields(json, error);
  read_counts(fields, error, run.zones);
  fields.each("config", [&](const Json& item) { read(item, error, run.config.emplace_back()); });
  fields.texts("unknown_zones", run.unknown_zones);
  fields.number("ms", run.ms);
}

void read(const Json& json, std::string& error, Stats& stats) {
  const Fields fields(json, error);
  fields.time("started", stats.started);
  fields.number("now_ms", stats.now_ms);
  const Json* counters = fields.get("counters");
  if (counters == nullptr) return;
  if (!counters->is_object()) return fields.wrong("counters", "an object");
  const Fields of_counters(*counters, error);
  for (const auto& item : counters->items()) {
    stats.counters.emplace_back(item.key(), 0);
    of_counters.number(item.key().c_str(), stats.counters.back().second);
  }
}

void read(const Json& json, std::string& error, Failure& failure) {
  const Fields fields(json, error);
  fields.text("message", failure.message);
  fields.text("help", failure.help);
}

void read_plain(const Json& json, std::string& error, std::string& out) {
  if (json.is_string())
    out = json.get<std::string>();
  else
    error = "must be text";
}

void read(const Json& json, std::string& error, Text& text) {
  read_plain(json, error, text.text);
}

void read(const Json& json, std::string& error, Done& done) {
  read_plain(json, error, done.message);
}

template <std::size_t kAt = 0>
bool read_body(const Json& json, std::string& error, Reply& reply) {
  if constexpr (kAt == std::size(kReplyKeys)) {
    return false;
  } else {
    const auto at = json.find(kReplyKeys[kAt]);
    if (at == json.end()) return read_body<kAt + 1>(json, error, reply);
    auto& body = reply.body.emplace<kAt>();
    if constexpr (!std::is_same_v<std::remove_reference_t<decltype(body)>, Text> &&
                  !std::is_same_v<std::remove_reference_t<decltype(body)>, Done>) {
      if (!at->is_object()) return false;
    }
    read(*at, error, body);
    return true;
  }
}

}  // namespace

base::Result<Reply> parse_reply(std::string_view line) {
  std::string error;
  const std::optional<Json> json = parse_object(line, error);
  if (!json) return base::fail("the reply is " + error);
  const Fields fields(*json, error);
  Reply reply;
  read_version(fields, error);
  if (fields.has("exit")) {
    std::uint32_t exit = 0;
    fields.number("exit", exit, std::uint32_t{255});
    reply.exit = static_cast<int>(exit);
  }
  if (error.empty() && !read_body(*json, error, reply)) error = "the reply has nothing that this version knows";
  if (!error.empty()) return base::fail(std::move(error));
  return reply;
}

}  // namespace bailiwick::control
