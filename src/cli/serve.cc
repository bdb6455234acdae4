#include "cli/serve.h"

#include "daemon/server.h"

namespace bailiwick::cli {

int serve(const std::string& config_path) {
  return daemon::run(config_path);
}

}  // namespace bailiwick::cli
