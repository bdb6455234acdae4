// The secrets of DNS cookies (RFC 7873 §7.1, RFC 9018 §5): read from a file or made once and kept, and rolled without
// a client noticing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "answer/cookie.h"
#include "base/finding.h"
#include "base/result.h"
#include "config/config.h"

namespace bailiwick::daemon {

// The secrets of a file, the one that makes cookies first. None where it has a mistake, which then is in `findings`.
std::vector<base::SipKey> parse_secrets(std::string_view text, const std::string& path, base::Findings& findings);

struct SecretFile {
  std::vector<base::SipKey> keys;
  base::Findings findings;
};

// cookies: secret-file of a config that has one: what the server will make of it.
SecretFile read_secret_file(const std::string& path);

class CookieSecrets {
 public:
  // What this config asks for; `now` in seconds since 1970. Tells the log. A secret that cannot be read leaves those of
  // before; where there are none, a new one makes do until the end of the process. One thread at a time.
  answer::CookieSettings take(const config::Config& config, std::uint32_t now);
  // False where the last config named a file without a secret that can be used.
  bool is_applied() const { return is_applied_; }

  // A new secret in place of our own, in the state directory or, where there is none, in memory; take() then uses it.
  base::Result<void> roll(const config::Config& config);

 private:
  void refresh(const config::Config& config, std::uint32_t now);
  void make_and_keep(const std::string& path, const std::string& directory, std::uint32_t now);
  void use(std::vector<base::SipKey> keys, std::uint32_t now);
  // Without any, one that is made now; true if there had been none.
  bool have_some();
  void make_do(const std::string& why);

  bool is_applied_ = true;
  std::vector<base::SipKey> keys_;
  std::optional<answer::CookieSecret> before_;
};

}  // namespace bailiwick::daemon
