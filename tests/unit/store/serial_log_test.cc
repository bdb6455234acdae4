// The serials of all zones over a restart; lines that are damaged count for nothing; 0.1.0's file is read.
#include "store/serial_log.h"

#include "support/failing_files.h"
#include "unit/store/store_support.h"

using namespace bailiwick;
using namespace bailiwick::store_test;
using store::Layout;
using store::PublishedSerial;
using store::SerialLog;
using Crash = support::FailingFiles::Way;

TEST_CASE("the last line of a zone counts") {
  const support::TempDir dir("serials");
  SerialLog log{Layout(dir.path())};
  REQUIRE(log.read());
  for (std::uint32_t serial = 1; serial <= 5; ++serial)
    REQUIRE(log.append(std::vector<store::SerialChange>{{named("A.example."), PublishedSerial{serial, serial * 10}},
                                                        {named("."), PublishedSerial{4294967295, ~std::uint64_t{0}}}}));
  REQUIRE(log.append(std::vector<store::SerialChange>{{named("."), std::nullopt}, {named("x."), std::nullopt}}));
  SerialLog again{Layout(dir.path())};
  REQUIRE(again.read());
  CHECK(again.find(named("a.EXAMPLE.")) == PublishedSerial{5, 50});
  CHECK_FALSE(again.find(named(".")));
  CHECK(again.size() == 1);
  CHECK(again.damaged_lines() == 0);
}

TEST_CASE("the file does not grow without end") {
  const support::TempDir dir("serials");
  support::FailingFiles without_syncs(0, support::FailingFiles::Way::Fails);
  SerialLog log(Layout(dir.path()), without_syncs);
  for (std::uint32_t serial = 1; serial <= 5000; ++serial)
    REQUIRE(log.append(std::vector<store::SerialChange>{{named("a.example."), PublishedSerial{serial, 1}}}));
  CHECK(fs::file_size(dir.path() / "serials.log") < 2000 * 50);
  SerialLog again{Layout(dir.path())};
  REQUIRE(again.read());
  CHECK(again.find(named("a.example.")) == PublishedSerial{5000, 1});
}

TEST_CASE("a line that is damaged counts for nothing, and the next writing leaves none") {
  const support::TempDir dir("serials");
  SerialLog log{Layout(dir.path())};
  REQUIRE(log.append(std::vector<store::SerialChange>{{named("a.example."), PublishedSerial{1, 2}}}));
  REQUIRE(log.append(std::vector<store::SerialChange>{{named("a.example."), PublishedSerial{300, 2}}}));
  const std::string text = support::read_file(dir.path() / "serials.log");
  const std::size_t last = text.rfind("a.example. ");
  for (std::size_t at = last; at < text.size(); ++at) {
    CAPTURE(at);
    std::string flipped = text;
    flipped[at] = static_cast<char>(flipped[at] ^ 4);
    for (const std::string& damaged : {text.substr(0, at), flipped}) {
      dir.write("serials.log", damaged);
      support::FailingFiles without_syncs(0, support::FailingFiles::Way::Fails);
      SerialLog again(Layout(dir.path()), without_syncs);
      REQUIRE(again.read());
      CHECK(again.find(named("a.example.")) == PublishedSerial{at + 1 == text.size() && damaged.size() < text.size()
                                                                   ? 300u  // only the end of the line is missing
                                                                   : 1u,
                                                               2});
      REQUIRE(again.append(std::vector<store::SerialChange>{{named("b.example."), PublishedSerial{9, 9}}}));
      SerialLog third{Layout(dir.path())};
      REQUIRE(third.read());
      CHECK(third.find(named("b.example.")) == PublishedSerial{9, 9});
      CHECK(third.find(named("a.example.")) == again.find(named("a.example.")));
    }
  }
}

TEST_CASE("the file of 0.1.0 is read until there is one of ours") {
  const support::TempDir dir("serials");
  dir.write("serials",
            "; Kept by bailiwick(8) for `bailiwick check`: each zone, its serial and a hash of its records.\n"
            "a.example. 2026112101 0123456789abcdef\n. 7 00000000000000ff\n");
  SerialLog log{Layout(dir.path())};
  REQUIRE(log.read());
  CHECK(log.find(named("a.example.")) == PublishedSerial{2026112101, 0x0123456789abcdef});
  CHECK(log.find(named(".")) == PublishedSerial{7, 255});
  REQUIRE(log.append(std::vector<store::SerialChange>{{named("."), PublishedSerial{8, 1}}}));
  SerialLog again{Layout(dir.path())};
  REQUIRE(again.read());
  CHECK(again.find(named(".")) == PublishedSerial{8, 1});
  CHECK(again.find(named("a.example.")) == PublishedSerial{2026112101, 0x0123456789abcdef});
}

TEST_CASE("after a crash each zone has its old one or its new one, and a failure is made good") {
  const std::vector<store::SerialChange> old{{named("a.example."), store::PublishedSerial{1, 11}},
                                             {named("b.example."), store::PublishedSerial{1, 12}}};
  const std::vector<store::SerialChange> fresh{{named("a.example."), store::PublishedSerial{2, 21}},
                                               {named("b.example."), std::nullopt},
                                               {named("c.example."), store::PublishedSerial{5, 23}}};
  for (const auto way : {Crash::Fails, Crash::Ends, Crash::PowerFails})
    for (std::size_t at = 1; at < 30; ++at) {
      CAPTURE(static_cast<int>(way));
      CAPTURE(at);
      const support::TempDir dir("serials");
      REQUIRE(store::SerialLog(Layout(dir.path())).append(old));
      support::FailingFiles files(at, way, ENOSPC);
      store::SerialLog log(Layout(dir.path()), files);
      REQUIRE(log.read());
      const auto done = log.append(fresh);
      CHECK(log.find(named("A.example.")) == store::PublishedSerial{2, 21});  // whatever the disk says
      store::SerialLog again{Layout(dir.path())};
      REQUIRE(again.read());
      const auto a = again.find(named("a.example."));
      CHECK((a == store::PublishedSerial{1, 11} || a == store::PublishedSerial{2, 21}));
      if (done) {
        CHECK(a == store::PublishedSerial{2, 21});
        CHECK_FALSE(again.find(named("b.example.")));
        CHECK(again.find(named("c.example.")) == store::PublishedSerial{5, 23});
      } else if (way == Crash::Fails) {
        REQUIRE(log.append({}));
        REQUIRE(again.read());
        CHECK(again.damaged_lines() == 0);
        CHECK(again.size() == 2);
        CHECK(again.find(named("c.example.")) == store::PublishedSerial{5, 23});
      }
      if (files.operations() < at) break;
    }
}
