#include "daemon/registry_profiles.h"

#include <utility>

#include "base/assert.h"
#include "config/registries.h"

namespace bailiwick::daemon {
namespace {

namespace rules = delegation::registry;

rules::Confidence confidence(config::Confidence confidence) {
  switch (confidence) {
    case config::Confidence::Low:
      return rules::Confidence::Low;
    case config::Confidence::Medium:
      return rules::Confidence::Medium;
    case config::Confidence::High:
      return rules::Confidence::High;
  }
  return rules::Confidence::Low;
}

rules::Source source(const config::Source& source) {
  return {source.title, source.date, confidence(source.confidence)};
}

std::vector<wire::Name> names(const std::vector<std::string>& texts) {
  std::vector<wire::Name> out;
  for (const std::string& text : texts)
    if (const auto name = wire::Name::from_text(text)) out.push_back(name->lowered());
  return out;
}

rules::Profile convert(config::RegistryProfile& profile) {
  rules::Profile out{.name = std::move(profile.name),
                     .title = std::move(profile.title),
                     .registrar = std::move(profile.registrar),
                     .assumed = profile.assumed,
                     .suffixes = names(profile.suffixes),
                     .except = names(profile.except),
                     .words = std::move(profile.words),
                     .rules = {},
                     .remarks = {}};
  for (config::RegistryRule& rule : profile.rules) {
    const auto key = rules::key_named(rule.key);
    BAILIWICK_ASSERT(key.has_value());  // a test holds the two tables of keys against each other
    out.rules.push_back({*key, rule.least, rule.most, std::move(rule.words), source(rule.source)});
  }
  for (config::RegistryRemark& remark : profile.remarks)
    out.remarks.push_back({std::move(remark.text), source(remark.source)});
  return out;
}

}  // namespace

std::vector<rules::Profile> registry_profiles(const config::Config& config) {
  std::vector<rules::Profile> profiles;
  for (config::RegistryProfile& profile : config::all_registries(config)) profiles.push_back(convert(profile));
  return profiles;
}

}  // namespace bailiwick::daemon
