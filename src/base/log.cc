// spdlog does the writing; this is the only file that includes it.
#include "base/log.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <cstdlib>
#include <memory>

namespace bailiwick::base::log {
namespace {

std::atomic<Format> g_format{Format::Text};

spdlog::logger& logger() {
  static const std::shared_ptr<spdlog::logger> instance = [] {
    auto made = std::make_shared<spdlog::logger>("bailiwick", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %^%l%$ %v");
    made->flush_on(spdlog::level::debug);
    return made;
  }();
  return *instance;
}

spdlog::level::level_enum spdlog_level(Severity severity) {
  switch (severity) {
    case Severity::Debug:
      return spdlog::level::debug;
    case Severity::Info:
      return spdlog::level::info;
    case Severity::Warning:
      return spdlog::level::warn;
    case Severity::Error:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

// RFC 8259 §7. Octets that are not valid UTF-8 come from zone files as \DDD escapes already; control characters don't.
std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7f)
          out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
        else
          out += c;
    }
  }
  return out + '"';
}

// One event stays one line, whatever a file name or a record's text holds.
std::string one_line(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      out += fmt::format("\\{:03}", static_cast<unsigned char>(c));
    else
      out += c;
  }
  return out;
}

int syslog_priority(Severity severity) {
  switch (severity) {
    case Severity::Debug:
      return 7;
    case Severity::Info:
      return 6;
    case Severity::Warning:
      return 4;
    case Severity::Error:
      return 3;
  }
  return 6;
}

bool to_journal() {
  static const bool journal = std::getenv("JOURNAL_STREAM") != nullptr;
  return journal;
}

void write(Severity severity, std::string_view message, std::string_view json_fields) {
  const auto level = spdlog_level(severity);
  if (!wants(severity)) return;
  if (g_format == Format::Json)
    logger().log(level, "\"message\":{}{}}}", json_string(message), json_fields);
  else if (to_journal())
    logger().log(level, "<{}>{}", syslog_priority(severity), one_line(message));
  else
    logger().log(level, "{}", one_line(message));
}

Severity severity_of(Level level) {
  switch (level) {
    case Level::Info:
      return Severity::Info;
    case Level::Warning:
      return Severity::Warning;
    case Level::Error:
    case Level::Fatal:
      return Severity::Error;
  }
  return Severity::Error;
}

}  // namespace

void configure(Severity least, Format format) {
  g_format = format;
  logger().set_level(spdlog_level(least));
  if (format == Format::Json)
    logger().set_pattern("{\"time\":\"%Y-%m-%dT%H:%M:%S.%e%z\",\"level\":\"%l\",%v");
  else if (to_journal())
    logger().set_pattern("%v");
  else
    logger().set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %^%l%$ %v");
}

bool wants(Severity severity) {
  return logger().should_log(spdlog_level(severity));
}

void debug(std::string_view message) {
  write(Severity::Debug, message, "");
}
void info(std::string_view message) {
  write(Severity::Info, message, "");
}
void warning(std::string_view message) {
  write(Severity::Warning, message, "");
}
void error(std::string_view message) {
  write(Severity::Error, message, "");
}

void finding(const Finding& finding) {
  const Severity severity = severity_of(finding.level);
  if (g_format == Format::Text) {
    write(severity, (finding.subject.empty() ? "" : "zone " + finding.subject + ": ") + short_text(finding), "");
    return;
  }
  std::string fields = fmt::format(",\"code\":{},\"zone\":{},\"help\":{}", json_string(finding.code),
                                   json_string(finding.subject), json_string(finding.help));
  if (!finding.places.empty()) {
    const Place& place = finding.places.front();
    fields += fmt::format(",\"file\":{},\"line\":{},\"column\":{}", json_string(place.file), place.line, place.column);
  }
  write(severity, finding.message, fields);
}

}  // namespace bailiwick::base::log
