// Whichever operation on files fails or is the last one before a crash or a power failure: after recover(), each zone
// has its old copy or its new one, complete; a unit has all old ones or all new ones.
#include <cerrno>

#include "support/failing_files.h"
#include "unit/store/store_support.h"

using namespace bailiwick;
using namespace bailiwick::store_test;
using store::LastGood;
using store::Layout;
using support::FailingFiles;
using Way = FailingFiles::Way;

namespace {

const std::vector<std::string> kOrigins{"a.example.", "b.example.", "c.example."};

std::vector<Version> versions(unsigned serial) {
  std::vector<Version> out;
  for (const std::string& origin : kOrigins) out.push_back(version(origin, serial));
  return out;
}

// Serials of the copies that a new process finds, in the order of kOrigins; 0 for none. Every one is read whole.
std::vector<unsigned> serials_after_restart(const support::TempDir& dir) {
  FailingFiles all_well(0, Way::Fails);
  LastGood good{Layout(dir.path()), all_well};
  if (auto recovered = good.recover(); !recovered) FAIL(recovered.error().message);
  const store::Listed found = good.list(kNow);
  for (const store::CopyError& problem : found.problems) FAIL_CHECK(problem.message);
  std::vector<unsigned> serials;
  for (const std::string& origin : kOrigins) {
    const auto copy = good.read(named(origin), kNow);
    if (!copy) CHECK(copy.error().kind == store::CopyError::Kind::Missing);
    serials.push_back(copy ? copy->head.serial : 0);
    if (copy) CHECK(zone::same_records(*copy->zone, *version(origin, copy->head.serial).zone));
  }
  for (const std::string& file : files_below(dir.path())) {
    CHECK_FALSE(file.ends_with(".new"));
    CHECK_FALSE(file.ends_with("/unit"));
  }
  return serials;
}

// Runs `change` with the n-th operation failing, for each n, each way, from no copies and from those of serial 1.
template <class Change>
std::size_t at_each_operation(const Change& change) {
  std::size_t runs = 0;
  for (const bool has_old : {true, false})
    for (const Way way : {Way::Fails, Way::Ends, Way::PowerFails})
      for (const int error : {ENOSPC, EROFS, EACCES}) {
        if (way != Way::Fails && error != ENOSPC) continue;
        for (std::size_t at = 1;; ++at, ++runs) {
          REQUIRE(at < 200);
          CAPTURE(has_old);
          CAPTURE(static_cast<int>(way));
          CAPTURE(at);
          const support::TempDir dir("crash");
          if (has_old) {
            const std::vector<Version> old = versions(1);
            FailingFiles all_well(0, Way::Fails);
            REQUIRE(LastGood(Layout(dir.path()), all_well).keep(to_keep(old)).count == kOrigins.size());
          }
          FailingFiles files(at, way, error);
          change(dir, files, has_old ? 1 : 0);
          if (files.operations() < at) break;
        }
      }
  return runs;
}

}  // namespace

TEST_CASE("three zones one by one: each is old or new") {
  const std::vector<Version> fresh = versions(2);
  const std::size_t runs = at_each_operation([&](const support::TempDir& dir, FailingFiles& files, unsigned old) {
    LastGood good{Layout(dir.path()), files};
    const store::Kept kept = good.keep(to_keep(fresh));
    CHECK(kept.failure.has_value() == (kept.count < fresh.size()));
    const std::vector<unsigned> serials = serials_after_restart(dir);
    for (std::size_t i = 0; i < serials.size(); ++i) {
      CHECK((serials[i] == old || serials[i] == 2));
      if (i < kept.count) CHECK(serials[i] == 2);
    }
  });
  CHECK(runs > 100);
}

TEST_CASE("three zones as a unit: all are old or all are new") {
  const std::vector<Version> fresh = versions(2);
  std::size_t all_new = 0;
  const std::size_t runs = at_each_operation([&](const support::TempDir& dir, FailingFiles& files, unsigned old) {
    LastGood good{Layout(dir.path()), files};
    const auto kept = good.keep_unit(to_keep(fresh));
    const std::vector<unsigned> serials = serials_after_restart(dir);
    CHECK(serials[0] == serials[1]);
    CHECK(serials[1] == serials[2]);
    CHECK((serials[0] == old || serials[0] == 2));
    if (kept) CHECK(serials[0] == 2);
    if (!kept && serials[0] == 2) ++all_new;
  });
  CHECK(runs > 100);
  CHECK(all_new > 10);  // ended after the point of no return
}

TEST_CASE("a unit that failed half way is completed or dropped by what comes next, without a restart") {
  const std::vector<Version> fresh = versions(2);
  const std::vector<Version> later{version("b.example.", 3)};
  at_each_operation([&](const support::TempDir& dir, FailingFiles& files, unsigned old) {
    LastGood good{Layout(dir.path()), files};
    const bool done = good.keep_unit(to_keep(fresh)).has_value();
    if (files.has_ended()) return;
    if (good.keep(to_keep(later)).count == 0) return;  // it was this one that failed
    const std::vector<unsigned> serials = serials_after_restart(dir);
    CHECK(serials[1] == 3);
    CHECK(serials[0] == serials[2]);
    CHECK((serials[0] == old || serials[0] == 2));
    if (done) CHECK(serials[0] == 2);
  });
}

TEST_CASE("recovering can be ended anywhere, too") {
  const std::vector<Version> old = versions(1);
  const std::vector<Version> fresh = versions(2);
  for (std::size_t first = 1; first < 60; ++first)
    for (std::size_t second = 1; second < 30; ++second) {
      CAPTURE(first);
      CAPTURE(second);
      const support::TempDir dir("crash");
      FailingFiles all_well(0, Way::Fails);
      REQUIRE(LastGood(Layout(dir.path()), all_well).keep(to_keep(old)).count == kOrigins.size());
      FailingFiles ends(first, Way::PowerFails);
      (void)LastGood(Layout(dir.path()), ends).keep_unit(to_keep(fresh));
      FailingFiles again(second, Way::PowerFails);
      (void)LastGood(Layout(dir.path()), again).recover();
      const std::vector<unsigned> serials = serials_after_restart(dir);
      CHECK(serials[0] == serials[1]);
      CHECK(serials[1] == serials[2]);
      if (again.operations() < second) break;
    }
}

TEST_CASE("removing: the copy is in good/ or in removed/, never in neither") {
  at_each_operation([&](const support::TempDir& dir, FailingFiles& files, unsigned old) {
    if (old == 0) return;
    LastGood good{Layout(dir.path()), files};
    const auto removed = good.remove(named("a.example."), kNow);
    const std::vector<unsigned> serials = serials_after_restart(dir);
    const auto copy = store::read_copy(Layout(dir.path()).removed_file(named("a.example."), kNow));
    CHECK((serials[0] == 1) != copy.has_value());
    if (removed) CHECK(copy.has_value());
    CHECK(serials[1] == 1);
  });
}

TEST_CASE("the version before is replaced whole or not at all") {
  const Version fresh = version("a.example.", 2);
  at_each_operation([&](const support::TempDir& dir, FailingFiles& files, unsigned) {
    FailingFiles all_well(0, Way::Fails);
    REQUIRE(LastGood(Layout(dir.path()), all_well).keep_before(version("a.example.", 1).to_keep()));
    const bool kept = LastGood(Layout(dir.path()), files).keep_before(fresh.to_keep()).has_value();
    serials_after_restart(dir);
    const auto copy = LastGood(Layout(dir.path())).read_before(named("a.example."), kNow);
    REQUIRE(copy);
    CHECK((copy->head.serial == 1 || copy->head.serial == 2));
    if (kept) CHECK(copy->head.serial == 2);
  });
}
