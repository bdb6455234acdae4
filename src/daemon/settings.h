// From the config's plain values to what each room wants to be told.
#pragma once

#include <string>
#include <vector>

#include "answer/answer.h"
#include "check/check.h"
#include "config/config.h"
#include "load/zone_file.h"

namespace bailiwick::daemon {

// But for the secrets of cookies, which are not the config's.
answer::Settings answer_settings(const config::Config& config);
answer::CookieRequired cookies_required(config::CookiesRequired required);
check::Refuse refuse_policy(config::Refuse refuse);
// What the checks are told of this server: the addresses that it listens on, but those that stand for all, its zones,
// how to look at signed ones, and the time.
check::Options check_options(const config::Config& config);
load::Options load_options(const config::Config& config);
unsigned worker_count(const config::Config& config);
// Files that may be open at a time.
std::size_t open_files_wanted(const config::Config& config);

// The options that differ and that only a restart can change: "workers", "user".
std::vector<std::string> changes_for_restart(const config::Config& before, const config::Config& after);

// "127.0.0.1@5300, ::1@5300".
std::string listen_text(const std::vector<config::Endpoint>& endpoints);

}  // namespace bailiwick::daemon
