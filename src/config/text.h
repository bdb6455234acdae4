// Words for the operator: untrusted text made fit for a message, text as YAML writes it, and the nearest known word.
// Pure functions; all bounded whatever the input.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace bailiwick::config {

inline constexpr std::size_t kLongestQuote = 60;
inline constexpr std::size_t kLongestPathQuote = 400;  // a path cut short helps nobody

// The text between single quotes, cut after `most` octets; octets that a terminal might act on become \xNN.
std::string quote(std::string_view text, std::size_t most = kLongestQuote);

// The text as one YAML scalar that reads back as the same text: plain where that is safe, else in double quotes.
std::string yaml_scalar(std::string_view text);

// The word of `known` that `word` was probably meant to be, or "" when none is near enough to be worth suggesting.
std::string_view nearest(std::string_view word, std::span<const std::string_view> known);

// `text` with A-Z turned into a-z; nothing else is touched (no locale).
std::string lower_case(std::string_view text);

}  // namespace bailiwick::config
