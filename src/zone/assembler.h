// Lays a zone out in memory, node after node, from runs of records whose owners come in canonical order (RFC 4034
// §6.1). What cannot go in as written becomes a note. One Assembler makes one zone.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "zone/builder.h"
#include "zone/name_path.h"
#include "zone/record_stream.h"
#include "zone/zone.h"

namespace bailiwick::zone {

class Assembler {
 public:
  Assembler(Zone& zone, SourceMap& sources, Notes& notes, wire::NameView origin);

  // Room for so much, so that nothing need grow and be copied.
  void reserve(const Extent& extent);
  // The owner is that of the run before or comes behind it, and is at or below the origin. The stream must hold on to
  // the run until another owner's has been added.
  void add(RecordStream::Run run);
  // No run follows.
  void close();
  // Takes over all nodes of `next` but its apex. Both are closed, and all that was added here comes before all that was
  // added there, below another label right under the origin.
  void append(Assembler& next);
  // Links the nodes. Closed before.
  void finish();

 private:
  struct Entry : RecordStream::Record {
    std::size_t number;  // in the order written

    // By type, canonical order of the rdata, twins as they were written.
    bool operator<(const Entry& other) const;
  };

  void begin_node(const NamePath& path, std::size_t shared);
  std::uint32_t place_name(const NamePath& path, std::size_t shared);
  void append_node(std::size_t labels, std::uint32_t name);
  void finish_node();
  void place_rrset(std::span<Entry> entries);
  void place_data(rr::Type type, std::span<const Entry> entries, std::uint32_t ttl);
  void note(Note::Kind kind, const Entry& entry, const Entry& other);
  void index_nodes();
  void link_nodes();
  void link_targets(NodeId first, NodeId end);
  NodeId find_target(NodeId owner, wire::NameView target, NodeId& last) const;

  Zone& zone_;
  SourceMap& sources_;
  Notes& notes_;
  NamePath path_;                                           // of the node that was begun last
  std::array<NodeId, wire::kMaxLabels + 1> nodes_{};        // from the apex to that node, by label count
  std::array<std::uint64_t, wire::kMaxLabels + 1> hash_{};  // of their names
  base::LargeArray<std::uint64_t> hashes_;                  // of the names of all nodes
  std::vector<Entry> entries_;                              // of that node
  std::size_t last_name_ = 0;                               // where the last name in full starts
};

}  // namespace bailiwick::zone
