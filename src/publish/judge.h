// What may go live of all that is proposed at once: pure, and the same whatever the order of the proposals. It compares
// which zones are found from the root (check/reach/found_zones.h), never findings; those explain afterwards.
// Promises: no zone that was found before is lost, but by a decision; no zone goes live new that nobody can find; an
// edit that changes nothing for others and for its own being found is never rejected; what is good together goes live
// together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "check/reach/found_zones.h"
#include "wire/name.h"
#include "zone/zone.h"

namespace bailiwick::publish {

// The proposed next state of one configured zone. Borrowed for the call.
struct Proposal {
  wire::NameView origin;
  // Null: the zone is not configured any more, which is a decision; or it is an addition that cannot be read, which is
  // rejected alone.
  std::shared_ptr<const zone::Zone> zone = nullptr;
  check::ParentPolicy parent = check::ParentPolicy::Unknown;
  // It has a fatal finding of its own, or one that rejects and that the version it follows has not.
  bool rejected_alone = false;
  // Not ours to reject: a removal, or a version that came by transfer.
  bool by_decision = false;
  // It was added while others were served, and has not been served since: until it is, others may go on to lean on it
  // as it stands elsewhere, but not move there. Taken to be so where `served` does not know the zone.
  bool is_addition = false;
};

// What a zone was found by and is not any more.
enum class Piece : std::uint8_t {
  OwnServers,     // the server is not in its NS set any more
  OwnAddress,     // its version has no address of the server any more
  ParentCut,      // the parent does not delegate it any more
  ParentServers,  // the server is not in the parent's NS set any more
  ParentGlue,     // the parent has no address of the server any more
  HostAddress,    // the zone that the server's name lies in has no address of it any more
};

// Names as wire::to_display() has them.
struct Loss {
  std::string zone;  // that is not found any more
  Piece piece = Piece::OwnServers;
  std::string host;  // the server; empty for ParentCut
  std::string home;  // the zone that had the piece
};

struct Rejection {
  enum class Reason : std::uint8_t {
    Alone,     // it was rejected before
    Lost,      // a zone would not be found any more
    NotFound,  // it is new, and would not be found; or could be by others alone that would not be found either
  };
  std::size_t proposal;  // its number
  Reason reason;
  Loss loss;              // Lost: the first one, in canonical order; else its own name alone
  std::size_t fix_first;  // the proposal that holds it up; its own number where none does
};

// What a decision takes away from a zone that is served: it goes to the log.
struct Harm {
  std::size_t proposal;
  Loss loss;
};

struct Judgement {
  std::vector<std::size_t> accepted;  // numbers of proposals, in canonical order of their origins
  std::vector<Rejection> rejected;    // the same
  std::vector<Harm> harms;            // by origins, then by the zones harmed
  std::size_t rounds = 0;             // of rejections
  std::size_t retries = 0;            // of what was rejected
  // Nobody was to blame for a lost zone, which is our own bug: all was rejected, so that nothing gets worse.
  bool gave_up = false;
};

struct Policy {
  bool reachability = true;  // off: only what is rejected alone is rejected
};

// What is not of proposals (other policies of parents, zones left out) is told to `served` before.
// `served` stands at what is served, and at what is configured and left out, and afterwards at what is accepted. Who
// cannot commit that puts the versions from before back. Origins of proposals differ.
Judgement judge(check::FoundZones& served, std::span<const Proposal> proposals, const Policy& policy = {});

}  // namespace bailiwick::publish
