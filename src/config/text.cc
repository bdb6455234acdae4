// Words for the operator. The edit distance is Damerau's restricted one (an exchange of neighbours counts as one
// slip of the finger), over words of at most kLongestWord octets, so its cost is bounded.
#include "config/text.h"

#include <algorithm>
#include <array>

namespace bailiwick::config {

namespace {

constexpr std::size_t kLongestWord = 40;

void append_hex(std::string& out, char c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto octet = static_cast<unsigned char>(c);
  out += "\\x";
  out += kDigits[octet >> 4];
  out += kDigits[octet & 15];
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

// Both words are at most kLongestWord long.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::array<std::array<std::size_t, kLongestWord + 1>, kLongestWord + 1> cost{};
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, change});
      const bool exchanged = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (exchanged) cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost[a.size()][b.size()];
}

}  // namespace

std::string quote(std::string_view text, std::size_t most) {
  std::string out = "'";
  // A cut never falls inside a UTF-8 character.
  std::size_t end = std::min(text.size(), most);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  // C1 controls (U+0080 to U+009F) are octets C2 80 to C2 9F; terminals act on some of them.
  for (std::size_t i = 0; i < end; ++i) {
    const auto next = i + 1 < end ? static_cast<unsigned char>(text[i + 1]) : 0;
    const bool c1 = static_cast<unsigned char>(text[i]) == 0xc2 && next >= 0x80 && next < 0xa0;
    if (c1) {
      append_hex(out, text[i]);
      append_hex(out, text[++i]);
    } else if (is_control(text[i])) {
      append_hex(out, text[i]);
    } else {
      out += text[i];
    }
  }
  if (end < text.size()) out += "...";
  return out + "'";
}

std::string yaml_scalar(std::string_view text) {
  constexpr std::string_view kSafe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/-";
  const std::string lower = lower_case(text);
  const bool plain =
      !text.empty() && text.front() != '-' && lower != "null" && text.substr(0, 3) != "..." &&
      std::ranges::all_of(text, [&](char c) { return kSafe.contains(c) || (c == '@' && text.front() != '@'); });
  if (plain) return std::string(text);
  std::string out = "\"";
  for (char c : text) {
    if (is_control(c)) {
      append_hex(out, c);
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> known) {
  if (word.empty() || word.size() > kLongestWord) return {};
  const std::string lower = lower_case(word);
  std::string_view best;
  // A third of the word may be wrong, and at least one letter.
  std::size_t least = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (std::string_view candidate : known) {
    if (candidate.size() > kLongestWord) continue;
    const std::size_t distance = edit_distance(lower, candidate);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace bailiwick::config
