#include "daemon/listening.h"

#include <algorithm>
#include <utility>

#include "base/log.h"

namespace bailiwick::daemon {

std::string retry_text(const std::vector<base::Endpoint>& open) {
  return (open.empty() ? "" : "; listening on " + listen_text(open)) + "; retried every " +
         std::to_string(kListenRetry.count()) + " s";
}

void Listening::started(std::vector<base::Endpoint> wanted, std::vector<base::Endpoint> open) {
  wanted_ = std::move(wanted);
  open_ = std::move(open);
}

Listening::Change Listening::apply(const std::vector<base::Endpoint>& wanted) {
  wanted_ = wanted;
  return change(Problems::Log);
}

Listening::Change Listening::retry() {
  return is_complete() ? Change() : change(Problems::Pass);
}

bool Listening::is_complete() const {
  return missing_from(open_, wanted_).empty() && missing_from(wanted_, open_).empty();
}

Listening::Change Listening::change(Problems problems) {
  using transport::Absent;
  const std::vector<base::Endpoint> removed = missing_from(wanted_, open_);
  const bool loses_some = std::ranges::any_of(removed, is_here);
  // An address that no interface has replaces none that works.
  Opened opened = open_each(missing_from(open_, wanted_), opener_, loses_some ? Absent::Fail : Absent::Bind);
  std::vector<base::Endpoint> open = open_;
  for (const OpenedAddress& address : opened.addresses) open.push_back(address.endpoint);
  const auto works = [&](const base::Endpoint& each) {
    return std::ranges::find(open, each) != open.end() && is_here(each);
  };
  if (opened.problems.empty() && loses_some && !wanted_.empty() && std::ranges::none_of(wanted_, works))
    opened.problems.push_back("no interface of this machine has " + listen_text(wanted_));
  Change result;
  if (opened.problems.empty()) {
    result.close = removed;
    open = wanted_;
  }
  if (problems == Problems::Pass) opened.problems.clear();
  log_opened(opened, option_, retry_text(open));
  result.open = std::move(opened.addresses);
  open_ = std::move(open);
  return result;
}

}  // namespace bailiwick::daemon
