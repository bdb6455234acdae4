// The page of metrics: where it is served, and what stands on it. Lives in the main loop, so that nothing that is done
// to it touches the workers; their counters are read as they are.
#pragma once

#include <vector>

#include "daemon/listeners.h"
#include "daemon/service.h"
#include "transport/page_server.h"

namespace bailiwick::daemon {

class MetricsPage {
 public:
  // `service` must outlive it; `context` must not run any more when it goes. Serves at what `opened` has.
  MetricsPage(boost::asio::io_context& context, Service& service, std::vector<OpenedAddress> opened);

  // After a reload, or after addresses were tried again: what has become of the zones, and at which addresses the page
  // is now. Tells the log.
  void refresh();
  // After something threw in the main loop: its sockets accept again.
  void rearm() { server_.rearm(); }

 private:
  void listen(std::vector<OpenedAddress> opened);
  std::string text();

  Service& service_;
  const base::UnixTime started_ = base::unix_now();
  metrics::Standing standing_;
  transport::PageServer server_;
};

}  // namespace bailiwick::daemon
