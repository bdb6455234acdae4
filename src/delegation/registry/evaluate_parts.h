// The parts of evaluate.cc, one a subject. Each adds the rules that are broken.
#pragma once

#include <span>
#include <vector>

#include "delegation/registry/evaluate.h"

namespace bailiwick::delegation::registry {

struct Case {
  const Delegation& delegation;
  std::span<const Profile* const> profiles;
  std::span<const wire::Name> outside_glue;
  std::vector<Violation>& out;

  Holder rule(Key key) const { return strictest(profiles, key); }
  void add(Key key, const Holder& holder, std::string message, std::string help,
           std::optional<std::size_t> server = std::nullopt) const {
    out.push_back({key, holder.rule, holder.profile, std::move(message), std::move(help), server});
  }
};

void evaluate_counts(const Case& one);      // R01, R02
void evaluate_addresses(const Case& one);   // R03, R04, R07, R11
void evaluate_host_names(const Case& one);  // R05, R06
void evaluate_glue(const Case& one);        // R08, R09
void evaluate_soa(const Case& one);         // R10

}  // namespace bailiwick::delegation::registry
