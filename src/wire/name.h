// Domain names in wire form (RFC 1035 §3.1): length-prefixed labels up to and with the root label, at most 255 octets.
// Every NameView and Name holds a valid, uncompressed name; case is kept and ignored in comparisons (RFC 4343).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace bailiwick::wire {

inline constexpr std::size_t kMaxNameSize = 255;
inline constexpr std::size_t kMaxLabelSize = 63;
inline constexpr std::size_t kMaxLabels = 127;  // not counting the root label

// ASCII only (RFC 4343 §3): other octets stay as they are.
inline std::uint8_t to_lower(std::uint8_t c) {
  return static_cast<std::uint8_t>(c - 'A') < 26 ? static_cast<std::uint8_t>(c + 32) : c;
}

// The same for eight octets at once. Octets of length are below 64 and so are none.
inline std::uint64_t lower_octets(std::uint64_t word) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  const std::uint64_t low_bits = word & (0x7f * kOnes);
  const std::uint64_t from_a = low_bits + (0x80 - 'A') * kOnes;  // the top bit: 'A' or above
  const std::uint64_t past_z = low_bits + (0x7f - 'Z') * kOnes;  // the top bit: above 'Z'
  return word | ((from_a ^ past_z) & ~word & (0x80 * kOnes)) >> 2;
}

// A borrowed name.
class NameView {
 public:
  // The root.
  constexpr NameView() = default;
  // Trusts the caller: `data` starts a valid name of exactly `size` octets.
  constexpr NameView(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  // The uncompressed name that `bytes` starts with; none if it is cut off, compressed, or over 255 octets.
  static std::optional<NameView> from_wire(base::Bytes bytes);

  const std::uint8_t* data() const { return data_; }
  std::size_t size() const { return size_; }
  base::Bytes bytes() const { return {data_, size_}; }
  bool is_root() const { return size_ == 1; }
  // Labels without the root label.
  std::size_t label_count() const;
  // The first label's octets, without its length; empty for the root.
  base::Bytes first_label() const { return {data_ + 1, data_[0]}; }
  // Without the first label. Not for the root.
  NameView parent() const { return {data_ + data_[0] + 1, size_ - data_[0] - 1}; }
  // RFC 4592 §2.1.1: the first label is the single octet `*`.
  bool is_wildcard() const { return size_ > 2 && data_[0] == 1 && data_[1] == '*'; }

 private:
  static constexpr std::uint8_t kRoot[1] = {0};
  const std::uint8_t* data_ = kRoot;
  std::size_t size_ = 1;
};

bool equal(NameView a, NameView b);
// The same for names that are lowered already. Look-ups compare to be sure of what a hash has said: without a call, and
// without a branch on what is compared, since it is the same nearly always.
inline bool equal_lowered(NameView a, NameView b) {
  const std::size_t size = a.size();
  if (size != b.size()) return false;
  const auto difference = [&](std::size_t at) {
    std::uint64_t x, y;
    std::memcpy(&x, a.data() + at, sizeof x);
    std::memcpy(&y, b.data() + at, sizeof y);
    return x ^ y;
  };
  if (size < sizeof(std::uint64_t)) return std::memcmp(a.data(), b.data(), size) == 0;
  std::uint64_t differences = difference(size - 8);  // some octets once more
  for (std::size_t at = 0; at + 8 < size; at += 8) differences |= difference(at);
  return differences == 0;
}
// Writes the lowered octets of `name` to `out`.
void copy_lowered(NameView name, std::uint8_t* out);
// True if `name` is `ancestor` or below it.
bool is_at_or_below(NameView name, NameView ancestor);
// RFC 4034 §6.1: below zero if `a` comes first, zero if they are equal.
int compare_canonical(NameView a, NameView b);
// For sorted containers of names.
struct CanonicalBefore {
  bool operator()(NameView a, NameView b) const { return compare_canonical(a, b) < 0; }
};
// The beginning of a name's place in canonical order, for sorting many names that lie scattered: a key that is before
// another is that of a name before the other; of names with equal keys, compare_canonical() tells.
class CanonicalKey {
 public:
  explicit CanonicalKey(NameView name);
  auto operator<=>(const CanonicalKey&) const = default;

 private:
  std::array<std::uint8_t, 24> octets_{};
};
// Presentation form with the final dot and RFC 1035 §5.1 escapes, e.g. "ns1.example.com."; "." for the root.
std::string to_text(NameView name);
// The same, behind what `text` has already.
void append_text(std::string& text, NameView name);
// The same without the final dot, as people write it in a sentence; "." for the root.
std::string to_display(NameView name);

enum class NameError : std::uint8_t { Empty, EmptyLabel, LabelTooLong, NameTooLong, BadEscape };
// "label longer than 63 octets" and the like.
std::string_view name_error_text(NameError error);

// An owned name.
class Name {
 public:
  // The root.
  Name() { data_[0] = 0; }
  explicit Name(NameView view);
  // Presentation form (RFC 1035 §5.1): `\.` and `\DDD` escapes, relative to `origin` unless it ends in a dot.
  // "@" is not special here.
  static std::expected<Name, NameError> from_text(std::string_view text, NameView origin = {});
  // `prefix` without its root label, then `suffix`; none when that is over 255 octets.
  static std::optional<Name> join(NameView prefix, NameView suffix);

  // Makes it `labels` (whole labels without a root label), then `suffix`: together at most 255 octets.
  void assign(base::Bytes labels, NameView suffix);

  NameView view() const { return {data_.data(), size_}; }
  operator NameView() const { return view(); }
  const std::uint8_t* data() const { return data_.data(); }
  std::size_t size() const { return size_; }
  Name lowered() const;

 private:
  std::uint8_t size_ = 1;                        // beside the first octets: in one line of the cache
  std::array<std::uint8_t, kMaxNameSize> data_;  // not cleared: names are made on the answer path
};

}  // namespace bailiwick::wire
