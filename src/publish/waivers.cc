// Waivers are looked up by code, so that many of them cost little.
#include "publish/waivers.h"

#include <algorithm>
#include <map>
#include <utility>

#include "check/explain.h"

namespace bailiwick::publish {
namespace {

constexpr std::string_view kCode = "W01";
constexpr std::string_view kForm = "write `; bailiwick: allow CODE until=YYYY-MM-DD`, for the whole zone allow-zone";

struct Entry {
  const base::Waiver* waiver;
  bool used = false;
};
using Entries = std::multimap<std::string, Entry, std::less<>>;

bool covers(const base::Waiver& waiver, const base::Finding& finding) {
  if (waiver.first_line == 0) return waiver.zone == finding.subject;
  return std::ranges::any_of(finding.places, [&](const base::Place& place) {
    return place.file == waiver.place.file && place.line >= waiver.first_line && place.line <= waiver.last_line;
  });
}

void complain(const base::Waiver& waiver, base::Level level, std::string message, std::string help,
              base::Findings& findings) {
  findings.add({.level = level,
                .code = std::string(kCode),
                .subject = waiver.zone,
                .message = std::move(message),
                .places = {waiver.place},
                .help = std::move(help),
                .notes = {}});
}

// The waivers that hold; the others are complained about.
Entries in_force(std::span<const base::Waiver> waivers, const std::string& today, base::Findings& findings) {
  Entries entries;
  for (const base::Waiver& waiver : waivers) {
    if (!waiver.problem.empty()) {
      complain(waiver, base::Level::Warning, "this waiver cannot be understood: " + waiver.problem, std::string(kForm),
               findings);
      continue;
    }
    if (!waiver.until.empty() && waiver.until < today) {
      complain(waiver, base::Level::Warning, "this waiver ended on " + waiver.until,
               "mend what it was for and remove it, or give it a later date", findings);
      continue;
    }
    for (const std::string& code : waiver.codes) {
      if (check::explain(code) != nullptr)
        entries.emplace(code, Entry{&waiver});
      else
        complain(waiver, base::Level::Warning, "this waiver names " + code + ", a code that does not exist",
                 "see `bailiwick check --explain CODE`", findings);
    }
  }
  return entries;
}

Entry* find(Entries& entries, const base::Finding& finding) {
  const auto [begin, end] = entries.equal_range(finding.code);
  for (auto at = begin; at != end; ++at)
    if (covers(*at->second.waiver, finding)) return &at->second;
  return nullptr;
}

// Findings that were counted but not kept have no place: only a waiver for the whole zone can cover them.
void judge_unseen(const base::Findings& findings, const Entries& entries, Judged& judged) {
  for (const std::string& code : findings.codes()) {
    const auto [begin, end] = entries.equal_range(code);
    const bool is_waived = std::any_of(begin, end, [](const auto& at) { return at.second.waiver->first_line == 0; });
    for (const base::Level level : base::kLevels) {
      const std::size_t unseen = findings.unseen(code, level);
      if (is_waived && level < base::Level::Error)
        judged.unseen += unseen;
      else
        judged.open.add_unseen(level, code, unseen);
    }
  }
}

// A code that is found only between zones says nothing when one zone is checked alone.
bool is_found_in_one_zone(std::string_view code) {
  return std::string_view("SADT").find(code.front()) != std::string_view::npos;
}

}  // namespace

bool can_be_waived(const base::Finding& finding, check::Reject refuse) {
  base::Findings alone;
  alone.add(finding);
  return !check::keeps_from_going_live(alone, refuse);
}

Judged apply_waivers(const base::Findings& findings, std::span<const base::Waiver> waivers, const std::string& today,
                     check::Reject refuse) {
  Judged judged{.open = base::Findings(SIZE_MAX), .complaints = base::Findings(), .waived = {}};
  Entries entries = in_force(waivers, today, judged.complaints);
  for (const base::Finding& finding : findings.kept()) {
    Entry* entry = find(entries, finding);
    if (entry == nullptr) {
      judged.open.add(finding);
      continue;
    }
    entry->used = true;
    const std::string by = base::place_text(entry->waiver->place);
    if (can_be_waived(finding, refuse)) {
      judged.waived.push_back({finding, by});
      continue;
    }
    base::Finding kept = finding;
    kept.notes.push_back("the waiver at " + by + " does not apply: what keeps a zone from going live cannot be waived");
    judged.open.add(std::move(kept));
  }
  judge_unseen(findings, entries, judged);
  for (const auto& [code, entry] : entries)
    if (!entry.used && findings.count(code) == 0 && is_found_in_one_zone(code))
      complain(*entry.waiver, base::Level::Info, "this waiver of " + code + " has nothing to waive", "remove it",
               judged.complaints);
  return judged;
}

}  // namespace bailiwick::publish
