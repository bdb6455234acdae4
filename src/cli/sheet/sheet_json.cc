// The sheet as one JSON object (RFC 8259), with the same content as the text. Members are only ever added.
#include <nlohmann/json.hpp>

#include "base/printable.h"
#include "cli/sheet/sheet_output.h"

namespace bailiwick::cli {
namespace {

using Json = nlohmann::ordered_json;

Json strings(const std::vector<std::string>& texts) {
  Json array = Json::array();
  for (const std::string& text : texts) array.push_back(base::printable(text));
  return array;
}

Json steps_of(const std::vector<delegation::SheetStep>& steps) {
  Json array = Json::array();
  for (const delegation::SheetStep& step : steps)
    array.push_back(
        {{"title", base::printable(step.title)}, {"remarks", strings(step.remarks)}, {"lines", strings(step.lines)}});
  return array;
}

Json hosts_of(const delegation::Sheet& sheet) {
  Json array = Json::array();
  for (const delegation::SheetHost& host : sheet.hosts)
    array.push_back({{"label", base::printable(host.label)},
                     {"name", base::printable(host.name)},
                     {"ipv4", strings(host.ipv4)},
                     {"ipv6", strings(host.ipv6)},
                     {"glue", host.glue == delegation::Glue::NotNeeded ? "not_needed" : delegation::glue_name(host.glue)},
                     {"why", base::printable(host.why)}});
  return array;
}

Json ds_of(const delegation::Sheet& sheet) {
  Json array = Json::array();
  for (const delegation::SheetDs& ds : sheet.ds)
    array.push_back({{"key_tag", ds.key_tag},
                     {"algorithm", ds.algorithm},
                     {"algorithm_name", ds.algorithm_name},
                     {"digest_type", ds.digest_type},
                     {"digest_name", ds.digest_name},
                     {"digest", ds.digest},
                     {"record", base::printable(ds.record)},
                     {"in_use", ds.in_use}});
  return array;
}

}  // namespace

std::string sheet_json(const delegation::Sheet& sheet) {
  Json out = {{"zone", base::printable(sheet.zone)}, {"file", base::printable(sheet.file)}};
  if (sheet.serial) out["serial"] = *sheet.serial;
  out["refused"] = sheet.refused();
  out["registry"] = base::printable(sheet.registry);
  out["parent_policy"] = base::printable(sheet.parent_policy);
  out["parent_zone"] = base::printable(sheet.parent_zone);
  out["parent_file"] = base::printable(sheet.parent_file);
  out["hosts"] = hosts_of(sheet);
  out["ds"] = ds_of(sheet);
  out["words"] = strings(sheet.words);
  out["limits"] = Json::array();
  for (const delegation::SheetLimit& limit : sheet.limits)
    out["limits"].push_back({{"rule", base::printable(limit.rule)},
                             {"text", base::printable(limit.text)},
                             {"holds", limit.holds},
                             {"source", base::printable(limit.source)}});
  out["remarks"] = strings(sheet.remarks);
  out["cautions"] = strings(sheet.cautions);
  out["refusals"] = Json::array();
  for (const delegation::SheetRefusal& refusal : sheet.refusals)
    out["refusals"].push_back({{"code", base::printable(refusal.code)},
                               {"reason", base::printable(refusal.reason)},
                               {"instead", base::printable(refusal.instead)}});
  if (sheet.registered)
    out["registered"] = {{"file", base::printable(sheet.registered->file)},
                         {"steps", steps_of(sheet.registered->steps)}};
  out["compared"] = sheet.compared;
  out["compared_with"] = base::printable(sheet.compared_with);
  out["live_since"] = base::printable(sheet.live_since);
  out["changes"] = Json::array();
  for (const delegation::SheetChange& change : sheet.changes)
    out["changes"].push_back({{"kind", base::printable(change.kind)},
                              {"what", base::printable(change.what)},
                              {"steps", steps_of(change.steps)}});
  out["steps"] = steps_of(sheet.steps);
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace bailiwick::cli
