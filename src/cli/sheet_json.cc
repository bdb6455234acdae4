// The sheet as one JSON object (RFC 8259), with the same content as the text. Members are only ever added.
#include <nlohmann/json.hpp>

#include "cli/printable.h"
#include "cli/sheet.h"

namespace bailiwick::cli {
namespace {

using Json = nlohmann::ordered_json;

Json strings(const std::vector<std::string>& texts) {
  Json array = Json::array();
  for (const std::string& text : texts) array.push_back(printable(text));
  return array;
}

Json steps_of(const std::vector<SheetStep>& steps) {
  Json array = Json::array();
  for (const SheetStep& step : steps)
    array.push_back(
        {{"title", printable(step.title)}, {"remarks", strings(step.remarks)}, {"lines", strings(step.lines)}});
  return array;
}

Json hosts_of(const Sheet& sheet) {
  Json array = Json::array();
  for (const SheetHost& host : sheet.hosts)
    array.push_back({{"label", printable(host.label)},
                     {"name", printable(host.name)},
                     {"ipv4", strings(host.ipv4)},
                     {"ipv6", strings(host.ipv6)},
                     {"glue", glue_name(host.glue)},
                     {"why", printable(host.why)}});
  return array;
}

Json ds_of(const Sheet& sheet) {
  Json array = Json::array();
  for (const SheetDs& ds : sheet.ds)
    array.push_back({{"key_tag", ds.key_tag},
                     {"algorithm", ds.algorithm},
                     {"algorithm_name", ds.algorithm_name},
                     {"digest_type", ds.digest_type},
                     {"digest_name", ds.digest_name},
                     {"digest", ds.digest},
                     {"record", printable(ds.record)},
                     {"in_use", ds.in_use}});
  return array;
}

}  // namespace

std::string sheet_json(const Sheet& sheet) {
  Json out = {{"zone", printable(sheet.zone)}, {"file", printable(sheet.file)}};
  if (sheet.serial) out["serial"] = *sheet.serial;
  out["refused"] = sheet.refused();
  out["registry"] = printable(sheet.registry);
  out["parent_policy"] = printable(sheet.parent_policy);
  out["parent_zone"] = printable(sheet.parent_zone);
  out["parent_file"] = printable(sheet.parent_file);
  out["hosts"] = hosts_of(sheet);
  out["ds"] = ds_of(sheet);
  out["words"] = strings(sheet.words);
  out["limits"] = Json::array();
  for (const SheetLimit& limit : sheet.limits)
    out["limits"].push_back({{"rule", printable(limit.rule)},
                             {"text", printable(limit.text)},
                             {"holds", limit.holds},
                             {"source", printable(limit.source)}});
  out["remarks"] = strings(sheet.remarks);
  out["cautions"] = strings(sheet.cautions);
  out["refusals"] = Json::array();
  for (const SheetRefusal& refusal : sheet.refusals)
    out["refusals"].push_back({{"code", printable(refusal.code)},
                               {"reason", printable(refusal.reason)},
                               {"instead", printable(refusal.instead)}});
  if (sheet.registered)
    out["registered"] = {{"file", printable(sheet.registered->file)}, {"steps", steps_of(sheet.registered->steps)}};
  out["compared"] = sheet.compared;
  out["compared_with"] = printable(sheet.compared_with);
  out["live_since"] = printable(sheet.live_since);
  out["changes"] = Json::array();
  for (const SheetChange& change : sheet.changes)
    out["changes"].push_back(
        {{"kind", printable(change.kind)}, {"what", printable(change.what)}, {"steps", steps_of(change.steps)}});
  out["steps"] = steps_of(sheet.steps);
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace bailiwick::cli
