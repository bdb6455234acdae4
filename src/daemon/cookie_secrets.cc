// A secret never leaves its file but into memory: no message shows one.
#include "daemon/cookie_secrets.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/files.h"
#include "base/log.h"

namespace bailiwick::daemon {
namespace {

using base::SipKey;

constexpr std::size_t kLargestSecretFile = 4096;
constexpr std::size_t kMostSecretsInFile = answer::CookieSettings::kMostSecrets - 1;
// No cookie is good for longer (RFC 9018 §4.3), so that none is lost when the secret before goes.
constexpr std::uint32_t kAcceptedAfterRoll = 3600;
constexpr std::string_view kSecretFile = "/cookie-secret";

int hex_digit(char c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const std::size_t value = kDigits.find(static_cast<char>(c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c));
  return value == std::string_view::npos ? -1 : static_cast<int>(value);
}

// Where the first octet is that makes it no secret; its size if it is one.
std::size_t read_key(std::string_view digits, SipKey& key) {
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int value = hex_digit(digits[i]);
    if (value < 0 || i == 2 * key.size()) return i;
    key[i / 2] = static_cast<std::uint8_t>(key[i / 2] << 4 | value);
  }
  return digits.size();
}

std::string secret_text(const SipKey& key) {
  std::string text =
      "# Kept by bailiwick(8): the secret of its DNS cookies. Delete this file and reload for a new one.\n";
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (const std::uint8_t octet : key) text += {kDigits[octet >> 4], kDigits[octet & 15]};
  return text + '\n';
}

void add_mistake(base::Findings& findings, const std::string& path, unsigned line, unsigned column, std::string what) {
  findings.add({.level = base::Level::Error,
                .code = "G16",
                .subject = {},
                .message = std::move(what),
                .places = {{.file = path, .line = line, .column = column, .length = 1}},
                .help = "write 32 hexadecimal digits, as `openssl rand -hex 16` prints them",
                .notes = {}});
}

}  // namespace

std::vector<SipKey> parse_secrets(std::string_view text, const std::string& path, base::Findings& findings) {
  std::vector<SipKey> keys;
  const std::size_t before = findings.total();
  for (unsigned line = 1; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    word = word.substr(0, word.find('#'));
    const std::size_t begin = std::min(word.find_first_not_of(" \t\r"), word.size());
    word = word.substr(begin, word.find_last_not_of(" \t\r") + 1 - begin);
    if (word.empty()) continue;
    SipKey key{};
    const std::size_t read = read_key(word, key);
    const auto column = static_cast<unsigned>(begin + read + 1);
    if (read < word.size())
      add_mistake(findings, path, line, column, "a secret has 32 hexadecimal digits and nothing else");
    else if (read < 2 * key.size())
      add_mistake(findings, path, line, column, "a secret has 32 hexadecimal digits, this one " + std::to_string(read));
    else if (keys.size() == kMostSecretsInFile)
      add_mistake(findings, path, line, 1, "more than " + std::to_string(kMostSecretsInFile) + " secrets");
    else
      keys.push_back(key);
  }
  if (findings.total() == before && keys.empty()) add_mistake(findings, path, 1, 1, "there is no secret in this file");
  return findings.total() == before ? keys : std::vector<SipKey>();
}

SecretFile read_secret_file(const std::string& path) {
  SecretFile file;
  const auto add = [&](base::Level level, std::string message, std::string help) {
    file.findings.add({.level = level,
                       .code = "G16",
                       .subject = {},
                       .message = std::move(message),
                       .places = {{.file = path}},
                       .help = std::move(help),
                       .notes = {}});
  };
  const auto text = base::read_file(path, kLargestSecretFile);
  if (!text) {
    // `bailiwick check` may be run by another user than the server, to whom the file says nothing.
    add(text.error() == EACCES ? base::Level::Warning : base::Level::Error,
        std::string("cannot read the secret of DNS cookies: ") + std::strerror(text.error()),
        "let the user that the server runs as read it, and nobody else");
    return file;
  }
  file.keys = parse_secrets(*text, path, file.findings);
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0 && (status.st_mode & S_IROTH) != 0)
    add(base::Level::Warning, "every user of this machine can read the secret of DNS cookies, and make them for anyone",
        "run `chmod o-r " + path + "`");
  return file;
}

answer::CookieSettings CookieSecrets::take(const config::Config& config, std::uint32_t now) {
  answer::CookieSettings settings;
  is_applied_ = true;
  if (!config.cookies_enabled) return settings;
  refresh(config, now);
  settings.required = config.answer.cookies.required;
  for (const SipKey& key : keys_) settings.secrets[settings.count++] = {.key = key};
  if (before_) settings.secrets[settings.count++] = *before_;
  return settings;
}

base::Result<void> CookieSecrets::roll(const config::Config& config) {
  const SipKey fresh = base::random_sip_key();
  if (config.state_directory.empty()) {
    use({fresh}, base::now().unix_s);
    return {};
  }
  return base::replace_file(config.state_directory + std::string(kSecretFile), secret_text(fresh), 0600, true);
}

void CookieSecrets::refresh(const config::Config& config, std::uint32_t now) {
  const bool own = config.cookies_secret_file.empty();
  if (own && config.state_directory.empty()) {
    if (keys_.empty()) make_do("state-directory is \"\", and there is no cookies.secret-file");
    return;
  }
  const std::string path = own ? config.state_directory + std::string(kSecretFile) : config.cookies_secret_file;
  struct stat status {};
  if (own && ::stat(path.c_str(), &status) != 0 && errno == ENOENT)
    return make_and_keep(path, config.state_directory, now);
  SecretFile file = read_secret_file(path);
  is_applied_ = own || !file.keys.empty();
  for (const base::Finding& finding : file.findings.kept()) base::log::finding(finding);
  if (file.keys.empty())
    return make_do((own ? "" : "cookies.secret-file: ") + path + " has no secret that can be used");
  use(std::move(file.keys), now);
}

void CookieSecrets::make_and_keep(const std::string& path, const std::string& directory, std::uint32_t now) {
  const SipKey fresh = base::random_sip_key();
  auto kept = base::make_directory(directory);
  if (kept) kept = base::replace_file(path, secret_text(fresh), 0600, true);
  if (!kept) {
    have_some();  // what follows from a directory that cannot be written to is told once (Service::keep_published)
    return;
  }
  base::log::info("DNS cookies: a new secret is made, and kept in " + path);
  use({fresh}, now);
}

void CookieSecrets::use(std::vector<SipKey> keys, std::uint32_t now) {
  if (before_ && now >= before_->until) before_.reset();
  if (!keys_.empty() && keys.front() != keys_.front()) {
    before_ = {.key = keys_.front(), .until = now + kAcceptedAfterRoll};
    base::log::info("DNS cookies: the secret has changed; cookies made with the one before are good for an hour more");
  }
  keys_ = std::move(keys);
}

bool CookieSecrets::have_some() {
  if (!keys_.empty()) return false;
  keys_ = {base::random_sip_key()};
  return true;
}

void CookieSecrets::make_do(const std::string& why) {
  base::log::warning("DNS cookies: " + why +
                     (have_some() ? ": the one made now is lost at the end, and clients then get new cookies"
                                  : ": the secret stays as it was"));
}

}  // namespace bailiwick::daemon
