#include "daemon/service.h"

#include <atomic>
#include <chrono>
#include <thread>

#include "service_fixture.h"

using namespace bailiwick;
using namespace bailiwick::support;
using namespace bailiwick::daemon;

TEST_CASE("a reload serves the new version, or the old one where the new one is rejected") {
  const ZoneFiles files;
  files.write("a.test", good_zone(1));
  files.write("b.test", circular_zone(1));
  RunningService running(files);
  Asker asker(running.port());
  CHECK(asker.serial("a.test") == 1);
  CHECK(asker.serial("b.test") == 100002);  // SERVFAIL
  const std::string serving = " on 127.0.0.1@" + std::to_string(running.port());
  CHECK(running.service.status() ==
        "serving 1 zone" + serving + "; 1 zone not loaded, answering SERVFAIL, because its file was rejected");

  files.write("a.test", good_zone(2));
  files.write("b.test", good_zone(5));
  running.service.reload();
  CHECK(asker.serial("a.test") == 2);
  CHECK(asker.serial("b.test") == 5);
  CHECK(running.service.status() == "serving 2 zones" + serving);

  files.write("a.test", circular_zone(3));
  running.service.reload();
  CHECK(running.service.status() ==
        "serving 2 zones" + serving + ": 1 up to date, 1 in its previous version because the new one was rejected");

  files.write("a.test", circular_zone(3));
  files.remove("b.test");
  running.service.reload();
  CHECK(asker.serial("a.test") == 2);
  CHECK(asker.serial("b.test") == 5);  // its file is not there any more, which is no decision
}

TEST_CASE("a config with errors changes nothing on reload") {
  const ZoneFiles files;
  files.write("a.test", good_zone(1));
  RunningService running(files);
  Asker asker(running.port());
  files.write("a.test", good_zone(2));
  files.write_config(listen_line(running.port()) + "lisen: oops\n");
  running.service.reload();
  CHECK(asker.serial("a.test") == 1);
  files.write_config(listen_line(running.port()));
  running.service.reload();
  CHECK(asker.serial("a.test") == 2);
}

TEST_CASE("a changed `listen` is applied, and one that cannot be is not") {
  const ZoneFiles files;
  files.write("a.test", good_zone(1));
  RunningService running(files);
  const std::uint16_t other = RunningService::free_port();
  files.write_config("listen: [127.0.0.1@" + std::to_string(running.port()) + ", 127.0.0.1@" + std::to_string(other) +
                     "]\n");
  running.service.reload();
  CHECK(Asker(other).serial("a.test") == 1);
  CHECK(Asker(running.port()).serial("a.test") == 1);
  files.write_config(listen_line(other));
  running.service.reload();
  CHECK(Asker(other).serial("a.test") == 1);
  CHECK(running.service.status() == "serving 1 zone on 127.0.0.1@" + std::to_string(other));

  files.write_config("listen: [127.0.0.1@" + std::to_string(other) + ", \"2001:db8::77@1\", 127.0.0.1@" +
                     std::to_string(running.port()) + "]\n");
  running.service.reload();
  CHECK(Asker(other).serial("a.test") == 1);
}

TEST_CASE("no query is lost over many reloads") {
  const ZoneFiles files;
  files.write("a.test", good_zone(1));
  RunningService running(files);
  std::atomic<bool> stop = false;
  std::atomic<int> answered = 0, wrong = 0;
  std::thread client([&] {
    Asker asker(running.port());
    for (long last = 1; !stop;) {
      const long serial = asker.serial("a.test");
      if (serial < last || serial > 1000) ++wrong;
      last = serial;
      ++answered;
    }
  });
  for (unsigned i = 2; i < 30; ++i) {
    files.write("a.test", good_zone(i));
    running.service.reload();
  }
  stop = true;
  client.join();
  CHECK(wrong == 0);
  CHECK(answered > 0);
}

TEST_CASE("workers answer pings, end when told, and leave their counters") {
  const ZoneFiles files;
  files.write("a.test", good_zone(1));
  RunningService running(files);
  CHECK(Asker(running.port()).serial("a.test") == 1);
  running.service.ping(1);
  for (int i = 0; i < 3000 && !running.service.all_answered(1); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  CHECK(running.service.all_answered(1));
  CHECK_FALSE(running.service.all_answered(2));
  running.service.finish();
  running.service.join();
  CHECK(running.ended == kWorkers);
  CHECK(running.service.counters_text() == "udp_queries=1 replies=1 noerror=1");
}
