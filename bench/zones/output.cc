// The files of one workload, opened together and checked together at the end.

#include <cerrno>

#include "zones/workloads.h"

namespace bailiwick::bench {

Output::Output(const std::string& directory, const std::string& name)
    : stem(directory + "/" + name), list(stem + ".list"), questions(stem + ".questions"), first(stem + ".first") {}

std::ofstream Output::open_zone(const std::string& origin, const std::string& path) {
  list << origin << ' ' << path << '\n';
  return std::ofstream(path);
}

void Output::ask(std::string_view name, std::string_view type, Rcode rcode, unsigned answers) {
  questions << name << ' ' << type << ' ' << static_cast<unsigned>(rcode) << ' ' << answers << '\n';
}

base::Result<void> Output::finish() {
  for (auto* const file : {&list, &questions, &first}) {
    file->close();
    if (!*file) return base::fail_errno("cannot write " + stem + ".*", errno);
  }
  return {};
}

}  // namespace bailiwick::bench
