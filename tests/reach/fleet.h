// Zone files of a few operators who lean on each other, made at random and edited at random, well and badly. What the
// files should say is kept beside what they say, so that all can be mended at any time. The same seed always makes the
// same fleet.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "random_world.h"

namespace worlds {

struct FleetFile {
  ZonePlan plan;
  bool is_broken = false;  // as text
  bool is_there = true;
  bool is_configured = true;
};

class Fleet {
 public:
  using Files = std::map<std::string, FleetFile>;

  explicit Fleet(std::uint32_t seed);

  // By origin, as they are now.
  const Files& files() const { return files_; }
  const FleetFile& file(const std::string& origin) const { return files_.at(origin); }

  // One edit, of one file or of several that go together. The result: the zones whose files were touched.
  std::vector<std::string> edit();
  // Makes one file as it should be; in the config it is afterwards as before.
  void mend(const std::string& origin);
  void configure_all();

  // For who goes on with the same dice.
  std::uint32_t below_number(std::uint32_t n) {
    return std::uniform_int_distribution<std::uint32_t>(0, n - 1)(random_);
  }
  bool chance(std::uint32_t in) { return below_number(in) == 0; }
  std::vector<std::string> shuffled_names();

 private:
  using Plans = std::map<std::string, ZonePlan>;

  void make_servers(const std::vector<std::string>& in_order);
  void make_cuts();
  std::string any_zone();
  std::string any_host();
  std::string parent_of(const std::string& zone) const;
  std::vector<std::string> rename();
  std::vector<std::string> drop_host(const std::string& zone);
  std::vector<std::string> mistype(const std::string& zone);
  std::vector<std::string> move(const std::string& zone);
  std::vector<std::string> change_cut(const std::string& zone);

  std::mt19937 random_;
  Plans right_;
  Files files_;
  unsigned renames_ = 0;
};

}  // namespace worlds
