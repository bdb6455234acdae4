// The log: one line an event on standard error, for a person (text) or a machine (json). The one global of the program.
// Any thread may call these. Nothing is logged per packet.
#pragma once

#include <string>
#include <string_view>

#include "base/finding.h"

namespace bailiwick::base::log {

enum class Severity : unsigned char { Debug, Info, Warning, Error };
enum class Format : unsigned char { Text, Json };

// What the config calls log.level and log.format. Under systemd (JOURNAL_STREAM set) text lines carry the
// syslog priority as "<N>" instead of a time, so that journalctl -p works.
void configure(Severity least, Format format);

// Whether such lines are written at all, so that many need not be put together in vain.
bool wants(Severity severity);

void debug(std::string_view message);
void info(std::string_view message);
void warning(std::string_view message);
void error(std::string_view message);

// A finding in one line: code, place, message and help; as fields of their own in json.
void finding(const Finding& finding);

}  // namespace bailiwick::base::log
