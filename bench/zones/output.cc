// The files of one workload, opened together and checked together at the end.

#include <cerrno>

#include "zones/workloads.h"

namespace bailiwick::bench {

Output::Output(const std::string& directory, const std::string& name)
    : stem(directory + "/" + name), zone(stem + ".zone"), questions(stem + ".questions"), first(stem + ".first") {}

base::Result<void> Output::finish() {
  for (auto* const file : {&zone, &questions, &first}) {
    file->close();
    if (!*file) return base::fail_errno("cannot write " + stem + ".*", errno);
  }
  return {};
}

}  // namespace bailiwick::bench
