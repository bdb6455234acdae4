// Which loaded zone a name lies in: the one with the longest origin that encloses it. One hash look-up a label.
#pragma once

#include <cstdint>
#include <span>

#include "check/check.h"
#include "zone/name_hash.h"

namespace bailiwick::check {

class Origins {
 public:
  explicit Origins(std::span<const ZoneInput> zones);
  // The loaded zone with the longest origin of fewer than `below` labels that encloses the name, or kNobody.
  std::uint32_t closest(const zone::HashedName& name, std::size_t below = wire::kMaxLabels + 1) const;

 private:
  std::span<const ZoneInput> zones_;
  zone::NameIndex index_;
  std::size_t max_labels_ = 0;
};

}  // namespace bailiwick::check
