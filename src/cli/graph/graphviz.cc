#include "cli/graph/graphviz.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

extern char** environ;

namespace bailiwick::cli {
namespace {

base::Result<void> write_text(const std::string& path, const std::string& text) {
  std::FILE* file = std::fopen(path.c_str(), "w");
  if (file == nullptr) return base::fail_errno("cannot write " + path, errno);
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  const bool closed = std::fclose(file) == 0;
  if (!written || !closed) {
    const int error = errno;
    std::remove(path.c_str());
    return base::fail_errno("cannot write " + path, error);
  }
  return {};
}

// Runs `dot -Tkind -o path source` and waits for its end.
base::Result<void> run_dot(const std::string& kind, const std::string& source, const std::string& path) {
  std::string program = "dot";
  std::string format = "-T" + kind;
  std::string output = "-o" + path;
  std::string input = source;
  char* arguments[] = {program.data(), format.data(), output.data(), input.data(), nullptr};
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, "dot", nullptr, nullptr, arguments, environ);
  if (error == ENOENT)
    return base::fail("Graphviz is not installed, which draws ." + kind +
                      " files: install the package graphviz, or write a .dot file");
  if (error != 0) return base::fail_errno("cannot run dot", error);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return base::fail("Graphviz's dot could not draw " + path);
  return {};
}

}  // namespace

bool is_picture_path(std::string_view path) {
  return path.ends_with(".dot") || path.ends_with(".svg") || path.ends_with(".png");
}

base::Result<void> write_picture(const std::string& path, const std::string& dot) {
  if (path.ends_with(".dot")) return write_text(path, dot);
  const std::string source = path + ".dot.tmp";
  if (auto written = write_text(source, dot); !written) return written;
  auto drawn = run_dot(path.substr(path.size() - 3), source, path);
  std::remove(source.c_str());
  return drawn;
}

}  // namespace bailiwick::cli
