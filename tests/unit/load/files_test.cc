// Files that are no zone files, and files that change while they are read: a clear finding, no crash, no wait, and
// memory that does not grow with the file.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "load/source.h"
#include "support/sanitized.h"
#include "unit/load/load_support.h"

using namespace bailiwick;
using namespace bailiwick::load_test;

namespace {

load::Loaded load_path(const std::string& path) {
  return load::load_zone_file(path, name("example.com."));
}

long peak_kib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

}  // namespace

TEST_CASE("what cannot be read as a file has a finding and no zone") {
  const TempDir dir;
  REQUIRE(::mkfifo(dir.path("fifo").c_str(), 0600) == 0);
  for (const auto& [path, says] : {std::pair<std::string, std::string>{dir.path("missing"), "No such file"},
                                   {dir.path("."), "it is a directory"},
                                   {dir.path("fifo"), "it is a pipe"},
                                   {"/dev/zero", "it is a device"},
                                   {std::string("a\0b", 3), "NUL octet"},
                                   {"", "No such file"}}) {
    const auto loaded = load_path(path);
    CHECK_FALSE(loaded.built);
    REQUIRE(loaded.findings.kept().size() == 1);
    CHECK(loaded.findings.count(base::Level::Fatal) == 1);
    CHECK(report(loaded.findings).find(says) != std::string::npos);
  }
}

TEST_CASE("an unreadable file says why") {
  constexpr uid_t kNobody = 65534;
  const TempDir dir;
  const std::string path = dir.write("z", "a 1 A 192.0.2.1\n");
  REQUIRE(::chmod(path.c_str(), 0) == 0);
  const bool is_root = ::geteuid() == 0;  // who reads everything
  if (is_root) REQUIRE(::seteuid(kNobody) == 0);
  const std::string said = report(load_path(path).findings);
  if (is_root) REQUIRE(::seteuid(0) == 0);
  CHECK(said.find("Permission denied") != std::string::npos);
}

TEST_CASE("an empty file and a binary one") {
  const TempDir dir;
  const auto empty = load_path(dir.write("empty", ""));
  REQUIRE(empty.built);
  CHECK(empty.built->zone->record_count() == 0);
  CHECK(empty.findings.total() == 0);
  std::string binary;
  for (unsigned i = 0; i < 200000; ++i) binary += static_cast<char>(i * 2654435761u >> 13);
  const auto loaded = load_path(dir.write("binary", binary));
  CHECK(loaded.findings.count(base::Level::Fatal) > 0);
  CHECK(loaded.findings.kept().size() <= 51 * 5);
}

TEST_CASE("a line of 4 GiB is one finding, in bounded memory") {
  const TempDir dir;
  const std::string path = dir.write("huge", "a 1 A 192.0.2.1\n");
  if (::truncate(path.c_str(), off_t{1} << (support::kSanitized ? 29 : 32)) != 0) return;  // no room for sparse files
  const long before = peak_kib();
  const auto loaded = load_path(path);
  CHECK(peak_kib() - before < 64 * 1024);
  CHECK(loaded.findings.count("S01") == 1);
  CHECK(loaded.built->zone->record_count() == 1);
}

TEST_CASE("a file that is cut short or grows while it is read") {
  const TempDir dir;
  std::string text;
  while (text.size() < (9u << 20)) text += "a" + std::to_string(text.size()) + " 1 A 192.0.2.1\n";
  const std::string path = dir.write("z", text);
  auto source = load::Source::open(path);
  REQUIRE(source);
  REQUIRE(source->fill());
  CHECK_FALSE(source->at_end());
  CHECK_FALSE(source->has_changed());
  REQUIRE(::truncate(path.c_str(), 100) == 0);
  source->consume(source->end());
  REQUIRE(source->fill());
  CHECK(source->at_end());
  CHECK(source->has_changed());

  const std::string small = dir.write("small", "a 1 A 192.0.2.1\n");
  auto growing = load::Source::open(small);
  REQUIRE(growing);
  dir.write("small", text);
  REQUIRE(growing->fill());
  CHECK(growing->end() - growing->begin() > 1 << 20);
}

TEST_CASE("the window ends in a newline, and one stands behind it") {
  for (std::string_view text : {"", "a", "a\n", "\n"}) {
    auto source = load::Source::of_text(text);
    REQUIRE(source.fill());
    CHECK(source.at_end());
    CHECK(*source.end() == '\n');
    if (!text.empty()) CHECK(source.end()[-1] == '\n');
    CHECK(source.lacks_final_newline() == (text == "a"));
  }
}

TEST_CASE("the files of a zone are known again: included ones too, and one that is not there yet") {
  const TempDir dir;
  dir.write("a.zone", "$TTL 60\n@ SOA ns h 1 2 3 4 5\n$INCLUDE one\n$INCLUDE missing\n");
  dir.write("one", "www A 192.0.2.1\n");
  const auto loaded = load_path(dir.path("a.zone"));
  REQUIRE(loaded.files.size() == 3);
  CHECK(loaded.files[0] == base::stamp_of(dir.path("a.zone")));
  CHECK(loaded.files[1] == base::stamp_of(dir.path("one")));
  CHECK(loaded.files[2].path == dir.path("missing"));
  CHECK(loaded.files[2].size == -1);

  constexpr std::int64_t kLater = INT64_MAX;  // long after the files were written
  CHECK(base::are_unchanged(loaded.files, kLater));
  CHECK_FALSE(base::are_unchanged(loaded.files, loaded.files[1].changed_ns + 1'000'000'000));  // too fresh to be sure
  dir.write("missing", "");
  CHECK_FALSE(base::are_unchanged(loaded.files, kLater));
}
