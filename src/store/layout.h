// Where things are below state-directory. Files are named after their zones, each octet that a file name cannot hold
// safely as %XX, so that no name leads out of the directory and no two zones share a file. Directories of many zones
// are split by two hexadecimal digits of the name's hash.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "wire/name.h"

namespace bailiwick::store {

inline constexpr std::string_view kZoneSuffix = ".zone";
inline constexpr std::string_view kNewSuffix = ".new";

// "example.com.zone"; for the root "%2e.zone". A name that is too long for a file system ends in a hash after "%~".
std::string file_name(wire::NameView origin);
// "7f".
std::string hash_directory(wire::NameView origin);

class Layout {
 public:
  // Without a slash at its end.
  explicit Layout(std::string state_directory) : root_(std::move(state_directory)) {}

  const std::string& root() const { return root_; }
  // The last version served of every zone.
  std::string good() const { return root_ + "/good"; }
  std::string good_directory(wire::NameView origin) const { return good() + '/' + hash_directory(origin); }
  std::string good_file(wire::NameView origin) const { return good_directory(origin) + '/' + file_name(origin); }
  // Names the files that are renamed together; there only while that is not done.
  std::string good_unit() const { return good() + "/unit"; }
  // The last version with another delegation. 0.1.0 has its files directly in it.
  std::string before() const { return root_ + "/before"; }
  std::string before_directory(wire::NameView origin) const { return before() + '/' + hash_directory(origin); }
  std::string before_file(wire::NameView origin) const { return before_directory(origin) + '/' + file_name(origin); }
  // Versions of zones that were taken out of the config, by the day (UTC) of that.
  std::string removed() const { return root_ + "/removed"; }
  std::string removed_directory(base::UnixTime day) const { return removed() + '/' + base::date_text(day); }
  std::string removed_file(wire::NameView origin, base::UnixTime day) const {
    return removed_directory(day) + '/' + file_name(origin);
  }
  std::string serial_log() const { return root_ + "/serials.log"; }
  // What 0.1.0 kept in its place.
  std::string old_serials() const { return root_ + "/serials"; }
  // The last config that was taken.
  std::string good_config() const { return root_ + "/good.yaml"; }

 private:
  std::string root_;
};

}  // namespace bailiwick::store
