#include "wire/name.h"

#include <algorithm>
#include <cstring>

#include "base/assert.h"

namespace bailiwick::wire {
namespace {

// Offsets of the labels of `name`, root label left out; returns their number.
std::size_t label_offsets(NameView name, std::array<std::uint8_t, kMaxLabels + 1>& offsets) {
  std::size_t count = 0;
  for (std::size_t at = 0; name.data()[at] != 0; at += name.data()[at] + 1u)
    offsets[count++] = static_cast<std::uint8_t>(at);
  return count;
}

int compare_labels(const std::uint8_t* a, const std::uint8_t* b) {
  const std::size_t common = std::min(a[0], b[0]);
  for (std::size_t i = 1; i <= common; ++i) {
    const int difference = to_lower(a[i]) - to_lower(b[i]);
    if (difference != 0) return difference;
  }
  return a[0] - b[0];
}

// Reads one `\X` or `\DDD` at text[at] (the backslash); moves `at` behind it.
std::optional<std::uint8_t> read_escape(std::string_view text, std::size_t& at) {
  if (at + 1 >= text.size()) return std::nullopt;
  const auto digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  if (!digit(at + 1)) {
    const auto octet = static_cast<std::uint8_t>(text[at + 1]);
    at += 2;
    return octet;
  }
  if (!digit(at + 2) || !digit(at + 3)) return std::nullopt;
  const int value = (text[at + 1] - '0') * 100 + (text[at + 2] - '0') * 10 + (text[at + 3] - '0');
  if (value > 255) return std::nullopt;
  at += 4;
  return static_cast<std::uint8_t>(value);
}

}  // namespace

std::optional<NameView> NameView::from_wire(base::Bytes bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::uint8_t length = bytes[at];
    if (length > kMaxLabelSize) return std::nullopt;
    at += length + 1u;
    if (at > kMaxNameSize) return std::nullopt;
    if (length == 0) return NameView(bytes.data(), at);
  }
  return std::nullopt;
}

std::size_t NameView::label_count() const {
  std::size_t count = 0;
  for (const std::uint8_t* p = data_; *p != 0; p += *p + 1) ++count;
  return count;
}

bool equal(NameView a, NameView b) {
  if (a.size() != b.size()) return false;
  if (std::memcmp(a.data(), b.data(), a.size()) == 0) return true;
  // Length octets are at most 63 and so never letters: one pass over all octets is enough.
  for (std::size_t i = 0; i < a.size(); ++i)
    if (to_lower(a.data()[i]) != to_lower(b.data()[i])) return false;
  return true;
}

void copy_lowered(NameView name, std::uint8_t* out) {
  if (name.size() < 8) {
    for (std::size_t at = 0; at < name.size(); ++at) out[at] = to_lower(name.data()[at]);
    return;
  }
  const auto copy_word = [&](std::size_t at) {
    std::uint64_t word;
    std::memcpy(&word, name.data() + at, 8);
    word = lower_octets(word);
    std::memcpy(out + at, &word, 8);
  };
  for (std::size_t at = 0; at + 8 <= name.size(); at += 8) copy_word(at);
  copy_word(name.size() - 8);  // some octets once more
}

bool is_at_or_below(NameView name, NameView ancestor) {
  while (name.size() > ancestor.size()) name = name.parent();
  return equal(name, ancestor);
}

int compare_canonical(NameView a, NameView b) {
  std::array<std::uint8_t, kMaxLabels + 1> offsets_a, offsets_b;
  std::size_t left_a = label_offsets(a, offsets_a);
  std::size_t left_b = label_offsets(b, offsets_b);
  while (left_a > 0 && left_b > 0) {
    const int order = compare_labels(a.data() + offsets_a[--left_a], b.data() + offsets_b[--left_b]);
    if (order != 0) return order;
  }
  return static_cast<int>(left_a) - static_cast<int>(left_b);
}

// The labels from the right, lowered, a zero behind each; what would be a zero, and the one that says so, is two
// octets.
CanonicalKey::CanonicalKey(NameView name) {
  std::array<std::uint8_t, kMaxLabels + 1> offsets;
  std::size_t size = 0;
  const auto put = [&](std::uint8_t octet) {
    if (size < octets_.size()) octets_[size++] = octet;
  };
  for (std::size_t left = label_offsets(name, offsets); left > 0 && size < octets_.size(); put(0)) {
    const std::uint8_t* label = name.data() + offsets[--left];
    for (std::size_t i = 1; i <= label[0]; ++i) {
      if (label[i] <= 1) put(1);
      put(label[i] <= 1 ? label[i] + 1 : to_lower(label[i]));
    }
  }
}

namespace {

constexpr bool is_escaped(std::uint8_t c) {
  return c == '.' || c == '\\' || c == '"' || c == ';' || c == '(' || c == ')' || c == '@' || c == '$';
}

// Octets that stand for themselves in a label.
constexpr auto kIsPlain = [] {
  std::array<bool, 256> plain{};
  for (unsigned c = 0x21; c < 0x7f; ++c) plain[c] = !is_escaped(static_cast<std::uint8_t>(c));
  return plain;
}();

// RFC 1035 §5.1.
void append_octet(std::string& text, std::uint8_t c) {
  if (is_escaped(c)) {
    text += '\\';
    text += static_cast<char>(c);
  } else if (!kIsPlain[c]) {
    text += '\\';
    text += static_cast<char>('0' + c / 100);
    text += static_cast<char>('0' + c / 10 % 10);
    text += static_cast<char>('0' + c % 10);
  } else {
    text += static_cast<char>(c);
  }
}

}  // namespace

std::string to_text(NameView name) {
  std::string text;
  append_text(text, name);
  return text;
}

void append_text(std::string& text, NameView name) {
  if (name.is_root()) text += '.';
  for (; !name.is_root(); name = name.parent()) {
    const base::Bytes label = name.first_label();
    if (std::ranges::all_of(label, [](std::uint8_t c) { return kIsPlain[c]; })) {
      text.append(reinterpret_cast<const char*>(label.data()), label.size());
    } else {
      for (const std::uint8_t c : label) append_octet(text, c);
    }
    text += '.';
  }
}

std::string to_display(NameView name) {
  std::string text = to_text(name);
  if (text.size() > 1) text.pop_back();
  return text;
}

std::string_view name_error_text(NameError error) {
  switch (error) {
    case NameError::Empty:
      return "empty name";
    case NameError::EmptyLabel:
      return "empty label (two dots in a row, or a leading dot)";
    case NameError::LabelTooLong:
      return "label longer than 63 octets";
    case NameError::NameTooLong:
      return "name longer than 255 octets";
    case NameError::BadEscape:
      return "bad escape (use \\X or \\DDD with DDD from 000 to 255)";
  }
  return "?";
}

Name::Name(NameView view) : size_(static_cast<std::uint8_t>(view.size())) {
  std::memcpy(data_.data(), view.data(), view.size());
}

std::expected<Name, NameError> Name::from_text(std::string_view text, NameView origin) {
  if (text.empty()) return std::unexpected(NameError::Empty);
  Name name;
  if (text == ".") return name;
  std::size_t label = 0;  // where the current label's length octet goes
  std::size_t out = 1;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '.') {
      if (out == label + 1) return std::unexpected(NameError::EmptyLabel);
      name.data_[label] = static_cast<std::uint8_t>(out - label - 1);
      label = out++;
      ++at;
      if (out > kMaxNameSize) return std::unexpected(NameError::NameTooLong);
      continue;
    }
    std::uint8_t octet = static_cast<std::uint8_t>(text[at]);
    if (octet == '\\') {
      const auto escaped = read_escape(text, at);
      if (!escaped) return std::unexpected(NameError::BadEscape);
      octet = *escaped;
    } else {
      ++at;
    }
    if (out - label > kMaxLabelSize) return std::unexpected(NameError::LabelTooLong);
    if (out >= kMaxNameSize) return std::unexpected(NameError::NameTooLong);
    name.data_[out++] = octet;
  }
  if (out == label + 1) {  // ended in a dot: absolute, the open label is the root's
    name.data_[label] = 0;
    name.size_ = static_cast<std::uint8_t>(out);
    return name;
  }
  name.data_[label] = static_cast<std::uint8_t>(out - label - 1);
  if (out + origin.size() > kMaxNameSize) return std::unexpected(NameError::NameTooLong);
  std::memcpy(name.data_.data() + out, origin.data(), origin.size());
  name.size_ = static_cast<std::uint8_t>(out + origin.size());
  return name;
}

void Name::assign(base::Bytes labels, NameView suffix) {
  BAILIWICK_ASSERT(labels.size() + suffix.size() <= kMaxNameSize);
  std::memcpy(data_.data(), labels.data(), labels.size());
  std::memcpy(data_.data() + labels.size(), suffix.data(), suffix.size());
  size_ = static_cast<std::uint8_t>(labels.size() + suffix.size());
}

std::optional<Name> Name::join(NameView prefix, NameView suffix) {
  const base::Bytes labels = prefix.bytes().first(prefix.size() - 1);
  if (labels.size() + suffix.size() > kMaxNameSize) return std::nullopt;
  Name name;
  name.assign(labels, suffix);
  return name;
}

Name Name::lowered() const {
  Name name;
  name.size_ = size_;
  copy_lowered(*this, name.data_.data());
  return name;
}

}  // namespace bailiwick::wire
