// Every string goes through base::utf8(), so that the library has nothing to refuse.
#include "cli/report/report_json.h"

#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "base/printable.h"
#include "base/version.h"
#include "cli/report/fingerprint.h"
#include "cli/report/spans.h"

namespace bailiwick::cli {
namespace {

using Json = nlohmann::ordered_json;

Json spans_of(const base::Finding& finding, const Spans& spans) {
  Json array = Json::array();
  for (const base::Place& place : finding.places) {
    const Span span = spans.octets(place);
    Json object = {{"file", base::utf8(place.file)}};
    if (span.line != 0) object["line"] = span.line;
    if (span.column != 0) object["col"] = span.column;
    if (span.end != 0) object["end"] = span.end;
    object["label"] = base::utf8(place.label);
    object["primary"] = array.empty();
    array.push_back(std::move(object));
  }
  return array;
}

Json json_of(const base::Finding& finding, const Spans& spans) {
  Json object = {{"type", "finding"},
                 {"code", base::utf8(finding.code)},
                 {"level", base::level_name(finding.level)},
                 {"message", base::utf8(finding.message)},
                 {"zone", base::utf8(finding.subject)},
                 {"spans", spans_of(finding, spans)},
                 {"notes", Json::array()},
                 {"help", Json::array()},
                 {"fingerprint", fingerprint(finding)}};
  for (const std::string& note : finding.notes) object["notes"].push_back(base::utf8(note));
  if (!finding.help.empty()) object["help"].push_back(base::utf8(finding.help));
  return object;
}

// What was read, so that a later run can tell whether it saw the same.
Json json_of(const CheckedZone& zone) {
  Json object = {{"zone", base::utf8(zone.name)}, {"file", base::utf8(zone.file)}, {"live", zone.is_live}};
  if (zone.serial) object["serial"] = *zone.serial;
  if (zone.signed_until) object["signed_until"] = *zone.signed_until;
  struct stat status {};
  if (::stat(zone.file.c_str(), &status) == 0 && S_ISREG(status.st_mode)) {
    object["size"] = status.st_size;
    object["modified"] = status.st_mtim.tv_sec;
  }
  return object;
}

Json summary_of(const Report& report, std::size_t listed) {
  Json zones = Json::array();
  for (const CheckedZone& zone : report.zones()) zones.push_back(json_of(zone));
  return {{"type", "summary"},
          {"tool", "bailiwick"},
          {"version", base::kVersion},
          {"zones", std::move(zones)},
          {"fatal", report.count(base::Level::Fatal)},
          {"error", report.count(base::Level::Error)},
          {"warning", report.count(base::Level::Warning)},
          {"info", report.count(base::Level::Info)},
          {"info_hidden", report.hidden_notes()},
          {"waived", report.accepted_count()},
          {"not_listed", report.count() - listed}};
}

}  // namespace

std::string json_lines(const Report& report, const std::vector<base::Finding>& shown) {
  std::vector<base::Finding> all = shown;
  for (const Accepted& accepted : report.accepted()) all.push_back(accepted.finding);
  const Spans spans(all);
  std::string text;
  for (const base::Finding& finding : shown) text += json_of(finding, spans).dump() + '\n';
  for (const Accepted& accepted : report.accepted()) {
    Json object = json_of(accepted.finding, spans);
    object["waived_by"] = base::utf8(accepted.by);
    text += object.dump() + '\n';
  }
  return text + summary_of(report, shown.size()).dump() + '\n';
}

}  // namespace bailiwick::cli
