// Copies are written, listed and read again; damage is found and set aside; what was removed is kept for 30 days.
#include "store/last_good.h"

#include <sys/stat.h>
#include <unistd.h>

#include "unit/store/store_support.h"

using namespace bailiwick;
using namespace bailiwick::store_test;
using store::CopyError;
using store::LastGood;
using store::Layout;

TEST_CASE("file names keep to what any file system holds") {
  CHECK(store::file_name(named("Example.COM.")) == "example.com.zone");
  CHECK(store::file_name(named(".")) == "%2e.zone");
  CHECK(store::file_name(named("a/b.\\.\\..x.")) == "a%2fb.%5c.%5c..x.zone");
  const std::string label(63, 'a');
  const std::string longest = store::file_name(named(label + '.' + label + '.' + label + '.' + label.substr(2) + '.'));
  CHECK(longest.size() < 200);
  CHECK(longest != store::file_name(named(label + '.' + label + '.' + label + '.' + label.substr(3) + ".")));
  CHECK(store::hash_directory(named("Example.com.")) == store::hash_directory(named("example.com.")));
  CHECK(store::hash_directory(named("example.com.")).size() == 2);
}

TEST_CASE("what was kept is listed and read: records and head") {
  const support::TempDir dir("store");
  LastGood good{Layout(dir.path())};
  REQUIRE(good.recover());
  CHECK(listed(good).empty());
  Version one = version("a.example.", 1);
  one.head.files.push_back({.stamp = {"/odd\npath %41 \xc3\xa9", 1, 2, -1, -3, 4}});
  one.head.source = "transfer 192.0.2.1";
  Version two = version("b.example.", 7, 5000);  // more than one piece of text
  const std::vector<store::ToKeep> both{one.to_keep(), two.to_keep()};
  const store::Kept kept = good.keep(both);
  CHECK(kept.count == 2);
  CHECK_FALSE(kept.failure);
  CHECK(listed(good) == Lines{"a.example. 1", "b.example. 7"});
  for (const Version* version : {&one, &two}) {
    const auto copy = good.read(version->head.origin, kNow);
    if (!copy) FAIL(copy.error().message);
    CHECK(zone::same_records(*copy->zone, *version->zone));
    CHECK(copy->head.serial == version->head.serial);
    CHECK(copy->head.records == version->head.records);
    CHECK(copy->head.record_count == version->head.record_count);
    CHECK(copy->head.since == version->head.since);
    CHECK(copy->head.read_at_ns == version->head.read_at_ns);
    CHECK(copy->head.source == version->head.source);
    CHECK(copy->head.files == version->head.files);
  }
  struct stat status {};
  REQUIRE(::stat(Layout(dir.path()).good_file(named("a.example.")).c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0640);
  CHECK(files_below(dir.path()).size() == 2);
  // A copy is a zone file as any other: no finding, no waiver.
  const load::Loaded loaded =
      load::load_zone_file(Layout(dir.path()).good_file(named("a.example.")), named("a.example."));
  CHECK(loaded.findings.empty());
  CHECK(loaded.waivers.empty());
}

TEST_CASE("the next version replaces the copy") {
  const support::TempDir dir("store");
  LastGood good{Layout(dir.path())};
  for (unsigned serial = 1; serial <= 3; ++serial) {
    const std::vector<Version> versions{version("a.example.", serial)};
    CHECK(good.keep(to_keep(versions)).count == 1);
  }
  CHECK(listed(good) == Lines{"a.example. 3"});
  CHECK(good.read(named("x.example."), kNow).error().kind == CopyError::Kind::Missing);
}

TEST_CASE("more zones than one round has") {
  const support::TempDir dir("store");
  LastGood good{Layout(dir.path())};
  std::vector<Version> versions;
  for (unsigned i = 0; i < 600; ++i) versions.push_back(version("z" + std::to_string(i) + ".example.", i + 1, 1));
  CHECK(good.keep(to_keep(versions)).count == 600);
  CHECK(good.list(kNow).heads.size() == 600);
  CHECK(good.list(kNow).problems.empty());
  for (Version& one : versions) one = version(wire::to_text(one.head.origin), one.head.serial + 1000, 1);
  CHECK(good.keep_unit(to_keep(versions)));
  for (const store::CopyHead& head : good.list(kNow).heads) CHECK(head.serial > 1000);
  CHECK(files_below(dir.path()).size() == 600);
}

TEST_CASE("a damaged copy is set aside and reported") {
  const support::TempDir dir("store");
  LastGood good{Layout(dir.path())};
  const std::vector<Version> versions{version("a.example.", 1), version("b.example.", 7, 3000)};
  REQUIRE(good.keep(to_keep(versions)).count == 2);
  for (const Version& one : versions) {
    const std::string path = Layout(dir.path()).good_file(one.head.origin);
    const std::string text = support::read_file(path);
    const auto check_damage = [&](const std::string& damaged, bool is_listed_too) {
      for (const bool by_list : {false, true}) {
        if (by_list && !is_listed_too) continue;
        std::ofstream(path, std::ios::binary) << damaged;
        std::string message;
        if (by_list) {
          const store::Listed found = good.list(kNow);
          REQUIRE(found.heads.size() == 1);
          REQUIRE(found.problems.size() == 1);
          CHECK(found.problems[0].kind == CopyError::Kind::Damaged);
          message = found.problems[0].message;
        } else {
          const auto copy = good.read(one.head.origin, kNow);
          REQUIRE_FALSE(copy);
          CHECK(copy.error().kind == CopyError::Kind::Damaged);
          message = copy.error().message;
        }
        CHECK(message.contains("is damaged: "));
        CHECK(message.contains("it was renamed to " + path + ".damaged-2026-11-23"));
        CHECK_FALSE(fs::exists(path));
        CHECK(support::read_file(path + ".damaged-2026-11-23") == damaged);
      }
      std::ofstream(path, std::ios::binary) << text;
    };
    const bool is_small = text.size() < 4000;
    const std::size_t step = is_small ? 1 : text.size() / 97;
    for (std::size_t size = 0; size < text.size(); size += step) {
      CAPTURE(size);
      check_damage(text.substr(0, size), true);
    }
    for (std::size_t at = 0; at < text.size(); at += step) {
      CAPTURE(at);
      std::string flipped = text;
      flipped[at] = static_cast<char>(flipped[at] ^ (1 << at % 8));
      check_damage(flipped, is_small);
    }
    check_damage(text + '\n', true);
    check_damage(text + text, true);
    CHECK(good.read(one.head.origin, kNow));
  }
}

TEST_CASE("a copy under the name of another zone is damaged") {
  const support::TempDir dir("store");
  LastGood good{Layout(dir.path())};
  const std::vector<Version> versions{version("a.example.", 1), version("b.example.", 7)};
  REQUIRE(good.keep(to_keep(versions)).count == 2);
  const Layout layout(dir.path());
  fs::copy_file(layout.good_file(named("a.example.")), layout.good_file(named("b.example.")),
                fs::copy_options::overwrite_existing);
  CHECK(good.list(kNow).problems.size() == 1);
  CHECK(listed(good) == Lines{"a.example. 1"});
}

TEST_CASE("what cannot be read stays where it is, and is a problem") {
  if (::geteuid() == 0) return;  // root reads everything
  const support::TempDir dir("store");
  LastGood good{Layout(dir.path())};
  const std::vector<Version> versions{version("a.example.", 1), version("b.example.", 7)};
  REQUIRE(good.keep(to_keep(versions)).count == 2);
  const std::string path = Layout(dir.path()).good_file(named("a.example."));
  fs::permissions(path, fs::perms::none);
  const store::Listed found = good.list(kNow);
  CHECK(found.heads.size() == 1);
  REQUIRE(found.problems.size() == 1);
  CHECK(found.problems[0].kind == CopyError::Kind::Unreadable);
  CHECK(fs::exists(path));
}

TEST_CASE("a removed zone is kept for 30 days") {
  const support::TempDir dir("store");
  LastGood good{Layout(dir.path())};
  const std::vector<Version> versions{version("a.example.", 1), version("b.example.", 7)};
  REQUIRE(good.keep(to_keep(versions)).count == 2);
  constexpr base::UnixTime kDay = 86400;
  CHECK(good.remove(named("A.example."), kNow));
  CHECK(good.remove(named("a.example."), kNow));  // there is none any more
  CHECK(listed(good) == Lines{"b.example. 7"});
  const std::string removed = dir.path() / "removed" / "2026-11-23" / "a.example.zone";
  CHECK(store::read_copy(removed)->head.serial == 1);
  CHECK(good.remove(named("b.example."), kNow + kDay));
  CHECK(good.expire_removed(kNow + 30 * kDay));
  CHECK(fs::exists(removed));
  fs::create_directory(dir.path() / "removed" / "not a date");
  CHECK(good.expire_removed(kNow + 31 * kDay));
  CHECK_FALSE(fs::exists(dir.path() / "removed" / "2026-11-23"));
  CHECK(files_below(dir.path()) == Lines{"removed/2026-11-24/b.example.zone"});
  CHECK(fs::exists(dir.path() / "removed" / "not a date"));
}

TEST_CASE("a state-directory of 0.1.0 is taken as it is") {
  const support::TempDir dir("store");
  const std::string text =
      "; Kept by bailiwick(8) for `bailiwick sheet`: the delegation of this zone as it was published.\n"
      "; since 2026-11-21 23:54 UTC\nexample.com. 3600 IN SOA ns1.example.com. hostmaster.example.com. 1 2 3 4 5\n"
      "example.com. 3600 IN NS ns1.example.com.\nns1.example.com. 3600 IN A 192.0.2.1\n; end\n";
  const Lines old{"before/example.com.zone", "cookies", "published/example.com.zone", "serials"};
  for (const std::string& file : old) dir.write(file, text);
  LastGood good{Layout(dir.path())};
  CHECK(good.recover());
  CHECK(listed(good).empty());
  const std::vector<Version> versions{version("example.com.", 1)};
  CHECK(good.keep(to_keep(versions)).count == 1);
  CHECK(good.remove(named("example.com."), kNow));
  CHECK(good.expire_removed(kNow));
  for (const std::string& file : old) CHECK(support::read_file(dir.path() / file) == text);
}
