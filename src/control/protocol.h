// What a command says to the running server and what comes back: one JSON object per line in UTF-8, a request in one
// line, then lines of a reply, of which the last alone has `exit`. Both ends use these structs; the *_json.cc alone
// know the JSON. A request may be any octets at all: it parses as a whole, or an Error says what is wrong with it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/log.h"
#include "base/result.h"

namespace bailiwick::control {

inline constexpr int kVersion = 1;
inline constexpr std::size_t kLargestRequest = std::size_t{64} << 10;  // octets, its line feed included
inline constexpr std::size_t kLargestReplyLine = std::size_t{1} << 20;

// What `exit` says, and with it the command.
inline constexpr int kExitDone = 0;
inline constexpr int kExitRejected = 1;  // done, but something was rejected, is held, or needs attention
inline constexpr int kExitUsage = 2;     // a wrong request, or a config that cannot be used: nothing has changed
inline constexpr int kExitInternal = 3;
inline constexpr int kExitNotNow = 4;  // no server, or one that takes no more clients or is stopping

enum class Verb : std::uint8_t { Status, Reload, Stats, ZonePrint, LogLevel, CookieRoll, Remove };
inline constexpr Verb kVerbs[] = {Verb::Status,   Verb::Reload,     Verb::Stats, Verb::ZonePrint,
                                  Verb::LogLevel, Verb::CookieRoll, Verb::Remove};
// "status", "zone print", …: as in the request and as the operator types it.
std::string_view verb_name(Verb verb);

struct Request {
  Verb verb = Verb::Status;
  std::vector<std::string> zones;  // Status, Reload: those alone, or none for all; ZonePrint, Remove: one
  bool alive = false;              // Status: only whether it answers
  bool allow_removals = false;     // Reload
  std::string name, type;          // ZonePrint: empty for all; as in a zone file, relative to nothing
  base::log::Severity level = base::log::Severity::Info;  // LogLevel
  std::uint32_t for_s = 0;                                // LogLevel: seconds; 0: until the next reload

  bool operator==(const Request&) const = default;
};

// Why a zone is as it is: the first finding that decides, with the first of its places.
struct Reason {
  std::string code, message, file;
  std::uint32_t line = 0;  // 0: not known
  std::string help;        // what to do; may be empty

  bool operator==(const Reason&) const = default;
};

// From the worst to the best. Ok is said by Status alone, of a zone that is served as its source has it.
enum class ZoneState : std::uint8_t { NotLoaded, PreviousVersion, Held, Removed, Published, Unchanged, Ok };
inline constexpr std::size_t kZoneStates = 7;
// "not_loaded", "previous_version", …: as in JSON and in the labels of the metrics.
std::string_view state_name(ZoneState state);
// True of NotLoaded, PreviousVersion and Held: an operator must act.
bool is_bad(ZoneState state);

// What became of one zone in a run, or how it is now.
struct ZoneResult {
  std::string zone;  // as printed, without the final dot but for the root
  ZoneState state = ZoneState::Unchanged;
  std::optional<std::uint32_t> serial_before, serial_after;  // served before the run and after it
  std::uint64_t added = 0, removed = 0;                      // records
  std::optional<Reason> reason;                              // NotLoaded, PreviousVersion, Held
  std::string waits_for;   // the zone to fix first, when it was rejected together with that one; may be empty
  std::int64_t since = 0;  // unix time: since when it has been in that state; 0: not known
  std::uint64_t ms = 0;    // that it took

  bool operator==(const ZoneResult&) const = default;
};

// Work goes on. `what` is a word or two ("loading", "reloading"); total 0: not known.
struct Progress {
  std::string what;
  std::uint64_t done = 0, total = 0;

  bool operator==(const Progress&) const = default;
};

// Lines of zone-file text, each with its line feed.
struct Text {
  std::string text;

  bool operator==(const Text&) const = default;
};

// Something that an operator should look at, and what to do.
struct Attention {
  std::string message, help;

  bool operator==(const Attention&) const = default;
};

struct SignedZone {
  std::string zone;
  std::int64_t until = 0;  // unix time of the first signature that expires

  bool operator==(const SignedZone&) const = default;
};

// The end of Status; lines with the zones (ZoneResult) come before it.
struct StatusReport {
  std::string version, config;
  std::int64_t pid = 0, started = 0, now = 0;      // unix times
  bool answering = false;                          // on one address at least; false while loading
  std::optional<Progress> loading;                 // the zones, before the first answer
  std::vector<std::string> listening, not_bound;   // addresses, as in the config
  std::array<std::uint64_t, kZoneStates> zones{};  // how many, by ZoneState; those served as they should be are Ok
  std::uint64_t not_kept = 0;  // zones whose version is not in state-directory yet
  std::uint64_t signed_zones = 0;
  std::vector<SignedZone> expires_first;  // at most ten, the first to expire first
  std::int64_t last_reload = 0;           // unix time; 0: none since the start
  std::string log_level;
  std::vector<Attention> attention;        // the worst first
  std::vector<std::string> unknown_zones;  // asked for, and not configured

  bool operator==(const StatusReport&) const = default;
};

// The end of Reload and Remove; lines with the zones that did not stay as they were come before it.
struct RunSummary {
  std::array<std::uint64_t, kZoneStates> zones{};  // how many, by ZoneState, of those that were asked for
  std::vector<Reason> config;                      // what is wrong in the config; with exit 2 nothing has changed
  std::vector<std::string> unknown_zones;          // asked for, and not configured
  std::uint64_t ms = 0;

  bool operator==(const RunSummary&) const = default;
};

// The end of Stats: the counters since the start; reading resets nothing.
struct Stats {
  std::int64_t started = 0;                                     // unix time
  std::uint64_t now_ms = 0;                                     // monotonic, for rates
  std::vector<std::pair<std::string, std::uint64_t>> counters;  // in the order of the metrics page

  bool operator==(const Stats&) const = default;
};

// The end of the others: what was done, in one sentence for a person; may be empty.
struct Done {
  std::string message;

  bool operator==(const Done&) const = default;
};

// The end, where a request could not be carried out.
struct Failure {
  std::string message, help;

  bool operator==(const Failure&) const = default;
};

// One line.
struct Reply {
  std::variant<Progress, ZoneResult, Text, StatusReport, RunSummary, Stats, Done, Failure> body;
  std::optional<int> exit;  // of the last line alone

  bool operator==(const Reply&) const = default;
};

// One line without its line feed. An error is a sentence about the request ("`zones` must be a list of names").
base::Result<Request> parse_request(std::string_view line);
base::Result<Reply> parse_reply(std::string_view line);
// One line with its line feed. Text that is not UTF-8 is shown with escapes.
std::string to_line(const Request& request);
std::string to_line(const Reply& reply);

// "debug", "info", "warning", "error".
std::string_view level_name(base::log::Severity level);
std::optional<base::log::Severity> find_level(std::string_view name);

}  // namespace bailiwick::control
