// The sheet of a delegation: what to enter at the registrar, in which order, and whether it would be taken. Plain data:
// sheet.cc and its neighbors fill it from zones; cli/sheet/ shows the same content as text and as JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "check/reach/registered_hosts.h"
#include "delegation/described.h"
#include "delegation/registry/profile.h"
#include "zone/zone.h"

namespace bailiwick::delegation {

// Whether the registry needs the addresses of a name server.
enum class Glue : std::uint8_t { Required, Optional, NotNeeded };
// "required", "optional", "unneeded".
std::string glue_name(Glue glue);

struct SheetHost {
  std::string label;  // as some forms want it: "ns1"
  std::string name;   // as the others do: "ns1.example.com"
  std::vector<std::string> ipv4;
  std::vector<std::string> ipv6;
  Glue glue = Glue::NotNeeded;
  std::string why;
};

struct SheetLimit {
  std::string rule;  // "ns-max"
  std::string text;
  bool holds = true;
  std::string source;  // with date and confidence
};

struct SheetRefusal {
  std::string code;  // R01 to R11, D14, or "order"
  std::string reason;
  std::string instead;  // what to do
};

struct SheetStep {
  std::string title;
  std::vector<std::string> remarks;
  std::vector<std::string> lines;  // to be copied as they are
};

struct SheetChange {
  std::string kind;  // "rename", "removal", "renumbering", "addition"
  std::string what;
  std::vector<SheetStep> steps;
};

// What the registrar's form for DNSSEC asks for.
struct SheetDs {
  std::uint16_t key_tag;
  std::uint8_t algorithm;
  std::string algorithm_name;  // "ECDSAP256SHA256"
  std::uint8_t digest_type;
  std::string digest_name;  // "SHA-256"
  std::string digest;       // in hexadecimal digits
  std::string record;       // all of it, as a zone file has it
  bool in_use;              // its key signs the zone's keys
};

// What is to be typed at the registrar so that its hosts are as in the zone.
struct SheetRegistered {
  std::string file;  // that says what stands there
  std::vector<SheetStep> steps;
};

struct Sheet {
  std::string zone;
  std::string file;
  std::optional<std::uint32_t> serial;
  std::string registry;  // for people: who decides
  // The zone above, where it is served here: the delegation is made in its file, and no registrar is asked. Else empty.
  std::string parent_zone;
  std::string parent_file;
  std::string parent_policy;
  std::vector<SheetHost> hosts;  // all name servers
  std::vector<SheetDs> ds;       // empty where the zone is not signed
  std::vector<SheetLimit> limits;
  std::vector<std::string> remarks;  // of the registry, each with its source
  std::vector<std::string> words;
  std::vector<SheetRefusal> refusals;
  std::vector<std::string> cautions;
  std::optional<SheetRegistered> registered;
  bool compared = false;      // with an earlier zone
  std::string compared_with;  // for people; empty: nothing was there to compare with
  std::string live_since;     // when the changes went live; empty: they have not
  std::vector<SheetChange> changes;
  std::vector<SheetStep> steps;  // of a first delegation; empty where it is refused, or compared

  bool refused() const { return !refusals.empty(); }
  bool is_parent_here() const { return !parent_file.empty(); }
};

struct SheetInput {
  const zone::Zone& zone;
  const zone::Zone* was = nullptr;  // what is published now; null: not said
  std::string was_name;             // for people: what that is
  // Not empty: `was` was published before, and `zone` has been since then.
  std::string live_since;
  const check::RegisteredHosts* registered = nullptr;  // what stands at the registrar; null: not said
  std::string file;
  base::UnixTime now = 0;  // by which dates of signatures are judged
  std::span<const registry::Profile* const> profiles;
  std::string parent_policy;  // "" as the profile says
  std::string parent_zone;    // as in Sheet
  std::string parent_file;
};

Sheet make_sheet(const SheetInput& input);

// What must be done, and in which order, to come from `was` to `now`; what must not be done at once is refused.
void add_changes(const zone::Zone& now, const zone::Zone& was, Sheet& sheet);
// What differs between the zone's own hosts and those that stand at the registrar.
void add_registered(const Delegation& delegation, const check::RegisteredHosts& registered, Sheet& sheet);
// The DS records of a signed zone.
void add_ds(const zone::Zone& zone, base::UnixTime now, Sheet& sheet);
// To enter them.
SheetStep ds_step(const Sheet& sheet);
// The steps of a first delegation.
std::vector<SheetStep> first_steps(const Delegation& delegation, const Sheet& sheet);

// "48 hours", "90 minutes", "1 hour".
std::string time_text(std::uint64_t seconds);
// What the parent hands out may be remembered for so long: 24 to 48 hours.
inline constexpr std::uint64_t kParentSeconds = 48 * 3600;

}  // namespace bailiwick::delegation
