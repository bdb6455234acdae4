// How each server is configured so that they may be compared: no rate limits, no cookies, no remote control, and
// answers from the zone of the question alone.
#include "differential/servers.h"

#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <thread>

namespace bailiwick::differential {
namespace {

using support::TempDir;

std::string file_name(std::size_t index) {
  return "zone" + std::to_string(index) + ".zone";
}

// The zone files, one copy for all servers.
void write_zones(const TempDir& dir, const World& world) {
  for (std::size_t i = 0; i < world.zones.size(); ++i) dir.write("zones/" + file_name(i), world.zones[i].text);
}

// A name that a YAML or nsd.conf string holds as it is: within double quotes backslashes count double in YAML alone.
std::string yaml(const std::string& name) {
  return "'" + name + "'";
}

std::string bailiwick_config(const World& world, std::uint16_t port) {
  std::string out = "listen: [127.0.0.1@" + std::to_string(port) +
                    "]\nworkers: 1\nuser: \"\"\nstate-directory: \"\"\ncontrol: {socket: \"\"}\nzones-directory: ../zones\n"
                    "rate-limit: {enabled: false}\nchecks: {reject: fatal}\nstrict: true\nzones:\n";
  for (std::size_t i = 0; i < world.zones.size(); ++i)
    out += "  - {name: " + yaml(world.zones[i].origin) + ", file: " + file_name(i) + "}\n";
  return out;
}

std::string nsd_config(const TempDir& dir, const World& world, std::uint16_t port) {
  const std::string here = (dir.path() / "nsd/").string();
  std::string out = "server:\n  server-count: 1\n  ip-address: 127.0.0.1@" + std::to_string(port) +
                    "\n  username: \"\"\n  database: \"\"\n  zonesdir: \"\"\n  xfrdir: \"" + here +
                    "\"\n  pidfile: \"" + here + "pid\"\n  xfrdfile: \"" + here + "xfrd\"\n  zonelistfile: \"" + here +
                    "list\"\n  rrl-ratelimit: 0\n  round-robin: no\n  refuse-any: no\n  confine-to-zone: yes\n"
                    "  answer-cookie: no\n  verbosity: 1\n  minimal-responses: no\n  tcp-timeout: 300\n"
                    "remote-control:\n  control-enable: no\n";
  for (std::size_t i = 0; i < world.zones.size(); ++i)
    out += "zone:\n  name: \"" + world.zones[i].origin + "\"\n  zonefile: \"" +
           (dir.path() / "zones" / file_name(i)).string() + "\"\n";
  return out;
}

std::string knot_config(const TempDir& dir, const World& world, std::uint16_t port) {
  const std::string here = (dir.path() / "knot").string();
  std::string out = "server:\n    rundir: \"" + here + "\"\n    listen: 127.0.0.1@" + std::to_string(port) +
                    "\n    udp-workers: 1\n    tcp-workers: 1\n    background-workers: 1\n    tcp-idle-timeout: 300\n"
                    "database:\n    storage: \"" +
                    here +
                    "\"\nlog:\n  - target: stderr\n    any: info\n"
                    "template:\n  - id: default\n    storage: \"" +
                    (dir.path() / "zones").string() +
                    "\"\n    semantic-checks: off\n    zonefile-load: whole\n    journal-content: none\nzone:\n";
  for (std::size_t i = 0; i < world.zones.size(); ++i)
    out += "  - domain: \"" + world.zones[i].origin + "\"\n    file: \"" + file_name(i) + "\"\n";
  return out;
}

// What BIND would refuse of a zone that the others take is let through.
std::string bind_config(const TempDir& dir, const World& world, std::uint16_t port) {
  std::string out = "options {\n  directory \"" + (dir.path() / "named").string() + "\";\n  listen-on port " +
                    std::to_string(port) +
                    " { 127.0.0.1; };\n  listen-on-v6 { none; };\n  pid-file none;\n  session-keyfile none;\n"
                    "  lock-file none;\n  recursion no;\n  allow-transfer { none; };\n  dnssec-validation no;\n"
                    "  empty-zones-enable no;\n  minimal-responses no-auth;\n  notify no;\n  check-names primary "
                    "ignore;\n  check-integrity no;\n  check-sibling no;\n  check-dup-records ignore;\n"
                    "  check-mx ignore;\n  check-mx-cname ignore;\n  check-srv-cname ignore;\n  check-spf ignore;\n"
                    "  check-wildcard no;\n  answer-cookie no;\n  rrset-order { order none; };\n};\ncontrols { };\n";
  for (std::size_t i = 0; i < world.zones.size(); ++i)
    out += "zone \"" + world.zones[i].origin + "\" { type primary; file \"" +
           (dir.path() / "zones" / file_name(i)).string() + "\"; };\n";
  return out;
}

}  // namespace

Server::Server(std::string name, std::uint16_t port, support::Command command)
    : name_(std::move(name)), port_(port), process_(std::make_unique<support::Process>(std::move(command))) {
  udp_ = std::make_unique<support::UdpSocket>("127.0.0.1", port_);
}

std::unique_ptr<Server> Server::bailiwick(const TempDir& dir, const World& world, const std::string& program) {
  const auto port = support::free_port();
  write_zones(dir, world);
  const auto config = dir.write("bailiwick/bailiwick.yaml", bailiwick_config(world, port));
  std::unique_ptr<Server> out(
      new Server("bailiwick", port,
                 {{program, "serve", "--config", config.string()}, dir.path(), dir.path() / "bailiwick/log", {}}));
  out->wait_for_zones(world);
  return out;
}

std::unique_ptr<Server> Server::nsd(const TempDir& dir, const World& world) {
  const auto port = support::free_port();
  write_zones(dir, world);
  const auto config = dir.write("nsd/nsd.conf", nsd_config(dir, world, port));
  std::unique_ptr<Server> out(
      new Server("nsd", port, {{"nsd", "-d", "-c", config.string()}, dir.path(), dir.path() / "nsd/log", {}}));
  out->wait_for_zones(world);
  return out;
}

std::unique_ptr<Server> Server::knot(const TempDir& dir, const World& world) {
  const auto port = support::free_port();
  write_zones(dir, world);
  const auto config = dir.write("knot/knot.conf", knot_config(dir, world, port));
  std::unique_ptr<Server> out(
      new Server("knot", port, {{"knotd", "-c", config.string()}, dir.path(), dir.path() / "knot/log", {}}));
  out->wait_for_zones(world);
  return out;
}

std::unique_ptr<Server> Server::bind(const TempDir& dir, const World& world) {
  const auto port = support::free_port();
  write_zones(dir, world);
  const auto config = dir.write("named/named.conf", bind_config(dir, world, port));
  // Debian's AppArmor profile, which goes by the path, lets named read no folder of a test.
  const auto program = dir.path() / "named/named";
  std::filesystem::copy_file(support::find_program("named").value(), program);
  std::unique_ptr<Server> out(new Server(
      "named", port,
      {{program.string(), "-g", "-n", "1", "-c", config.string()}, dir.path(), dir.path() / "named/log", {}}));
  if (!out->process_->wait_for_log("all zones loaded", std::chrono::seconds(20)))
    throw std::runtime_error("named does not start:\n" + out->log());
  return out;
}

void Server::wait_for_zones(const World& world) {
  if (!support::wait_until_answers(*process_, port_)) throw std::runtime_error(name_ + " does not start:\n" + log());
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  for (const auto& zone : world.zones) {
    for (;;) {
      support::Query query;
      query.name = zone.origin;
      query.type = support::type_from_name("SOA");
      const auto reply = support::ask_udp(port_, query);
      if (reply && reply->rcode == 0 && reply->aa && !reply->answer.empty()) break;
      if (std::chrono::steady_clock::now() > until || !running())
        throw std::runtime_error(name_ + " does not serve " + zone.origin + ":\n" + log());
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
}

void Server::send(const support::Octets& message) {
  udp_->send(message);
}

std::expected<support::Reply, std::string> Server::receive(std::uint16_t id) {
  for (int stale = 0; stale < 100; ++stale) {
    const auto message = udp_->receive(std::chrono::seconds(3));
    if (!message)
      return std::unexpected(std::string("no reply over UDP") + (running() ? "" : ", the process has ended"));
    if (message->size() >= 2 && ((*message)[0] << 8 | (*message)[1]) == id) return support::parse_reply(*message);
  }
  return std::unexpected("nothing but replies to other questions");
}

std::expected<support::Reply, std::string> Server::ask_tcp(const support::Octets& message) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    if (!tcp_) tcp_ = std::make_unique<support::TcpSocket>("127.0.0.1", port_);
    if (tcp_->send(message)) {
      if (const auto reply = tcp_->receive(std::chrono::seconds(3))) return support::parse_reply(*reply);
    }
    tcp_.reset();  // closed by the other side since the last question: once more on a new one
  }
  return std::unexpected(std::string("no reply over TCP") + (running() ? "" : ", the process has ended"));
}

}  // namespace bailiwick::differential
