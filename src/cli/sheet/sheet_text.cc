// The sheet as text that is read and copied from, in at most 100 columns.
#include <algorithm>

#include "base/printable.h"
#include "cli/sheet/sheet_output.h"

namespace bailiwick::cli {
namespace {

constexpr std::size_t kSheetWidth = 100;

// Breaks at blanks; `first` stands before the first line, as many blanks before the others.
std::string paragraph(const std::string& first, std::string_view text) {
  std::string out = first;
  std::size_t column = first.size();
  const std::string clean = base::printable(text);
  for (std::size_t at = 0; at < clean.size();) {
    const std::size_t end = std::min(clean.find(' ', at), clean.size());
    if (at > 0 && column + 1 + end - at > kSheetWidth) {
      out += '\n' + std::string(first.size(), ' ');
      column = first.size();
    } else if (at > 0) {
      out += ' ';
      ++column;
    }
    out += clean.substr(at, end - at);
    column += end - at;
    at = end + 1;
  }
  return out + '\n';
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(text.size(), width), ' ');
  return text;
}

std::string hosts_text(const delegation::Sheet& sheet) {
  std::size_t label = 5;
  std::size_t name = 9;
  for (const delegation::SheetHost& host : sheet.hosts) {
    label = std::max(label, host.label.size());
    name = std::max(name, host.name.size());
  }
  std::string out =
      "\nName servers\n\n  " + padded("label", label) + "  " + padded("full name", name) + "  glue      addresses\n";
  for (const delegation::SheetHost& host : sheet.hosts) {
    std::vector<std::string> addresses = host.ipv4;
    addresses.insert(addresses.end(), host.ipv6.begin(), host.ipv6.end());
    if (addresses.empty()) addresses.emplace_back("none: enter the name alone");
    out += "  " + padded(host.label.empty() ? "-" : host.label, label) + "  " + padded(host.name, name) + "  " +
           padded(delegation::glue_name(host.glue), 8) + "  " + addresses.front() + '\n';
    for (std::size_t i = 1; i < addresses.size(); ++i) out += std::string(label + name + 16, ' ') + addresses[i] + '\n';
  }
  out += '\n';
  std::vector<std::string> said;
  for (const delegation::SheetHost& host : sheet.hosts) {
    const std::string line = "glue " + delegation::glue_name(host.glue) + ": " + host.why;
    if (std::ranges::find(said, line) == said.end()) out += paragraph("  ", line);
    said.push_back(line);
  }
  if (sheet.is_parent_here()) return out;
  std::string words;
  for (const std::string& word : sheet.words) words += (words.empty() ? "" : ", ") + word;
  return out + paragraph("  ", "What forms call such a host: " + words + ".");
}

std::string ds_text(const delegation::Sheet& sheet) {
  if (sheet.ds.empty() || sheet.is_parent_here()) return {};  // there they are records to be written
  std::string out = "\nDS records, for DNSSEC\n";
  for (const delegation::SheetDs& ds : sheet.ds) {
    out += "\n  key tag      " + std::to_string(ds.key_tag) + "\n  algorithm    " + std::to_string(ds.algorithm) +
           " (" + ds.algorithm_name + ")\n  digest type  " + std::to_string(ds.digest_type) + " (" + ds.digest_name +
           ")\n  digest       " + ds.digest + '\n';
    if (!ds.in_use) out += "  This key does not sign yet: its record is for the day when it does.\n";
  }
  out +=
      '\n' + paragraph("  ",
                       "Where DS records for other keys stand there, such as the present provider's, they must be gone "
                       "48 hours before the name servers change, or the domain fails for resolvers that "
                       "validate.");
  return out;
}

std::string limits_text(const delegation::Sheet& sheet) {
  if (sheet.is_parent_here() && sheet.cautions.empty()) return {};
  std::string out = "\nWhat is asked there\n\n";
  if (sheet.limits.empty() && sheet.remarks.empty() && !sheet.is_parent_here()) out += "  nothing that is known here\n";
  for (const delegation::SheetLimit& limit : sheet.limits)
    out += paragraph(limit.holds ? "  ok      " : "  BROKEN  ", limit.text + " [" + limit.source + ']');
  for (const std::string& remark : sheet.remarks) out += paragraph("  note    ", remark);
  for (const std::string& caution : sheet.cautions) out += paragraph("  caution ", caution);
  return out;
}

std::string refusals_text(const delegation::Sheet& sheet) {
  if (!sheet.refused()) return {};
  std::string out = "\nNOT LIKE THIS: it would be refused, or break the domain\n\n";
  for (const delegation::SheetRefusal& refusal : sheet.refusals) {
    out += paragraph("  " + refusal.code + ": ", refusal.reason);
    out += paragraph("    instead: ", refusal.instead);
  }
  return out;
}

std::string steps_text(const std::vector<delegation::SheetStep>& steps) {
  std::string out;
  std::size_t number = 0;
  for (const delegation::SheetStep& step : steps) {
    const std::string head = "  " + std::to_string(++number) + ". ";
    out += paragraph(head, step.title);
    for (const std::string& remark : step.remarks) out += paragraph(std::string(head.size(), ' '), remark);
    for (const std::string& line : step.lines) out += std::string(head.size() + 2, ' ') + base::printable(line) + '\n';
  }
  return out;
}

std::string registered_text(const delegation::Sheet& sheet) {
  if (!sheet.registered) return {};
  const std::string head = '\n' + paragraph("What stands at the registrar, by ", sheet.registered->file) + '\n';
  if (sheet.registered->steps.empty()) return head + "  the hosts are there as the zone has them\n";
  const bool both = !sheet.changes.empty();
  return head + steps_text(sheet.registered->steps) +
         (both ? "\n  Where a change below speaks of the same, its order and its times to wait hold.\n" : "");
}

std::string changes_text(const delegation::Sheet& sheet) {
  if (!sheet.compared) return {};
  const std::string there = sheet.is_parent_here() ? "in " + base::printable(sheet.parent_file) : "at the registrar";
  if (sheet.changes.empty()) return "\nNothing changes " + there + ".\n";
  std::string out;
  if (!sheet.live_since.empty())
    out += "\nThis is live since " + base::printable(sheet.live_since) + "; the steps " + there + ", where not done:\n";
  for (const delegation::SheetChange& change : sheet.changes)
    out += '\n' + paragraph("Change: ", change.what) + '\n' + steps_text(change.steps);
  return out;
}

}  // namespace

std::string sheet_text(const delegation::Sheet& sheet) {
  std::string out = sheet.is_parent_here()
                        ? "What to write into the zone " + base::printable(sheet.parent_zone) + " for "
                        : "What to enter at the registrar for ";
  out += base::printable(sheet.zone) + "\n\n";
  out += paragraph("  zone file  ", sheet.file + (sheet.serial ? ", serial " + std::to_string(*sheet.serial) : ""));
  out += paragraph("  registry   ", sheet.registry.empty() ? "none" : sheet.registry);
  if (sheet.is_parent_here())
    out += paragraph("  its file   ", sheet.parent_file);
  else
    out += paragraph("  glue there ", sheet.parent_policy == "narrow" ? "narrow: only of hosts inside the domain"
                                      : sheet.parent_policy == "wide" ? "wide: also of hosts in other domains there"
                                                                      : "its policy is not known");
  if (!sheet.compared_with.empty()) out += paragraph("  compared   ", "with " + sheet.compared_with);
  out += refusals_text(sheet);
  out += hosts_text(sheet);
  out += ds_text(sheet);
  out += limits_text(sheet);
  out += registered_text(sheet);
  out += changes_text(sheet);
  if (!sheet.steps.empty()) out += "\nIn this order\n\n" + steps_text(sheet.steps);
  return out;
}

}  // namespace bailiwick::cli
