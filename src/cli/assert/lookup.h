// What a resolver would find in all loaded zones together: our own answering side is asked name by name, aliases are
// followed from zone to zone, and every record is known by its place.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "answer/zone_set.h"
#include "base/finding.h"
#include "publish/world_loader.h"
#include "rr/type.h"
#include "wire/header.h"
#include "wire/name.h"

namespace bailiwick::cli {

// What one zone says to one question, without following anything.
struct Reply {
  enum class Kind : std::uint8_t {
    Answer,
    Alias,       // by a CNAME or a DNAME
    NoData,      // the name exists, and has no such record
    NoSuchName,  // NXDOMAIN
    TooLong,     // a DNAME makes more than 255 octets of it (YXDOMAIN)
    Referral,    // to servers of a zone that is not loaded
    Unfit,       // its zone is there, and cannot be served
    NotLoaded,   // it lies in no loaded zone
  };
  Kind kind = Kind::NotLoaded;
  const publish::ZoneAtHand* zone = nullptr;       // that says so
  std::vector<std::vector<std::uint8_t>> values;  // the records of an answer; the target of an alias; else nothing
  std::uint32_t ttl = 0;                          // for which it is remembered
  base::Place place;                              // of the first record; without a file where there is none
};

struct Hop {
  wire::Name name;
  Reply reply;
};

// The way from a question to its end.
struct Path {
  std::vector<Hop> hops;  // all but the last are aliases, unless the path is a circle
  bool is_circle = false;

  const Reply& end() const { return hops.back().reply; }
  bool is_answered() const { return !is_circle && end().kind == Reply::Kind::Answer; }
  std::size_t rewrites() const { return hops.size() - (is_circle ? 0 : 1); }
};

class Lookup {
 public:
  // Aliases followed. Resolvers give up long before.
  static constexpr std::size_t kMostAliases = 64;

  // Borrows the zones.
  explicit Lookup(std::span<const publish::ZoneAtHand> zones);

  Path follow(wire::NameView name, rr::Type type) const;
  // What each loaded zone at or above the name says, the closest first. Of a referral, `values` are the records of that
  // name and type that it carries: glue, or the NS records of the cut itself.
  std::vector<Reply> everywhere(wire::NameView name, rr::Type type) const;

 private:
  Reply ask(const answer::ZoneSet& zones, wire::NameView name, rr::Type type) const;

  std::span<const publish::ZoneAtHand> zones_;
  answer::ZoneSet all_;
};

}  // namespace bailiwick::cli
