// Numbers are formatted as BIND does it: width pads with zeros, and counts the dots of nibbles.
#include "load/generate.h"

#include <charconv>

#include "load/problem.h"

namespace bailiwick::load {
namespace {

constexpr std::uint32_t kMaxNumber = 0x7fffffff;
constexpr unsigned kMaxWidth = 255;

struct Format {
  std::int64_t offset = 0;
  unsigned width = 0;
  char base = 'd';
};

std::unexpected<std::string> fail(std::string why) {
  return std::unexpected(std::move(why));
}

template <class Number>
bool take_number(std::string_view& text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

// What stands between `${` and `}`.
std::expected<Format, std::string> parse_format(std::string_view text) {
  constexpr std::string_view kWrong = "is not of the form ${offset,width,base}";
  Format format;
  const std::string whole = shown("${" + std::string(text) + "}");
  std::int32_t offset = 0;
  take(text, '+');
  if (!take_number(text, offset)) return fail(whole + " " + std::string(kWrong));
  format.offset = offset;
  if (take(text, ',') && (!take_number(text, format.width) || format.width > kMaxWidth))
    return fail("the width in " + whole + " is not a number from 0 to 255");
  if (take(text, ',')) {
    if (text.size() != 1 || std::string_view("doxXnN").find(text[0]) == std::string_view::npos)
      return fail("the base in " + whole + " is none of d, o, x, X, n, N");
    format.base = text[0];
    text.remove_prefix(1);
  }
  if (!text.empty()) return fail(whole + " " + std::string(kWrong));
  return format;
}

void append_nibbles(std::uint64_t value, Format format, std::string& out) {
  const std::string_view digits = format.base == 'n' ? "0123456789abcdef" : "0123456789ABCDEF";
  std::size_t width = format.width;
  do {
    out += digits[value & 15];
    value >>= 4;
    width -= width > 0;
    if (width == 0 && value == 0) break;
    out += '.';
    width -= width > 0;
  } while (value != 0 || width > 0);
}

void append_number(std::uint64_t value, Format format, std::string& out) {
  if (format.base == 'n' || format.base == 'N') return append_nibbles(value, format, out);
  const int base = format.base == 'd' ? 10 : format.base == 'o' ? 8 : 16;
  char digits[24] = {};
  char* end = std::to_chars(digits, digits + sizeof digits, value, base).ptr;
  const auto size = static_cast<std::size_t>(end - digits);
  if (size < format.width) out.append(format.width - size, '0');
  for (const char* at = digits; at != end; ++at)
    out += format.base == 'X' && *at >= 'a' ? static_cast<char>(*at - 32) : *at;
}

}  // namespace

std::expected<Range, std::string> parse_range(std::string_view text) {
  Range range;
  const auto number = [&](std::uint32_t& value) { return take_number(text, value) && value <= kMaxNumber; };
  if (!number(range.start) || !take(text, '-') || !number(range.stop) || (take(text, '/') && !number(range.step)) ||
      !text.empty())
    return fail("it is not of the form start-stop or start-stop/step, with numbers below 2^31");
  if (range.step == 0) return fail("its step is 0");
  if (range.start > range.stop) return fail("it ends before it starts");
  if (range.count() > kMaxGenerated)
    return fail("it has " + std::to_string(range.count()) + " numbers, more than " + std::to_string(kMaxGenerated));
  return range;
}

std::expected<void, std::string> expand(std::string_view text, std::uint32_t number, std::string& out) {
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at++];
    if (c == '\\' && at < text.size()) {  // stays as it is: the reader of records knows escapes
      out += c;
      out += text[at++];
      continue;
    }
    if (c != '$') {
      out += c;
      continue;
    }
    if (at < text.size() && text[at] == '$') {
      out += text[at++];
      continue;
    }
    Format format;
    if (at < text.size() && text[at] == '{') {
      const std::size_t close = text.find('}', at);
      if (close == std::string_view::npos) return fail("a ${ without its }");
      const auto parsed = parse_format(text.substr(at + 1, close - at - 1));
      if (!parsed) return fail(parsed.error());
      format = *parsed;
      at = close + 1;
    }
    const std::int64_t value = number + format.offset;
    if (value < 0) return fail("the number " + std::to_string(value) + " is negative");
    append_number(static_cast<std::uint64_t>(value), format, out);
  }
  return {};
}

}  // namespace bailiwick::load
