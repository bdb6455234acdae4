#include "publish/registered_hosts.h"

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "base/files.h"

namespace bailiwick::publish {
namespace {

constexpr std::size_t kLargestFile = std::size_t{1} << 28;  // octets; far beyond all hosts of the largest registrars

}  // namespace

RegisteredFile read_registered_hosts(const config::Config& config) {
  RegisteredFile result;
  const std::string& path = config.registered_hosts;
  if (path.empty()) return result;
  auto text = base::read_file(path, kLargestFile);
  if (!text || text->size() > kLargestFile) {
    const int why = text ? EFBIG : text.error();
    result.findings.add({.level = base::Level::Error,
                         .code = "G14",
                         .message = "registered-hosts: cannot read " + path + ": " + std::strerror(why),
                         .places = {{.file = path}},
                         .help = "write the file that lists what stands at the registrar, or take the option out"});
    return result;
  }
  result.hosts = check::RegisteredHosts::parse(*text, path, result.findings);
  result.text = std::move(*text);
  if (result.findings.count(base::Level::Error) == 0) return result;
  // A list with a mistake would say of hosts that are registered that they are not.
  result.hosts.reset();
  result.findings.add({.level = base::Level::Warning,
                       .code = "G14",
                       .message = "registered-hosts: " + path + " has no effect until its errors are corrected",
                       .places = {{.file = path}},
                       .help = "until then, hosts are taken to be registered with the addresses in the zones"});
  return result;
}

}  // namespace bailiwick::publish
