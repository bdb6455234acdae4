// Folders, configs and the real binary, whose path CMake passes in.
#include "e2e/site.h"

#include <signal.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace bailiwick::e2e {

std::string example_zone(int serial, const std::string& www) {
  return "$ORIGIN example.com.\n$TTL 1h\n@ SOA ns1 hostmaster " + std::to_string(serial) +
         " 4h 1h 2w 1h\n@ NS ns1\n@ NS ns2\nns1 A 192.0.2.1\nns1 AAAA 2001:db8:1::1\nns2 A 198.51.100.1\n"
         "ns2 AAAA 2001:db8:2::1\nwww A " +
         www + "\nalias CNAME www\n";
}

std::string circular_zone(int serial) {
  return "$ORIGIN example.com.\n$TTL 1h\n@ SOA ns1 hostmaster " + std::to_string(serial) +
         " 4h 1h 2w 1h\n@ NS ns1\n@ NS ns2\nns2 A 198.51.100.1\nns2 AAAA 2001:db8:2::1\nwww A 192.0.2.81\n";
}

Site::Site(std::string listen) : dir_("e2e"), port_(support::free_port()), listen_(std::move(listen)) {
  dir_.write("zones/.keep", "");
}

void Site::zone(const std::string& name, const std::string& text) {
  dir_.write("zones/" + name + ".zone", text);
  if (std::find(zones_.begin(), zones_.end(), name) == zones_.end()) zones_.push_back(name);
}

void Site::write_config() const {
  std::string out = "listen: [";
  std::istringstream addresses(listen_);
  for (std::string address; std::getline(addresses, address, ',');)
    out += "\"" + address + "@" + std::to_string(port_) + "\", ";
  out += "]\nuser: \"\"\nworkers: 2\nstate-directory: state\ncontrol: {socket: control}\nzones-directory: zones\nzones:\n";
  for (const auto& name : zones_) out += "  - {name: " + name + ", file: " + name + ".zone}\n";
  dir_.write("bailiwick.yaml", out + lines_ + (rate_limit_ == RateLimit::Off ? "rate-limit: {enabled: false}\n" : ""));
}

support::Process& Site::launch(std::vector<std::pair<std::string, std::string>> environment) {
  write_config();
  const auto config = dir_.path() / "bailiwick.yaml";
  process_ = std::make_unique<support::Process>(support::Command{
      {BAILIWICK_BINARY, "serve", "--config", config.string()}, dir_.path(), dir_.path() / "log", environment});
  return *process_;
}

support::Process& Site::start(std::vector<std::pair<std::string, std::string>> environment) {
  launch(std::move(environment));
  if (!support::wait_until_answers(*process_, port_)) throw std::runtime_error("no answer:\n" + process_->log());
  return *process_;
}

void Site::reload() {
  // The zone `reloads.test` has no other use: all zones are published in one swap, so once its new text is served the
  // reload is over.
  const std::string marker = "marker" + std::to_string(++reloads_);
  zone("reloads.test",
       "@ 60 SOA ns.far.example. h.far.example. 1 2 3 4 5\n@ 60 NS ns.far.example.\n" + marker + " 60 TXT x\n");
  write_config();
  const auto told = [this] {  // what is served is told to the log right after
    const std::string log = process_->log();
    std::size_t count = 0;
    for (std::size_t at = log.find(" reloaded: "); at != std::string::npos; at = log.find(" reloaded: ", at + 1)) ++count;
    return count;
  };
  const std::size_t before = told();
  process_->signal(SIGHUP);
  for (int tries = 0; tries < 2000; ++tries) {
    const auto reply = support::ask_udp(port_, query(marker + ".reloads.test.", "TXT"));
    if (reply && !reply->answer.empty() && told() > before) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  throw std::runtime_error("the reload never ended:\n" + process_->log());
}

std::string get_metrics(std::uint16_t port) {
  const std::string request = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";
  support::TcpSocket client("127.0.0.1", port);
  if (!client.send_raw({request.begin(), request.end()})) return "";
  const support::Octets all = client.receive_all(std::chrono::seconds(5));
  return {all.begin(), all.end()};
}

support::Query query(const std::string& name, const std::string& type) {
  support::Query out;
  out.name = name;
  out.type = support::type_from_name(type);
  return out;
}

support::Reply Site::ask(const std::string& name, const std::string& type, bool tcp) const {
  return ask(query(name, type), tcp);
}

support::Reply Site::ask(const support::Query& asked, bool tcp) const {
  auto reply = tcp ? support::ask_tcp(port_, asked) : support::ask_udp(port_, asked);
  if (!reply) throw std::runtime_error(reply.error() + "\n" + process_->log());
  return *reply;
}

std::string Site::serial() const {
  const auto reply = ask("example.com.", "SOA");
  if (reply.answer.empty()) return support::rcode_name(reply.rcode);
  std::istringstream fields(reply.answer[0].rdata);
  std::string mname, rname, out;
  fields >> mname >> rname >> out;
  return out;
}

std::vector<int> extended_errors(const support::Reply& reply) {
  std::vector<int> out;
  if (!reply.edns) return out;
  for (const auto& option : reply.edns->options)
    if (option.code == 15 && option.data.size() >= 2) out.push_back(option.data[0] << 8 | option.data[1]);
  return out;
}

std::string log_line(const std::string& log, std::string_view text) {
  std::istringstream in(log);
  for (std::string line; std::getline(in, line);)
    if (line.find(text) != std::string::npos) return line;
  return "";
}

}  // namespace bailiwick::e2e
