// What the process returns, as scripts know it.
#pragma once

namespace bailiwick::cli {

inline constexpr int kExitOk = 0;        // nothing of level error was found; warnings are no errors
inline constexpr int kExitFindings = 1;  // findings of level error or fatal; `serve`: could not start
inline constexpr int kExitUsage = 2;     // wrong arguments, a config with errors, a file that cannot be read
inline constexpr int kExitInternal = 3;  // our own fault, out of memory, or output that could not be written
inline constexpr int kExitNotNow = 4;    // no server is running

}  // namespace bailiwick::cli
