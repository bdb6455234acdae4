// Section numbers are those of SARIF 2.1.0. Columns count characters (§3.14.17), files are relative to where the
// command runs, which in continuous integration is the top of the repository.
#include "cli/report/sarif_json.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/printable.h"
#include "base/version.h"
#include "check/explain.h"
#include "cli/report/fingerprint.h"
#include "cli/report/spans.h"

namespace bailiwick::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kSchema = "https://json.schemastore.org/sarif-2.1.0.json";
constexpr const char* kNoCode = "bailiwick";  // a ruleId for the few findings without code

std::string_view level_of(base::Level level) {
  switch (level) {
    case base::Level::Info:
      return "note";
    case base::Level::Warning:
      return "warning";
    case base::Level::Error:
    case base::Level::Fatal:
      return "error";
  }
  return "error";
}

// RFC 3986: what is not unreserved is a percent and two digits; `/` stays.
std::string uri(const std::string& path) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain || std::string_view("-._~/").find(c) != std::string_view::npos)
      out += c;
    else
      out += {'%', kHex[c >> 4 & 15], kHex[c & 15]};
  }
  return out;
}

// Collects the rules that the results name by number (§3.19.23).
class Rules {
 public:
  std::size_t number(const std::string& id) {
    const auto [at, is_new] = numbers_.try_emplace(id, rules_.size());
    if (is_new) rules_.push_back(rule(id));
    return at->second;
  }
  Json take() { return std::move(rules_); }

 private:
  static Json rule(const std::string& id) {
    const check::Explanation* entry = check::explain(id);
    if (entry == nullptr) return {{"id", base::utf8(id)}, {"shortDescription", {{"text", base::utf8(id)}}}};
    const std::string meaning(entry->meaning);
    const std::string why(entry->why);
    std::string help = meaning + "\n\n" + why + "\n\nWrong:\n\n" + std::string(entry->wrong) + "\nRight:\n\n" +
                       std::string(entry->mended);
    std::string markdown = meaning + "\n\n" + why + "\n\nWrong:\n\n```\n" + std::string(entry->wrong) +
                           "```\n\nRight:\n\n```\n" + std::string(entry->mended) + "```\n";
    if (!entry->rfc.empty()) markdown += "\n" + std::string(entry->rfc) + "\n";
    return {{"id", id},
            {"name", id},
            {"shortDescription", {{"text", entry->title}}},
            {"fullDescription", {{"text", meaning + ' ' + why}}},
            {"help", {{"text", std::move(help)}, {"markdown", std::move(markdown)}}},
            {"properties", {{"tags", {"dns", "zone"}}}}};
  }

  std::map<std::string, std::size_t> numbers_;
  Json rules_ = Json::array();
};

Json location_of(const base::Place& place, const Spans& spans) {
  const Span span = spans.characters(place);
  Json region = {{"startLine", std::max<std::uint32_t>(span.line, 1)}};
  if (span.column != 0) {
    region["startColumn"] = span.column;
    region["endColumn"] = span.end;
  }
  const std::string path = relative_path(place.file);
  Json artifact = {{"uri", uri(path)}};
  if (!path.starts_with('/')) artifact["uriBaseId"] = "%SRCROOT%";
  Json location = {{"physicalLocation", {{"artifactLocation", std::move(artifact)}, {"region", std::move(region)}}}};
  if (!place.label.empty()) location["message"] = {{"text", base::utf8(place.label)}};
  return location;
}

std::string message_of(const base::Finding& finding) {
  std::string text = base::utf8(finding.message) + '.';
  for (const std::string& note : finding.notes) text += "\nNote: " + base::utf8(note);
  if (!finding.help.empty()) text += "\nHelp: " + base::utf8(finding.help);
  return text;
}

// One run (§3.14).
class Run {
 public:
  explicit Run(const std::vector<base::Finding>& findings) : spans_(findings) {}

  // Returns the result (§3.27), to which more may be added.
  Json& add(const base::Finding& finding) {
    const std::string id = finding.code.empty() ? kNoCode : finding.code;
    const std::string hash = fingerprint_hash(finding);
    const std::string print = hash + ':' + std::to_string(++seen_[hash]);
    Json result = {{"ruleId", base::utf8(id)},
                   {"ruleIndex", rules_.number(id)},
                   {"level", level_of(finding.level)},
                   {"message", {{"text", message_of(finding)}}},
                   {"locations", Json::array()},
                   {"partialFingerprints", {{"bailiwick/v1", print}, {"primaryLocationLineHash", print}}},
                   {"properties", {{"zone", base::utf8(finding.subject)}, {"level", base::level_name(finding.level)}}}};
    const std::size_t places = std::min(finding.places.size(), kMostSarifLocations);
    if (places > 0) result["locations"].push_back(location_of(finding.places.front(), spans_));
    for (std::size_t i = 1; i < places; ++i) {
      Json location = location_of(finding.places[i], spans_);
      location["id"] = i;
      result["relatedLocations"].push_back(std::move(location));
    }
    results_.push_back(std::move(result));
    return results_.back();
  }
  bool is_full() const { return results_.size() >= kMostSarifResults; }

  Json take(std::size_t not_listed) {
    Json invocation = {{"executionSuccessful", true}};
    if (not_listed > 0)
      invocation["toolExecutionNotifications"].push_back(
          {{"level", "note"}, {"message", {{"text", std::to_string(not_listed) + " more findings are not listed"}}}});
    return {
        {"tool", {{"driver", {{"name", "Bailiwick"}, {"semanticVersion", base::kVersion}, {"rules", rules_.take()}}}}},
        {"columnKind", "unicodeCodePoints"},
        {"invocations", Json::array({std::move(invocation)})},
        {"results", std::move(results_)}};
  }

 private:
  Spans spans_;
  Rules rules_;
  std::map<std::string, std::size_t> seen_;
  Json results_ = Json::array();
};

}  // namespace

std::string sarif(const Report& report, const std::vector<base::Finding>& shown) {
  std::vector<base::Finding> all = shown;
  for (const Accepted& accepted : report.accepted()) all.push_back(accepted.finding);
  Run run(all);
  std::size_t listed = 0;
  for (const base::Finding& finding : shown) {
    if (run.is_full()) break;
    run.add(finding);
    ++listed;
  }
  for (const Accepted& accepted : report.accepted()) {
    if (run.is_full()) break;
    run.add(accepted.finding)["suppressions"].push_back(
        {{"kind", accepted.by.starts_with("baseline") ? "external" : "inSource"},
         {"justification", base::utf8(accepted.by)}});
  }
  const Json log = {
      {"$schema", kSchema}, {"version", "2.1.0"}, {"runs", Json::array({run.take(report.count() - listed)})}};
  return log.dump(1) + '\n';
}

}  // namespace bailiwick::cli
