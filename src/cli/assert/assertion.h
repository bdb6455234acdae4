// What an operator says that the zones must answer (`bailiwick check --assert FILE`), read from YAML and held against
// all loaded zones together.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "publish/world_loader.h"
#include "rr/type.h"
#include "wire/header.h"
#include "wire/name.h"

namespace bailiwick::cli {

// A condition, and where it is written.
template <class T>
struct Expected {
  T value;
  base::Place place;
};
template <class T>
using Wanted = std::optional<Expected<T>>;

// One question, and all that must be true of what comes.
struct Assertion {
  wire::Name name;
  rr::Type type{};
  Wanted<std::vector<std::vector<std::uint8_t>>> answer;  // these rdata, in any order
  Wanted<bool> answered;                                  // with records of the type, or not
  Wanted<wire::Rcode> rcode;
  Wanted<unsigned> rewrites_at_most;        // aliases on the way
  Wanted<std::vector<wire::Name>> aliases;  // what the aliases on the way lead to, these in this order
  Wanted<std::vector<wire::Name>> within;   // every name on the way is one of these or below it
  Wanted<unsigned> ttl_at_least;            // seconds, of everything on the way
  Wanted<unsigned> ttl_at_most;
  Wanted<bool> same_everywhere;  // no loaded zone says otherwise
};

inline constexpr std::size_t kLargestAssertions = std::size_t{1} << 20;  // octets

// All that could be read; usable only where nothing was added to `findings`. `path` is what these call the file.
std::vector<Assertion> parse_assertions(std::string_view text, const std::string& path, base::Findings& findings);
std::vector<Assertion> read_assertions(const std::string& path, base::Findings& findings);

// T10: each condition that does not hold.
base::Findings judge_assertions(std::span<const Assertion> assertions, std::span<const publish::ZoneAtHand> zones);

}  // namespace bailiwick::cli
