// A lowered name with the places of its labels, for walking names in canonical order (RFC 4034 §6.1). Borrows the name.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "wire/name.h"

namespace bailiwick::zone {

class NamePath {
 public:
  NamePath() = default;
  void assign(wire::NameView lowered) {
    name_ = lowered;
    label_count_ = 0;
    const std::uint8_t* data = lowered.data();
    std::size_t at = 0;
    for (; data[at] != 0; at += data[at] + 1u) offset_[label_count_++] = static_cast<std::uint8_t>(at);
    offset_[label_count_] = static_cast<std::uint8_t>(at);
  }

  wire::NameView name() const { return name_; }
  std::size_t label_count() const { return label_count_; }
  // Where the ancestor that has `labels` labels starts in the name.
  std::size_t offset(std::size_t labels) const { return offset_[label_count_ - labels]; }
  // The first label of that ancestor, its length octet first.
  const std::uint8_t* label(std::size_t labels) const { return name_.data() + offset(labels); }

  struct Step {
    std::size_t shared;  // labels that both names have, from the right
    int order;           // below zero if the first name comes first in canonical order, zero if both are equal
  };
  // `known` labels are equal in both without looking.
  static Step compare(const NamePath& a, const NamePath& b, std::size_t known) {
    const std::size_t common = std::min(a.label_count_, b.label_count_);
    for (std::size_t labels = known; labels < common; ++labels)
      if (const int order = compare_labels(a.label(labels + 1), b.label(labels + 1)); order != 0)
        return {labels, order};
    return {common, static_cast<int>(a.label_count_) - static_cast<int>(b.label_count_)};
  }

 private:
  static int compare_labels(const std::uint8_t* a, const std::uint8_t* b) {
    const int order = std::memcmp(a + 1, b + 1, std::min(a[0], b[0]));
    return order != 0 ? order : a[0] - b[0];
  }

  wire::NameView name_;
  std::array<std::uint8_t, wire::kMaxLabels + 1> offset_{};
  std::size_t label_count_ = 0;
};

}  // namespace bailiwick::zone
