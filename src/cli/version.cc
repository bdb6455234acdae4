// `bailiwick version`.
#include "base/version.h"

#include <cstdio>

#include "cli/exit_code.h"
#include "cli/subcommand.h"

namespace bailiwick::cli {

Subcommand version_subcommand() {
  return {.name = "version", .summary = "Print the version", .details = "", .options = {}, .run = [](const Arguments&) {
            std::printf("bailiwick %s\n", base::kVersion);
            return kExitOk;
          }};
}

}  // namespace bailiwick::cli
