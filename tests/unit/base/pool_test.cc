#include "base/pool.h"

#include <doctest/doctest.h>

#include <stdexcept>
#include <vector>

TEST_CASE("each piece of work is done once, and all are done on return") {
  for (const std::size_t count : {0, 1, 2, 3, 1000}) {
    std::vector<int> done(count);
    bailiwick::base::in_parallel(count, [&](std::size_t i) { ++done[i]; });
    CHECK(done == std::vector<int>(count, 1));
  }
}

TEST_CASE("what is thrown comes out, when the rest is done") {
  std::vector<int> done(100);
  CHECK_THROWS_AS(bailiwick::base::in_parallel(done.size(),
                                               [&](std::size_t i) {
                                                 if (i == 7) throw std::runtime_error("seven");
                                                 ++done[i];
                                               }),
                  std::runtime_error);
  std::vector<int> expected(100, 1);
  expected[7] = 0;
  CHECK(done == expected);
}
