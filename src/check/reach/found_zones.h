// Which zones are found from the root, kept up to date while single zones change: the fixpoint of checks.md §2.4 (both
// families, sibling glue counts), as fixpoint.h has it for all zones at once. A change costs what it changes: a version
// that says the same about its servers, its delegations and the hosts that others name touches nothing.
// Invariant: after apply() everything is as if made anew from the zones that are in, whatever came before.
// Not for several threads at once.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "check/reach/name_tree.h"
#include "check/reach/world.h"
#include "zone/zone.h"

namespace bailiwick::check {

using ZoneId = std::uint32_t;  // stays while the zone is in, and until the next mark()
using HostId = std::uint32_t;  // stays while an NS record names it, and until the next mark()

// How zones count that are configured and have no version. Nobody answers for them here, so hosts in them and
// delegations that they should have do not work (Dead); or they are taken to be served elsewhere (Working), as all
// zones are that are not configured.
enum class LeftOut : std::uint8_t { Working, Dead };
inline constexpr std::array kLeftOut = {LeftOut::Working, LeftOut::Dead};

struct FoundEdge {
  HostId host;
  bool glue;                  // the parent publishes an address with the delegation
  std::uint32_t at_host = 0;  // its place among the users of the host
  bool operator==(const FoundEdge& other) const { return host == other.host && glue == other.glue; }
};

// What the versions say of one zone.
struct ZoneFacts {
  enum class Kind : std::uint8_t {
    None,    // not in the graph
    Stub,    // delegated by a zone that is in, and home of a host that is named
    Served,  // has a version
  };
  Kind kind = Kind::None;
  bool behind_left_out = false;  // its delegation should be in a zone that is left out
  ZoneId parent = kNobody;       // the zone whose version delegates it; kNobody: a virtual one
  std::vector<FoundEdge> edges;  // its NS set: the parent's, or its own
  bool operator==(const ZoneFacts&) const = default;
};

struct HostFacts {
  ZoneId holder = kNobody;       // the closest zone with a version that encloses it; kNobody: it is elsewhere
  ZoneId home = kNobody;         // the holder, or the stub that it lies in
  bool answers = false;          // its home would answer with an address
  bool shown = false;            // an address of it stands in the holder
  bool behind_left_out = false;  // it lies in a zone that is left out
  bool operator==(const HostFacts&) const = default;
};

class FoundZones {
 public:
  struct Options {
    bool externals = true;                        // name servers in zones that are not known are taken to work
    const RegisteredHosts* registered = nullptr;  // outlives this; another one needs another FoundZones
  };
  // From now on the zone has this version; without one it is left out if it is configured, and else unknown.
  struct Change {
    wire::NameView origin;
    std::shared_ptr<const zone::Zone> zone = nullptr;
    bool configured = true;
    ParentPolicy parent = ParentPolicy::Unknown;
  };

  explicit FoundZones(const Options& options) : options_(options) {}
  FoundZones(const FoundZones&) = delete;
  FoundZones& operator=(const FoundZones&) = delete;

  // All at once; origins differ. The result: the zones of which something is not as it was, in no order, until the next
  // call.
  std::span<const ZoneId> apply(std::span<const Change> changes);

  // kNobody if it is not known.
  ZoneId find(wire::NameView origin) const;
  bool is_found(ZoneId zone, LeftOut left_out) const;
  bool is_served(ZoneId zone) const { return zones_[zone].version != nullptr; }
  std::size_t zone_count() const { return zones_.size(); }  // numbers in use are below
  bool is_root(ZoneId zone) const { return zones_[zone].name == NameTree::kRoot; }
  bool externals() const { return options_.externals; }
  bool is_configured(ZoneId zone) const { return zones_[zone].configured; }
  const std::shared_ptr<const zone::Zone>& version(ZoneId zone) const { return zones_[zone].version; }
  ParentPolicy parent_policy(ZoneId zone) const { return zones_[zone].policy; }
  const ZoneFacts& facts(ZoneId zone) const { return zones_[zone].facts; }
  const HostFacts& facts_of_host(HostId host) const { return hosts_[host].facts; }
  wire::Name name(ZoneId zone) const { return tree_.name(zones_[zone].name); }
  wire::Name host_name(HostId host) const { return tree_.name(hosts_[host].name); }
  // Those that this zone, by its version, delegates.
  std::span<const ZoneId> children(ZoneId zone) const { return zones_[zone].children; }
  // Those whose home this zone is, and the zones with an NS record for a host.
  std::span<const HostId> hosts_in(ZoneId zone) const { return zones_[zone].hosts; }
  struct User {
    ZoneId zone;
    std::uint32_t edge;
  };
  std::span<const User> users(HostId host) const { return hosts_[host].users; }
  // The closest zone that encloses the host, or that lies above the zone, and is configured; kNobody: none is.
  ZoneId configured_around(HostId host) const;
  ZoneId configured_around(wire::NameView name) const;
  ZoneId configured_above(ZoneId zone) const;
  // Whether two versions of a zone say the same at every name that an NS record has, of any zone: the other half of
  // what equal summaries say.
  bool answers_alike(const zone::Zone& one, const zone::Zone& other) const;

  // Remembers, from here on, what is now: the questions below are about then. Names that nobody needs are given up.
  void mark();
  const ZoneFacts& facts_then(ZoneId zone) const;
  const HostFacts& facts_of_host_then(HostId host) const;
  bool was_found(ZoneId zone, LeftOut left_out) const;
  bool was_served(ZoneId zone) const { return facts_then(zone).kind == ZoneFacts::Kind::Served; }

  // Pairs of a zone and one of its servers that were looked at, ever: what the cost grows with.
  std::uint64_t touched() const { return touched_; }
  // Octets, without the versions.
  std::size_t memory() const;

 private:
  // Why a zone is found: each names what was found before it, so there are no circles.
  struct Support {
    bool found = false;
    HostId host = kNobody;    // kNobody: the root needs none
    ZoneId home = kNobody;    // kNobody: by glue, or elsewhere
    ZoneId parent = kNobody;  // kNobody: a virtual one
  };
  struct FoundZone {
    NameTree::Node name = NameTree::kNone;  // kNone: this number is free
    std::uint32_t at_parent = 0;            // its place among the children
    std::shared_ptr<const zone::Zone> version = nullptr;
    ZoneFacts facts = {};
    std::vector<HostId> hosts = {};
    std::vector<ZoneId> children = {};
    std::array<Support, 2> support = {};  // by LeftOut
    std::uint32_t then = kNobody;         // of zones_then_, if it is of this mark
    ParentPolicy policy = ParentPolicy::Unknown;
    bool configured = false;
    bool passed = false;  // once a zone below looked here for its delegation and found none
    bool waiting = false;
    bool reported = false;
    std::uint32_t lost_in = 0;            // the last run that took its support away
    std::array<bool, 2> found_then = {};  // by LeftOut, if it is of this mark
    std::uint32_t found_mark = kNobody;
  };
  struct FoundHost {
    NameTree::Node name = NameTree::kNone;  // kNone: this number is free
    std::uint32_t at_home = 0;              // its place among the hosts there
    HostFacts facts = {};
    std::vector<User> users = {};
    std::uint32_t then = kNobody;
    bool waiting = false;
  };
  struct ZoneThen {
    ZoneId zone;
    ZoneFacts facts;
  };
  struct HostThen {
    HostId host;
    HostFacts facts;
  };

  static constexpr std::size_t index_of(LeftOut left_out) { return static_cast<std::size_t>(left_out); }

  // A name below a zone that has changed.
  struct Place {
    NameTree::Node node;
    bool of_another;  // its hosts are of another zone
  };

  // Facts: found_facts.cc.
  ZoneId zone_at(NameTree::Node name);
  HostId host_at(wire::NameView name);
  void gather(ZoneId changed);
  void must_resolve(ZoneId zone);
  void must_examine(HostId host);
  void examine(HostId host);
  HostFacts look_up(HostId host);
  void set_facts(HostId host, const HostFacts& facts);
  void resolve(ZoneId zone);
  void find_parent(ZoneId zone, ZoneFacts& facts);
  void find_cut(ZoneId stub, ZoneFacts& facts);
  void add_edges(ZoneId zone, wire::NameView origin, ZoneFacts& facts);
  bool has_virtual_glue(ZoneId zone, wire::NameView origin, HostId host, wire::NameView name) const;
  void set_facts(ZoneId zone, ZoneFacts&& facts);
  void move_home(HostId host, ZoneId home);
  void move_parent(ZoneId zone, ZoneId parent);
  void unlink_edges(ZoneId zone);
  void sweep();
  void sweep_host(HostId host);
  void sweep_zone(ZoneId zone);

  // The fixpoint: found_fixpoint.cc.
  void start_dead_run();
  void run(LeftOut left_out);
  void find_lost(LeftOut left_out);
  void find_again(LeftOut left_out);
  bool is_usable(const FoundEdge& edge, LeftOut left_out, ZoneId& home);
  bool still_holds(ZoneId zone, LeftOut left_out);
  bool derive(ZoneId zone, LeftOut left_out);
  void check_support(ZoneId zone, LeftOut left_out);
  void lose(ZoneId zone, LeftOut left_out);
  void note_turn(ZoneId zone, LeftOut left_out, bool was_found);
  void report(ZoneId zone);

  Options options_;
  NameTree tree_;
  std::vector<FoundZone> zones_;
  std::vector<FoundHost> hosts_;
  std::vector<ZoneId> free_zones_;
  std::vector<HostId> free_hosts_;
  std::size_t left_out_ = 0;
  bool has_dead_run_ = false;  // while no zone is left out both runs are one
  std::uint64_t touched_ = 0;

  // Of one apply().
  std::vector<Place> places_;
  std::vector<HostId> to_examine_;
  std::vector<ZoneId> to_resolve_;
  std::vector<ZoneId> changed_zones_;
  std::vector<HostId> changed_hosts_;
  std::vector<ZoneId> reported_;
  std::vector<ZoneId> lost_;  // of one run, like the next one
  std::vector<ZoneId> open_;
  std::uint32_t run_ = 0;
  ZoneFacts scratch_;

  // Since the last mark().
  bool is_marked_ = false;
  std::uint32_t mark_ = 0;
  std::vector<ZoneThen> zones_then_;
  std::vector<HostThen> hosts_then_;
  std::vector<HostId> unused_hosts_;
  std::vector<ZoneId> unused_zones_;
};

}  // namespace bailiwick::check
