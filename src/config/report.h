// How a mistake in a config becomes a finding.
#pragma once

#include <string>
#include <utility>

#include "base/finding.h"

namespace bailiwick::config {

// `code` is one of codes.h.
inline void report(base::Findings& findings, base::Place place, const char* code, std::string message,
                   std::string help) {
  findings.add({.level = base::Level::Error,
                .code = code,
                .subject = {},
                .message = std::move(message),
                .places = {std::move(place)},
                .help = std::move(help),
                .notes = {}});
}

}  // namespace bailiwick::config
