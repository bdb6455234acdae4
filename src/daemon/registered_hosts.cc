#include "daemon/registered_hosts.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>

namespace bailiwick::daemon {

RegisteredFile read_registered_hosts(const config::Config& config) {
  RegisteredFile result;
  const std::string& path = config.registered_hosts;
  if (path.empty()) return result;
  std::ifstream in(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in.is_open() || in.bad()) {
    result.findings.add({.level = base::Level::Error,
                         .code = "G14",
                         .message = "registered-hosts: cannot read " + path + ": " + std::strerror(errno),
                         .places = {{.file = path}},
                         .help = "write the file that lists what stands at the registrar, or take the option out"});
    return result;
  }
  result.hosts = check::RegisteredHosts::parse(text, path, result.findings);
  return result;
}

}  // namespace bailiwick::daemon
