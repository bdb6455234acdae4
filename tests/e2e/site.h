// A server as its operator has it: a folder with a config and zone files, and the real binary started on it.
// The tests change files, send signals and ask questions; what the server logs is theirs to read.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "support/ldns_client.h"
#include "support/process.h"
#include "support/temp_dir.h"

namespace bailiwick::e2e {

// example.com with ns1 and ns2 inside it; `serial` and `www` tell one version from another.
std::string example_zone(int serial = 1, const std::string& www = "192.0.2.80");
// The same without any address of ns1: the circle that check A05 is about.
std::string circular_zone(int serial);

// Tests ask faster than any resolver, all from one address; unless that is what they are about, nothing is limited.
enum class RateLimit : std::uint8_t { Off, AsConfigured };

class Site {
 public:
  explicit Site(std::string listen = "127.0.0.1");  // several addresses with commas; each gets the site's port
  explicit Site(RateLimit rate_limit) : Site() { rate_limit_ = rate_limit; }
  std::uint16_t port() const { return port_; }
  const support::TempDir& dir() const { return dir_; }

  // Writes zones/NAME.zone; the config lists it from then on.
  void zone(const std::string& name, const std::string& text);
  // Further lines of the config.
  void configure(const std::string& lines) { lines_ += lines + "\n"; }
  void write_config() const;

  // Writes the config and starts the server; does not wait.
  support::Process& launch(std::vector<std::pair<std::string, std::string>> environment = {});
  // The same, and waits until it answers; throws with the log when it does not.
  support::Process& start(std::vector<std::pair<std::string, std::string>> environment = {});
  support::Process& process() { return *process_; }
  // SIGHUP, and waits until the server is done reloading, however that went.
  void reload();

  // Asks over UDP or TCP and throws when there is no readable reply.
  support::Reply ask(const std::string& name, const std::string& type, bool tcp = false) const;
  support::Reply ask(const support::Query& query, bool tcp = false) const;
  // The serial that example.com is served with.
  std::string serial() const;

 private:
  support::TempDir dir_;
  std::uint16_t port_;
  std::string listen_;
  std::vector<std::string> zones_;
  std::string lines_;
  RateLimit rate_limit_ = RateLimit::Off;
  int reloads_ = 0;
  std::unique_ptr<support::Process> process_;
};

// What http://127.0.0.1:PORT/metrics gives, with its header; empty when nothing comes.
std::string get_metrics(std::uint16_t port);
// A query as above, for tests that put something of their own into it.
support::Query query(const std::string& name, const std::string& type);
// The info codes of the extended errors (RFC 8914) in a reply.
std::vector<int> extended_errors(const support::Reply& reply);
// The first line of the log that has `text`; empty when none has.
std::string log_line(const std::string& log, std::string_view text);

}  // namespace bailiwick::e2e
