// Groups the queries of a file by their length (see bursts.h). A group that has `size` queries becomes a burst; what is
// left in the groups at the end becomes shorter ones. Files under `enough` questions are gone through several times, so
// that a rare length still fills its bursts.

#include "load/bursts.h"

#include <array>
#include <fstream>

namespace bailiwick::bench {
namespace {

constexpr std::size_t enough = 1 << 15;
constexpr std::size_t max_query = 300;
constexpr std::size_t max_questions = 20'000'000;

struct Query {
  std::size_t offset;
  std::uint16_t length;
  Expected expected;
};

struct Queries {
  std::vector<std::uint8_t> octets;
  std::vector<Query> list;
};

base::Result<Queries> read_queries(const std::string& path, Edns edns) {
  std::ifstream file(path);
  if (!file) return base::fail_errno("cannot open " + path, errno);
  Queries queries;
  std::string line;
  for (std::size_t number = 1; std::getline(file, line) && number <= max_questions; ++number) {
    const auto [name, type, expected] = split_question(line);
    if (name.empty()) continue;
    const std::size_t offset = queries.octets.size();
    if (const auto made = append_query(name, type, edns, queries.octets); !made) {
      return base::fail_in(path + ":" + std::to_string(number), made.error());
    }
    queries.list.push_back({offset, static_cast<std::uint16_t>(queries.octets.size() - offset), expected});
  }
  if (queries.list.empty()) return base::fail(path + ": no questions");
  return queries;
}

struct Group {
  std::vector<std::uint8_t> octets;
  std::vector<Expected> expected;
};

void close_group(Group& group, std::uint16_t length, Bursts& bursts) {
  if (group.expected.empty()) return;
  bursts.list.push_back({bursts.octets.size(), length, static_cast<std::uint16_t>(group.expected.size()),
                         static_cast<std::uint32_t>(bursts.expected.size())});
  bursts.octets.insert(bursts.octets.end(), group.octets.begin(), group.octets.end());
  bursts.expected.insert(bursts.expected.end(), group.expected.begin(), group.expected.end());
  group.octets.clear();
  group.expected.clear();
}

}  // namespace

base::Result<Bursts> read_bursts(const std::string& path, Edns edns, std::uint16_t size) {
  const auto queries = read_queries(path, edns);
  if (!queries) return std::unexpected(queries.error());
  Bursts bursts;
  bursts.questions = queries->list.size();
  std::array<Group, max_query> groups;
  const std::size_t passes = 1 + enough / queries->list.size();
  bursts.octets.reserve(queries->octets.size() * passes);
  for (std::size_t pass = 0; pass < passes; ++pass) {
    for (const auto [offset, length, expected] : queries->list) {
      Group& group = groups[length];
      const auto* const query = queries->octets.data() + offset;
      group.octets.insert(group.octets.end(), query, query + length);
      group.expected.push_back(expected);
      if (group.expected.size() == size) close_group(group, length, bursts);
    }
  }
  for (std::size_t length = 0; length < max_query; ++length) {
    close_group(groups[length], static_cast<std::uint16_t>(length), bursts);
  }
  return bursts;
}

}  // namespace bailiwick::bench
