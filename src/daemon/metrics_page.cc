#include "daemon/metrics_page.h"

#include <utility>

#include "base/log.h"

namespace bailiwick::daemon {

MetricsPage::MetricsPage(boost::asio::io_context& context, const Service& service, std::vector<OpenedAddress> opened)
    : service_(service),
      standing_(service.standing()),
      server_(context, metrics::kExpositionType, [this] { return text(); }) {
  for (const OpenedAddress& address : opened) listening_.push_back(address.endpoint);
  if (!opened.empty()) base::log::info("metrics are at " + listen_text(listening_));
  listen(std::move(opened));
}

void MetricsPage::refresh() {
  standing_ = service_.standing();
  const std::vector<base::Endpoint>& wanted = service_.config().metrics_listen;
  const std::vector<base::Endpoint> removed = missing_from(wanted, listening_);
  Opened opened = open_metrics(missing_from(listening_, wanted));
  log_opened(opened);
  if (!opened.problems.empty())
    return base::log::error("`metrics.listen` has changed and cannot be applied: everything stays as it was there");
  if (opened.addresses.empty() && removed.empty()) return;
  listen(std::move(opened.addresses));
  for (const base::Endpoint& endpoint : removed) server_.close(listen_text({endpoint}));
  listening_ = wanted;
  base::log::info(wanted.empty() ? "metrics are off" : "metrics are at " + listen_text(wanted));
}

void MetricsPage::listen(std::vector<OpenedAddress> opened) {
  for (OpenedAddress& address : opened)
    server_.listen(listen_text({address.endpoint}), std::move(address.sockets.front().tcp));
}

std::string MetricsPage::text() const {
  return metrics::exposition(service_.sums(), standing_, started_, base::unix_now());
}

}  // namespace bailiwick::daemon
