// RFC 9018 §5: where the secrets of cookies come from, what a reload does with them, and how long the old one counts.
#include "daemon/cookie_secrets.h"

#include <sys/stat.h>
#include <unistd.h>

#include "support/zone_files.h"

using namespace bailiwick;
using namespace bailiwick::support;
using namespace bailiwick::daemon;

namespace {

constexpr std::uint32_t kNow = 1559731985;
const std::string kFirstSecret = "e5e973e5a6b2a43f48e7dc849e37bfcf";
const std::string kSecondSecret = "445536BCD2513298075A5D379663C962";

std::vector<base::SipKey> parse(const std::string& text, std::string& problems) {
  base::Findings findings;
  auto keys = parse_secrets(text, "secret", findings);
  for (const base::Finding& finding : findings.kept()) problems += base::short_text(finding) + '\n';
  return keys;
}

class SecretSite {
 public:
  std::string file(const std::string& name) const {
    const std::string path = files_.path(name);
    return path.substr(0, path.size() - 5);
  }
  void write(const std::string& text) const { std::ofstream(file("secret")) << text << '\n'; }
  config::Config with_file() const {
    config::Config config;
    config.cookies_secret_file = file("secret");
    return config;
  }
  config::Config with_state() const {
    config::Config config;
    config.state_directory = file("state");
    return config;
  }

 private:
  ZoneFiles files_;
};

}  // namespace

TEST_CASE("a secret file: hexadecimal digits, comments, at most three secrets") {
  std::string problems;
  const auto keys = parse("# ours\n  " + kFirstSecret + "  # since May\r\n\n\t" + kSecondSecret, problems);
  CHECK(problems == "");
  REQUIRE(keys.size() == 2);
  CHECK(keys[0][0] == 0xe5);
  CHECK(keys[0][15] == 0xcf);
  CHECK(keys[1][3] == 0xbc);
  CHECK(parse(kFirstSecret + '\n' + kFirstSecret + '\n' + kFirstSecret, problems).size() == 3);
  CHECK(problems == "");
}

TEST_CASE("mistakes in a secret file are told by line and column, without the secret, and nothing of it is used") {
  for (const auto& [text, place] :
       {std::pair<std::string, std::string>{kFirstSecret + "\n" + kSecondSecret + "0", "secret:2:33"},
        {" " + kFirstSecret.substr(0, 31), "secret:1:33"},
        {kFirstSecret.substr(0, 20) + "x" + kFirstSecret.substr(21), "secret:1:21"},
        {kFirstSecret + " " + kSecondSecret, "secret:1:33"},
        {"# nothing\n", "secret:1:1"},
        {"", "secret:1:1"},
        {kFirstSecret + '\n' + kFirstSecret + '\n' + kFirstSecret + '\n' + kSecondSecret, "secret:4:1"}}) {
    std::string problems;
    CAPTURE(text);
    CHECK(parse(text, problems).empty());
    CHECK(problems.find(place + ":") != std::string::npos);
    CHECK(problems.find("[G16]") != std::string::npos);
    CHECK(problems.find(kFirstSecret.substr(0, 8)) == std::string::npos);
  }
}

TEST_CASE("the secret is made once, for its owner's eyes only, and is there again after a restart") {
  const SecretSite site;
  const auto first = CookieSecrets().take(site.with_state(), kNow);
  REQUIRE(first.count == 1);
  struct stat status {};
  REQUIRE(::stat(site.file("state/cookie-secret").c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0600);
  const auto again = CookieSecrets().take(site.with_state(), kNow + 5);
  CHECK(again.count == 1);
  CHECK(again.secrets[0].key == first.secrets[0].key);
  const SecretSite other;
  CHECK(CookieSecrets().take(other.with_state(), kNow).secrets[0].key != first.secrets[0].key);
}

TEST_CASE("deleting the kept secret and reloading makes a new one, and the one before counts for an hour more") {
  const SecretSite site;
  CookieSecrets secrets;
  const auto first = secrets.take(site.with_state(), kNow);
  REQUIRE(::unlink(site.file("state/cookie-secret").c_str()) == 0);
  const auto second = secrets.take(site.with_state(), kNow + 10);
  REQUIRE(second.count == 2);
  CHECK(second.secrets[0].key != first.secrets[0].key);
  CHECK(second.secrets[1].key == first.secrets[0].key);
  CHECK(second.secrets[1].until == kNow + 10 + 3600);
  CHECK(secrets.take(site.with_state(), kNow + 20).count == 2);
  CHECK(secrets.take(site.with_state(), kNow + 10 + 3600).count == 1);
}

TEST_CASE("a secret file that is changed, broken, gone, mended") {
  const SecretSite site;
  site.write(kFirstSecret);
  CookieSecrets secrets;
  const auto one = secrets.take(site.with_file(), kNow);
  REQUIRE(one.count == 1);
  site.write(kSecondSecret);
  const auto two = secrets.take(site.with_file(), kNow);
  REQUIRE(two.count == 2);
  CHECK(two.secrets[0].key[0] == 0x44);
  CHECK(two.secrets[1].key == one.secrets[0].key);
  site.write("nonsense");
  CHECK(secrets.take(site.with_file(), kNow).secrets[0].key == two.secrets[0].key);
  REQUIRE(::unlink(site.file("secret").c_str()) == 0);
  CHECK(secrets.take(site.with_file(), kNow).secrets[0].key == two.secrets[0].key);
  CHECK(::access(site.file("secret").c_str(), F_OK) != 0);  // a file that the operator named is the operator's to make
  // By stages: made with the second line's until all servers know the first.
  site.write(kSecondSecret + '\n' + kFirstSecret);
  CHECK(secrets.take(site.with_file(), kNow + 3600).count == 2);
}

TEST_CASE("without a place to keep it the secret lasts as long as the process, through reloads") {
  config::Config config;
  config.state_directory = "";
  CookieSecrets secrets;
  const auto first = secrets.take(config, kNow);
  REQUIRE(first.count == 1);
  CHECK(secrets.take(config, kNow).secrets[0].key == first.secrets[0].key);
  CHECK(CookieSecrets().take(config, kNow).secrets[0].key != first.secrets[0].key);
  config.state_directory = "/nonexistent/nowhere";
  const auto unwritable = CookieSecrets().take(config, kNow);
  CHECK(unwritable.count == 1);
}

TEST_CASE("switched off there is none, and nothing is written") {
  const SecretSite site;
  config::Config config = site.with_state();
  config.cookies_enabled = false;
  CHECK(CookieSecrets().take(config, kNow).count == 0);
  CHECK(::access(site.file("state/cookie-secret").c_str(), F_OK) != 0);
}

TEST_CASE("a secret that cannot be read, or that everyone can read, is told") {
  const SecretSite site;
  const auto told = [&] {
    std::string all;
    const auto read = read_secret_file(site.file("secret"));
    for (const base::Finding& finding : read.findings.kept()) all += base::short_text(finding) + '\n';
    return all;
  };
  CHECK(told().find("error[G16]: cannot read the secret of DNS cookies: No such file") != std::string::npos);
  site.write(kFirstSecret);
  REQUIRE(::chmod(site.file("secret").c_str(), 0640) == 0);
  CHECK(told() == "");
  REQUIRE(::chmod(site.file("secret").c_str(), 0644) == 0);
  CHECK(told().find("warning[G16]: every user") != std::string::npos);
  CHECK(told().find("chmod o-r ") != std::string::npos);
}
