// Arrays that are emptied piece by piece.
#include "base/large_memory.h"

#include <doctest/doctest.h>

using namespace bailiwick;

TEST_CASE("an array is drained in order and to its end, however large") {
  struct Item {
    std::uint32_t number;
    std::uint8_t octets[8];
  };
  for (const std::uint32_t count : {0u, 1u, 1000u, 400'000u, 2'000'000u}) {
    base::LargeArray<Item> items;
    for (std::uint32_t i = 0; i < count; ++i) items.push_back({i, {}});
    std::uint32_t next = 0;
    bool in_order = true;
    items.drain([&](std::span<const Item> some) {
      CHECK(!some.empty());
      for (const Item& item : some) in_order &= item.number == next++;
    });
    CHECK(in_order);
    CHECK(next == count);
    CHECK(items.empty());
    items.push_back({7, {}});
    CHECK(items.back().number == 7);
  }
}

TEST_CASE("the beginning of a large piece of memory is given back, and nothing of the rest") {
  constexpr std::size_t kSize = std::size_t{9} << 20;
  auto* const memory = static_cast<std::uint8_t*>(base::allocate_large(kSize));
  std::memset(memory, 1, kSize);
  constexpr std::size_t kBeginning = (std::size_t{5} << 20) + 1;
  base::free_beginning(memory, kBeginning, kSize);
  CHECK(memory[0] == 0);  // pages that come anew from the system are empty
  for (std::size_t i = kBeginning; i < kSize; i += 1000) CHECK(memory[i] == 1);
  base::free_large(memory, kSize);
}
