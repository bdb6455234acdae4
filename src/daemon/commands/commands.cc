// One function a verb. A name in a request is brought into the form of the config first, so that "Example.COM." is
// example.com for all that follows.
#include "daemon/commands/commands.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/log.h"
#include "daemon/commands/run_view.h"
#include "transport/asio.h"
#include "wire/name.h"

namespace bailiwick::daemon {
namespace {

using control::Reply;
using control::Request;
using control::Verb;

constexpr std::size_t kTextAtOnce = std::size_t{32} << 10;  // octets of zone text in a line of the reply

Reply failure(int exit, std::string message, std::string help = {}) {
  return {.body = control::Failure{.message = std::move(message), .help = std::move(help)}, .exit = exit};
}

Reply done(std::string message) {
  return {.body = control::Done{.message = std::move(message)}, .exit = control::kExitDone};
}

// "root (uid 0)".
std::string who(const control::Peer& peer) {
  std::vector<char> buffer(16384);
  passwd entry{};
  passwd* found = nullptr;
  ::getpwuid_r(peer.uid, &entry, buffer.data(), buffer.size(), &found);
  return (found == nullptr ? "" : std::string(found->pw_name) + ' ') + "(uid " + std::to_string(peer.uid) + ')';
}

bool changes_something(Verb verb) {
  switch (verb) {
    case Verb::Status:
    case Verb::Stats:
    case Verb::ZonePrint:
      return false;
    case Verb::Reload:
    case Verb::LogLevel:
    case Verb::CookieRoll:
    case Verb::Remove:
      return true;
  }
  return true;
}

// "reload example.com, example.net by root (uid 0)".
std::string log_line(const Request& request, const control::Peer& peer) {
  constexpr std::size_t kMostNamed = 5;
  std::string line(control::verb_name(request.verb));
  for (std::size_t i = 0; i < std::min(request.zones.size(), kMostNamed); ++i)
    line += (i == 0 ? " " : ", ") + request.zones[i];
  if (request.zones.size() > kMostNamed) line += " and " + std::to_string(request.zones.size() - kMostNamed) + " more";
  if (request.allow_removals) line += " --allow-removals";
  if (request.verb == Verb::LogLevel) line += ' ' + std::string(control::level_name(request.level));
  if (request.for_s != 0) line += " for " + std::to_string(request.for_s) + " s";
  return line + " by " + who(peer);
}

// The zones as in the config, sorted, none twice; or the one that is no name.
std::expected<std::vector<std::string>, std::string> zone_names(const std::vector<std::string>& typed) {
  std::vector<std::string> names(typed.size());
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const auto name = wire::Name::from_text(typed[i]);
    if (!name) return std::unexpected(typed[i]);
    names[i] = wire::to_display(name->lowered());
  }
  std::ranges::sort(names);
  names.erase(std::ranges::unique(names).begin(), names.end());
  return names;
}

// Line by line as the client takes them.
void send_all(const std::shared_ptr<control::Conversation>& conversation, std::vector<control::ZoneResult> zones,
              Reply end) {
  conversation->stream([zones = std::move(zones), end = std::move(end), at = std::size_t{0}]() mutable -> Reply {
    if (at == zones.size()) return std::move(end);
    return {.body = std::move(zones[at++]), .exit = {}};
  });
}

void answer(const std::shared_ptr<control::Conversation>& conversation, const RunReport& outcome,
            std::span<const std::string> named) {
  RunView view = view_of(outcome, named);
  send_all(conversation, std::move(view.zones), std::move(view.end));
}

// Takes lines from the front: as many as fit in kTextAtOnce, one at least.
std::string cut_lines(std::string& lines) {
  std::size_t end = lines.size() <= kTextAtOnce ? lines.size() - 1 : lines.rfind('\n', kTextAtOnce);
  if (end == std::string::npos) end = lines.find('\n');
  const std::size_t size = end == std::string::npos ? lines.size() : end + 1;
  std::string front = lines.substr(0, size);
  lines.erase(0, size);
  return front;
}

Reply too_much_waits() {
  return failure(control::kExitNotNow, "too many commands wait for the server", "try again");
}

}  // namespace

struct Commands::Timer {
  explicit Timer(boost::asio::io_context& context) : timer(context) {}
  boost::asio::steady_timer timer;
};

Commands::Commands(boost::asio::io_context& context, CommandTarget& target, control::Limits limits)
    : context_(context),
      target_(target),
      limits_(limits),
      queue_(target),
      level_timer_(std::make_unique<Timer>(context)) {}

Commands::~Commands() = default;

base::Result<void> Commands::listen(const std::string& path, const std::string& group) {
  if (path.empty()) {
    if (server_ != nullptr) server_->stop_listening();
    return {};
  }
  base::Result<void> result;
  if (server_ != nullptr) {
    result = server_->move_to(path, group);
  } else {
    auto opened = control::Server::open(
        context_, path, group,
        [this](const Request& request, const control::Peer& peer, const Conversation& conversation) {
          handle(request, peer, conversation);
        },
        limits_);
    if (opened)
      server_ = std::move(*opened);
    else
      result = std::unexpected(opened.error());
  }
  if (result) return result;
  const std::string before = server_ != nullptr ? server_->path() : "";
  const std::string state = before.empty() ? "running without commands" : "still listening at " + before;
  base::log::error("control.socket: " + result.error().message + "; " + state);
  return base::fail_in("control.socket", result.error());
}

void Commands::ready() {
  queue_.start();
}

void Commands::reload(OnOutcome done) {
  const bool taken = queue_.reload({.everything = true}, [this, done = std::move(done)](const RunReport& outcome) {
    log_level_ends();
    if (done) done(outcome);
  });
  if (!taken) base::log::error("reload by signal dropped: too many commands wait");
}

void Commands::shutdown() {
  level_timer_->timer.cancel();
  if (server_ != nullptr) server_->shutdown();
}

void Commands::handle(const Request& request, const control::Peer& peer, const Conversation& conversation) {
  const auto names = zone_names(request.zones);
  if (!names)
    return conversation->finish(failure(control::kExitUsage, '\'' + names.error() + "' is not a valid zone name"));
  Request clean = request;
  clean.zones = *names;
  if (changes_something(clean.verb)) base::log::info(log_line(clean, peer));
  switch (clean.verb) {
    case Verb::Status:
      return status(clean, conversation);
    case Verb::Reload:
      return reload(clean, conversation);
    case Verb::Stats:
      return conversation->finish({.body = target_.stats(), .exit = control::kExitDone});
    case Verb::ZonePrint:
      return zone_print(clean, conversation);
    case Verb::LogLevel:
      return log_level(clean, conversation);
    case Verb::CookieRoll:
      return roll_cookie(conversation);
    case Verb::Remove:
      return remove(clean.zones.front(), conversation);
  }
}

void Commands::status(const Request& request, const Conversation& conversation) {
  control::StatusReport report = target_.status();
  if (request.alive) {
    const int exit = report.answering ? control::kExitDone : control::kExitRejected;
    return conversation->finish({.body = std::move(report), .exit = exit});
  }
  std::vector<control::ZoneResult> zones;
  if (request.zones.empty()) zones = target_.bad_zones(kMostListed);
  for (const std::string& name : request.zones) {
    auto zone = target_.zone_status(name);
    if (zone)
      zones.push_back(std::move(*zone));
    else
      report.unknown_zones.push_back(name);
  }
  std::ranges::sort(zones, [](const control::ZoneResult& a, const control::ZoneResult& b) {
    return a.state != b.state ? a.state < b.state : a.zone < b.zone;
  });
  bool is_bad = !report.answering || !report.unknown_zones.empty();
  for (const control::ZoneResult& zone : zones) is_bad = is_bad || control::is_bad(zone.state);
  if (request.zones.empty()) is_bad = is_bad || !report.attention.empty() || !report.not_bound.empty();
  send_all(conversation, std::move(zones),
           {.body = std::move(report), .exit = is_bad ? control::kExitRejected : control::kExitDone});
}

void Commands::reload(const Request& request, const Conversation& conversation) {
  RunRequest run{.everything = request.zones.empty(), .zones = request.zones};
  run.allow_removals = request.allow_removals && run.everything;
  if (request.allow_removals) run.allow_removals_of = request.zones;
  if (queue_.is_busy()) conversation->send({.body = control::Progress{.what = "waiting"}, .exit = {}});
  const bool taken = queue_.reload(run, [this, conversation, run](const RunReport& outcome) {
    if (run.everything) log_level_ends();
    answer(conversation, outcome, run.zones);
  });
  if (!taken) conversation->finish(too_much_waits());
}

void Commands::remove(const std::string& zone, const Conversation& conversation) {
  if (queue_.is_busy()) conversation->send({.body = control::Progress{.what = "waiting"}, .exit = {}});
  const bool taken = queue_.remove(
      zone, [conversation, zone](const RunReport& outcome) { answer(conversation, outcome, std::span(&zone, 1)); });
  if (!taken) conversation->finish(too_much_waits());
}

void Commands::zone_print(const Request& request, const Conversation& conversation) {
  auto text = target_.zone_text(request.zones.front(), request.name, request.type);
  if (!text) return conversation->finish(failure(control::kExitRejected, text.error().message));
  conversation->stream([next = std::move(*text), more = true, lines = std::string()]() mutable -> Reply {
    while (more && lines.size() < kTextAtOnce) more = next(lines);
    if (lines.empty()) return done("");
    return {.body = control::Text{.text = cut_lines(lines)}, .exit = {}};
  });
}

void Commands::log_level(const Request& request, const Conversation& conversation) {
  target_.set_log_level(request.level);
  is_level_set_ = true;
  level_timer_->timer.cancel();
  std::string until = "until the next reload";
  if (request.for_s != 0) {
    until = "for " + std::to_string(request.for_s) + " s";
    level_timer_->timer.expires_after(std::chrono::seconds(request.for_s));
    level_timer_->timer.async_wait([this](const boost::system::error_code& error) {
      if (error) return;
      base::log::info("log.level: the time set by `bailiwick log-level` has ended; using the level in the config");
      log_level_ends();
    });
  }
  conversation->finish(done("log level " + std::string(control::level_name(request.level)) + ' ' + until));
}

// After its time, and after a reload of the config.
void Commands::log_level_ends() {
  level_timer_->timer.cancel();
  if (std::exchange(is_level_set_, false)) target_.set_log_level(std::nullopt);
}

void Commands::roll_cookie(const Conversation& conversation) {
  auto rolled = target_.roll_cookie();
  conversation->finish(rolled ? done(std::move(*rolled)) : failure(control::kExitRejected, rolled.error().message));
}

}  // namespace bailiwick::daemon
