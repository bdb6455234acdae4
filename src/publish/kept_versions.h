// The copies in good/ as a start looks at them: of each zone that was in service when the server ended, the head of its
// copy, and the copy itself only where its source does not give that version any more.
#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <unordered_map>
#include <vector>

#include "publish/candidate.h"
#include "store/last_good.h"

namespace bailiwick::publish {

// Borrows the store. For one thread at a time but for what is const.
class KeptVersions {
 public:
  // `directory`: of zones that were read from files in it, a file that is gone is no decision; empty: there is none.
  KeptVersions(store::LastGood& store, std::vector<store::CopyHead> heads, std::string directory);

  // Null: there is no copy.
  const store::CopyHead* find(wire::NameView origin) const;
  const std::vector<store::CopyHead>& heads() const { return heads_; }
  bool is_from_directory(const store::CopyHead& head) const;
  // Blocks on the file system. A damaged copy is set aside.
  std::expected<store::Copy, store::CopyError> read(wire::NameView origin, base::UnixTime now) const;

  // Whether the candidate was made of the very files that the copy was made of, or has the records that it has.
  static bool has_same_files(const store::CopyHead& head, const Candidate& candidate);
  static bool has_same_records(const store::CopyHead& head, const zone::Zone& zone);

 private:
  store::LastGood& store_;
  std::vector<store::CopyHead> heads_;
  std::unordered_map<std::string, std::size_t> by_name_;
  std::string directory_;
};

}  // namespace bailiwick::publish
