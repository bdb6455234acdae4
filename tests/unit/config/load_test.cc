// The config of issue 2 as a whole: what the text says, what is left out, and where each value came from.
#include "unit/config/support.h"

using namespace bailiwick;
using namespace bailiwick::config;

namespace {

constexpr std::string_view kWhole = R"(listen: [192.0.2.1, "2001:db8::1", 127.0.0.1@5300]    # address[@port]
workers: auto
user: bailiwick
zones-directory: zones
zones:
  - name: example.com
  - {name: example.net, file: other/net.zone}
  - Example.ORG.
edns: {udp-payload: 1400}
tcp: {connections: 2000, connections-per-client: 7, idle-timeout: 500ms}
cookies: {enabled: false, secret-file: cookies, require: under-load}
rate-limit:
  enabled: false
  responses-per-second: 20
  slip: 0
  ipv4-prefix: 32
  ipv6-prefix: 48
  exempt: [192.0.2.0/24, "2001:db8::/32", 127.0.0.1]
  dry-run: true
identity: {nsid: ns1, version: hidden, server-id: one}
minimal-responses: false
checks: {reject: error, max-ttl: 1h30m}
dnssec-checks: full
zonemd: require
strict: true
log: {level: debug, format: json}
)";

}  // namespace

TEST_CASE("every option is read") {
  const Sandbox sandbox;
  sandbox.write("zones/unlisted.example.zone");
  const Loaded loaded = sandbox.load(kWhole);
  CHECK(lines(loaded) == std::string());
  REQUIRE(loaded.usable());
  const Config& config = loaded.config;
  CHECK(config.listen == std::vector<base::Endpoint>{endpoint("192.0.2.1", 53), endpoint("2001:db8::1", 53),
                                                     endpoint("127.0.0.1", 5300)});
  CHECK(config.workers == 0);
  CHECK(config.user == "bailiwick");
  CHECK(config.zones_directory == sandbox.path("zones"));
  CHECK(config.zones_listed);
  REQUIRE(config.zones.size() == 3);
  CHECK(name_of(config.zones[0]) == "example.com");
  CHECK(config.zones[0].file == sandbox.path("zones/example.com.zone"));
  CHECK(config.zones[0].place.line == 6);
  CHECK(config.zones[0].place.column == 5);
  CHECK(config.zones[1].file == sandbox.path("zones/other/net.zone"));
  CHECK(name_of(config.zones[2]) == "example.org");
  CHECK(config.zones[2].file == sandbox.path("zones/example.org.zone"));
  CHECK(config.answer.udp_payload == 1400);
  CHECK(config.tcp.connections == 2000);
  CHECK(config.tcp.connections_per_client == 7);
  CHECK(config.tcp.idle_timeout_ms == 500);
  CHECK(config.answer.tcp_keepalive_100ms == 5);
  CHECK_FALSE(config.cookies_enabled);
  CHECK(config.cookies_secret_file == sandbox.path("cookies"));
  CHECK(config.answer.cookies.required == answer::CookieRequired::UnderLoad);
  CHECK_FALSE(config.answer.rate_limit.enabled);
  CHECK(config.answer.rate_limit.responses_per_second == 20);
  CHECK(config.answer.rate_limit.slip == 0);
  CHECK(config.answer.rate_limit.ipv4_bits == 32);
  CHECK(config.answer.rate_limit.ipv6_bits == 48);
  CHECK(config.answer.rate_limit.exempt == std::vector<base::Network>{{*base::Address::from_text("192.0.2.0"), 24},
                                                                      {*base::Address::from_text("2001:db8::"), 32},
                                                                      {*base::Address::from_text("127.0.0.1"), 32}});
  CHECK(config.answer.rate_limit.dry_run);
  CHECK(config.answer.nsid == "ns1");
  CHECK(config.answer.version.empty());
  CHECK(config.answer.server_id == "one");
  CHECK_FALSE(config.answer.minimal_responses);
  CHECK(config.load.max_ttl == 5400);
  CHECK(config.checks.dnssec == check::Dnssec::Full);
  CHECK(config.checks.zonemd == check::Zonemd::Require);
  CHECK(config.checks.reject == check::Reject::Error);
  CHECK(config.strict);
  CHECK(config.log_level == base::log::Severity::Debug);
  CHECK(config.log_format == base::log::Format::Json);
  CHECK(loaded.origins.at("tcp.idle-timeout").line == 10);
}

TEST_CASE("an empty config has the defaults, and serves the zones of the directory, sorted") {
  const Sandbox sandbox;
  for (const char* name : {"b.example.zone", "A.example.zone", "0_25.2.0.192.in-addr.arpa.zone", ".hidden.zone",
                           "notes.txt", "b.example.zone~", "dir.zone/inside.zone"}) {
    sandbox.write(std::string("zones/") + name);
  }
  for (const char* text :
       {"", "\n# nothing\n", "---\n", "tcp:\n#  idle-timeout: 1s\nedns:\n", "\xef\xbb\xbf", "\r\n"}) {
    const Loaded loaded = sandbox.load(text);
    CHECK(lines(loaded) == std::string());
    const Config& config = loaded.config;
    CHECK(loaded.origins.empty());
    CHECK(config.listen == std::vector<base::Endpoint>{endpoint("0.0.0.0", 53), endpoint("::", 53)});
    CHECK(config.workers == 0);
    CHECK(config.user == "bailiwick");
    CHECK(config.answer.udp_payload == 1232);
    CHECK(config.tcp.connections == 1000);
    CHECK(config.tcp.connections_per_client == 50);
    CHECK(config.tcp.idle_timeout_ms == 10000);
    CHECK(config.answer.tcp_keepalive_100ms == 100);
    CHECK(config.cookies_enabled);
    CHECK(config.cookies_secret_file.empty());
    CHECK(config.answer.cookies.required == answer::CookieRequired::Never);
    CHECK(config.answer.rate_limit.enabled);
    CHECK(config.answer.rate_limit.exempt.empty());
    CHECK_FALSE(config.answer.rate_limit.dry_run);
    CHECK(config.answer.nsid.empty());
    CHECK(config.answer.version.empty());
    CHECK(config.answer.minimal_responses);
    CHECK_FALSE(config.strict);
    CHECK(config.checks.reject == check::Reject::Unreachable);
    CHECK(config.log_level == base::log::Severity::Info);
    CHECK(config.log_format == base::log::Format::Text);
    CHECK_FALSE(config.zones_listed);
    REQUIRE(config.zones.size() == 3);
    CHECK(name_of(config.zones[0]) == "0_25.2.0.192.in-addr.arpa");
    CHECK(name_of(config.zones[1]) == "a.example");
    CHECK(config.zones[1].file == sandbox.path("zones/A.example.zone"));
    CHECK(name_of(config.zones[2]) == "b.example");
  }
}

TEST_CASE("a single value does for a list of one, and quotes and CRLF make no difference") {
  const Loaded loaded = load_yaml("listen: '127.0.0.1'\r\nworkers: \"4\"\r\nzones: example.com\r\nuser: \"\"\r\n");
  CHECK(lines(loaded) == std::string());
  CHECK(loaded.config.listen == std::vector<base::Endpoint>{endpoint("127.0.0.1", 53)});
  CHECK(loaded.config.workers == 4);
  CHECK(loaded.config.user.empty());
  REQUIRE(loaded.config.zones.size() == 1);
}

TEST_CASE("paths are relative to the config file, and zone files to zones-directory") {
  const Sandbox sandbox;
  sandbox.write("real/zones/example.com.zone");
  sandbox.write("etc/bailiwick/x");
  const std::string config = sandbox.path("etc/bailiwick/bailiwick.yaml");
  Loaded loaded = load_text("zones-directory: ../../real/./zones/", config);
  CHECK(loaded.config.zones_directory == sandbox.path("real/zones"));
  REQUIRE(loaded.config.zones.size() == 1);
  CHECK(loaded.config.zones[0].place.line == 1);
  CHECK(loaded.config.zones[0].place.file == config);

  // ".." after a symbolic link goes where the system goes.
  std::filesystem::create_directory_symlink(sandbox.path("real/zones"), sandbox.path("link"));
  sandbox.write("real/other/example.net.zone");
  loaded = load_text("zones-directory: link/../other", sandbox.path("bailiwick.yaml"));
  CHECK(lines(loaded) == std::string());
  CHECK(loaded.config.zones_directory == sandbox.path("real/other"));

  // Absolute files need no directory.
  loaded = sandbox.load("zones: [{name: a.example, file: /srv/a}, {name: ., file: /srv/root}]");
  CHECK(lines(loaded) == std::string());
  CHECK(loaded.config.zones.at(0).file == "/srv/a");
  CHECK(name_of(loaded.config.zones.at(1)) == ".");
}

TEST_CASE("a file is read from disk; a directory, a missing one and a huge one are named") {
  const Sandbox sandbox;
  sandbox.write("zones/example.com.zone");
  sandbox.write("good.yaml", "workers: 2\n");
  sandbox.write("huge.yaml", std::string(kLargestConfig + 1, '#'));
  sandbox.write("large.yaml", std::string(kLargestConfig / 16, '#'));
  CHECK(load_file(sandbox.path("good.yaml")).config.workers == 2);
  CHECK(load_file(sandbox.path("large.yaml")).usable());

  const base::Finding missing = only(load_file(sandbox.path("none.yaml")));
  CHECK(missing.code == kUnreadable);
  CHECK(missing.message == "cannot read the config: No such file or directory");
  CHECK(missing.places.at(0).file == sandbox.path("none.yaml"));
  CHECK(contains(missing.help, "--config"));
  CHECK(only(load_file(sandbox.path("zones"))).message == "cannot read the config: Is a directory");
  CHECK(contains(only(load_file(sandbox.path("huge.yaml"))).message, "larger than 67108864 octets"));
  CHECK(only(load_file("/dev/zero")).code == kUnreadable);
  CHECK(only(load_file("")).code == kUnreadable);
}

TEST_CASE("an option under its name of the release before is read, with a warning that says the new one") {
  const Loaded old = load_yaml("checks: {refuse: circular}\n");
  CHECK(lines(old) == "1:10 G03 checks.refuse is now called checks.reject\n");
  CHECK(old.usable());
  CHECK(old.config.checks.reject == check::Reject::Circular);
  CHECK(old.origins.at("checks.reject").line == 1);
  for (const char* both : {"checks: {refuse: fatal, reject: error}\n", "checks: {reject: error, refuse: fatal}\n"}) {
    const Loaded twice = load_yaml(both);
    CHECK_FALSE(twice.usable());
    CHECK(twice.findings.count(kDuplicateKey) == 1);
  }
  CHECK_FALSE(load_yaml("checks: {refuse: circuler}\n").usable());
  CHECK_FALSE(load_yaml("refuse: circular\n").usable());
}
