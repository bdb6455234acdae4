#include "daemon/metrics_page.h"

#include <utility>

#include "base/log.h"

namespace bailiwick::daemon {

MetricsPage::MetricsPage(boost::asio::io_context& context, Service& service, std::vector<OpenedAddress> opened)
    : service_(service),
      standing_(service.standing()),
      server_(context, metrics::kExpositionType, [this] { return text(); }) {
  std::vector<base::Endpoint> open;
  for (const OpenedAddress& address : opened) open.push_back(address.endpoint);
  if (!opened.empty()) base::log::info("metrics are at " + listen_text(open));
  service_.started_metrics(std::move(open));
  listen(std::move(opened));
}

void MetricsPage::refresh() {
  standing_ = service_.standing();
  Listening::Change change = service_.take_metrics_change();
  if (change.open.empty() && change.close.empty()) return;
  listen(std::move(change.open));
  for (const base::Endpoint& endpoint : change.close) server_.close(listen_text({endpoint}));
  const std::vector<base::Endpoint>& open = service_.metrics_listening();
  base::log::info(open.empty() ? "metrics are off" : "metrics are at " + listen_text(open));
}

void MetricsPage::listen(std::vector<OpenedAddress> opened) {
  for (OpenedAddress& address : opened)
    server_.listen(listen_text({address.endpoint}), std::move(address.sockets.front().tcp));
}

std::string MetricsPage::text() {
  standing_.zones_not_kept = service_.not_kept();
  return metrics::exposition(service_.sums(), standing_, started_, base::unix_now());
}

}  // namespace bailiwick::daemon
