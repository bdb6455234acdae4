// $GENERATE (BIND's, which other servers took over): a range of numbers, and templates in which `$` stands for the
// number.
// `${offset,width,base}` shifts and formats it: base d, o, x, X, or n and N for nibbles as in ip6.arpa; `$$` and `\$`
// are a dollar sign. Expansion is text to text; the reader of records takes it from there.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace bailiwick::load {

// Records that the $GENERATEs of one zone may make together.
inline constexpr std::uint32_t kMaxGenerated = std::uint32_t{1} << 24;

struct Range {
  std::uint32_t start = 0;
  std::uint32_t stop = 0;
  std::uint32_t step = 1;

  // Numbers in it: from start to stop, both included.
  std::uint32_t count() const { return (stop - start) / step + 1; }
};

// "start-stop" or "start-stop/step", all below 2^31, start not above stop; or what is wrong.
std::expected<Range, std::string> parse_range(std::string_view text);

// Appends `text` to `out` with the number put in; or says what is wrong with the template.
std::expected<void, std::string> expand(std::string_view text, std::uint32_t number, std::string& out);

}  // namespace bailiwick::load
