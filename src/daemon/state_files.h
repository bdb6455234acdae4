// Files of the state-directory, written so that a crash leaves either what was there or what should be.
#pragma once

#include <sys/types.h>

#include <string>

#include "base/result.h"

namespace bailiwick::daemon {

// The file has the text, or is as it was. Where `durable`, also after a power failure, which is worth some milliseconds
// of waiting for the disk.
base::Result<void> replace_file(const std::string& path, const std::string& text, mode_t mode, bool durable);

// Only the last folder of the path is made: a state-directory that is mistyped is better told.
base::Result<void> make_folder(const std::string& path);

}  // namespace bailiwick::daemon
