// Files and directories: read whole, listed, or replaced so that a crash leaves either what was there or what should
// be. What an error means for the operator is said by the caller.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "base/file_system.h"
#include "base/result.h"

namespace bailiwick::base {

// The octets of a file, of which at most `most` are wanted: a larger one comes with one octet more. An errno value when
// it cannot be read.
std::expected<std::string, int> read_file(const std::string& path, std::size_t most);

// The paths of a folder's entries that end in `suffix` and are not hidden, in any order; folders are left out.
std::expected<std::vector<std::string>, std::error_code> list_files(const std::string& folder, std::string_view suffix);

// The file has the text, or is as it was. Where `durable`, also after a power failure, which is worth some milliseconds
// of waiting for the disk; if only the last step of that fails, the file has the text all the same.
Result<void> replace_file(const std::string& path, const std::string& text, mode_t mode, bool durable,
                          FileSystem& files = disk());

// Only the last directory of the path is made: a state-directory that is mistyped is better told.
Result<void> make_directory(const std::string& path, FileSystem& files = disk());

// "." where the path has none.
std::string directory_of(const std::string& path);

}  // namespace bailiwick::base
