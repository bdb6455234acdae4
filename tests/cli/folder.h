// A folder for one test, and the built binary run in it, by a shell.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <string_view>

#include "support/process.h"
#include "support/temp_dir.h"

namespace bailiwick::cli_tests {

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

struct Outcome {
  int exit_code = -1;
  std::string out;
  std::string err;
};

class Folder {
 public:
  Folder() : folder_("cli") {}
  void write(const std::string& name, std::string_view text) { folder_.write(name, text); }
  const std::filesystem::path& path() const { return folder_.path(); }

  // Runs `bailiwick ARGUMENTS` by a shell, in the folder; `before` is put in front, as "NO_COLOR=1".
  Outcome run(const std::string& arguments, const std::string& before = "") {
    return shell(before + " '" BAILIWICK "' " + arguments + " >out 2>err");
  }
  Outcome shell(const std::string& command) {
    support::Process process({.argv = {"/bin/sh", "-c", "rm -f out err; " + command},
                              .directory = folder_.path(),
                              .log = folder_.path() / "log",
                              .environment = {}});
    const auto status = process.wait(std::chrono::seconds(60));
    REQUIRE(status);
    return {*status, support::read_file(folder_.path() / "out"), support::read_file(folder_.path() / "err")};
  }

 private:
  support::TempDir folder_;
};

}  // namespace bailiwick::cli_tests
