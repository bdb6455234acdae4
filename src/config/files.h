// Files and folders that the config names or is: read whole or listed, with errno for what is in the way. What that
// means for the operator is said by who asked.
#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace bailiwick::config {

// The octets of a file, of which at most `most` are wanted: a larger one comes with one octet more. An errno value when
// it cannot be read.
std::expected<std::string, int> read_file(const std::string& path, std::size_t most);

// The paths of a folder's entries that end in `suffix` and are not hidden, in any order; folders are left out.
std::expected<std::vector<std::string>, std::error_code> list_files(const std::string& folder, std::string_view suffix);

}  // namespace bailiwick::config
