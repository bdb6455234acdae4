// Files are replaced whole or not at all, whatever operation fails or is the last one.
#include "base/files.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "support/failing_files.h"
#include "support/temp_dir.h"

using namespace bailiwick;
using support::FailingFiles;

namespace fs = std::filesystem;

TEST_CASE("a file is replaced, with its mode whatever the umask") {
  const support::TempDir dir("files");
  const std::string path = dir.path() / "file";
  const mode_t before = ::umask(0777);
  CHECK(base::replace_file(path, "one", 0640, true));
  CHECK(base::make_directory(dir.path() / "made"));
  ::umask(before);
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0640);
  CHECK(base::replace_file(path, "two", 0640, false));
  CHECK(support::read_file(path) == "two");
  CHECK(base::make_directory(dir.path() / "made"));
  CHECK_FALSE(base::make_directory(dir.path() / "not" / "made"));
  CHECK(base::directory_of("/a/b") == "/a");
  CHECK(base::directory_of("/a") == "/");
  CHECK(base::directory_of("a") == ".");
}

TEST_CASE("a symbolic link in the place of the new file is not followed") {
  const support::TempDir dir("files");
  const auto victim = dir.write("elsewhere", "mine");
  const std::string path = dir.write("file", "one");
  fs::create_symlink(victim, path + ".new");
  CHECK_FALSE(base::replace_file(path, "two", 0640, true));
  CHECK(support::read_file(victim) == "mine");
  CHECK(support::read_file(path) == "one");
}

TEST_CASE("whichever operation fails or is the last one, a file is the old one or the new one") {
  using Way = FailingFiles::Way;
  for (const Way way : {Way::Fails, Way::Ends, Way::PowerFails}) {
    std::size_t failed = 0;
    for (std::size_t at = 1; at <= 20; ++at) {
      CAPTURE(at);
      const support::TempDir dir("files");
      const std::string path = dir.write("file", "the old text");
      FailingFiles files(at, way, ENOSPC);
      const auto done = base::replace_file(path, "the new one", 0640, true, files);
      const std::string text = support::read_file(path);
      CHECK((text == "the old text" || text == "the new one"));
      if (files.operations() < at) {
        CHECK(done);
        CHECK(text == "the new one");
        break;
      }
      ++failed;
      REQUIRE_FALSE(done);
      CHECK(done.error().message.contains("No space left on device"));
      if (way == Way::Fails) CHECK_FALSE(fs::exists(path + ".new"));
    }
    CHECK(failed == 6);  // create, write, sync, close, rename, sync of the directory
  }
}
