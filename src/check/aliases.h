// Where aliases lead (RFC 1034 §3.6.2 CNAME, RFC 6672 DNAME): followed over one zone or over several, for whoever
// gives the steps. Every alias is followed once and every walk is bounded, however they are knotted.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "wire/name.h"

namespace bailiwick::check {

// One CNAME or DNAME record; numbered by its place in the list that follow_aliases() is given.
struct Alias {
  wire::NameView owner;
  wire::NameView target;
  bool dname;
};

// What stands at a name.
struct AliasStep {
  enum class Kind : std::uint8_t {
    Cname,       // an alias, its own or by wildcard: `alias`
    Dname,       // the name is rewritten by `alias`
    Exists,      // data, or at least names below it
    NoSuchName,  // nothing: NXDOMAIN
    Unknown,     // somebody else's to tell
  };
  Kind kind;
  std::uint32_t alias = 0;
};

class AliasSource {
 public:
  virtual ~AliasSource() = default;
  virtual AliasStep step(wire::NameView qname) const = 0;
  // The DNAMEs whose owners lie strictly below `name`, at most `most` of them.
  virtual std::vector<std::uint32_t> dnames_below(wire::NameView name, std::size_t most) const = 0;
};

struct AliasFaults {
  // Resolvers give up somewhere between 8 and 16.
  static constexpr std::size_t kLongestChain = 8;

  struct Chain {
    std::vector<std::uint32_t> aliases;  // the longest of those that end in the same alias
    std::size_t heads;                   // how many too long ones end there
  };
  std::vector<std::uint32_t> dangling;             // T05: the last alias before a name that does not exist
  std::vector<std::vector<std::uint32_t>> loops;   // T06: each once, from its first alias on
  std::vector<Chain> chains;                       // T07
  std::vector<std::vector<std::uint32_t>> growth;  // T08: the DNAMEs that make a name ever longer
  std::vector<std::uint32_t> too_long;             // T08: CNAMEs whose rewritten target is over 255 octets
};

AliasFaults follow_aliases(std::span<const Alias> aliases, const AliasSource& source);

// `name`, at or below the DNAME's owner, with that replaced by its target; none where it is over 255 octets.
std::optional<wire::Name> rewrite(wire::NameView name, const Alias& dname);

}  // namespace bailiwick::check
