// Names from their text, for the tests of wire/.
#pragma once

#include "wire/name.h"

namespace bailiwick::wire {

inline Name name(std::string_view text) {
  return Name::from_text(text).value();
}

}  // namespace bailiwick::wire
