#include "publish/served.h"

#include <doctest/doctest.h>

#include <chrono>
#include <thread>
#include <vector>

using namespace bailiwick;
using namespace bailiwick::publish;

namespace {

std::shared_ptr<const answer::ZoneSet> set_of(std::size_t count) {
  std::vector<answer::ZoneSet::Entry> entries;
  for (std::size_t i = 0; i < count; ++i) entries.push_back({*wire::Name::from_text("z" + std::to_string(i)), nullptr});
  return std::make_shared<const answer::ZoneSet>(std::move(entries));
}

Served served(std::size_t count) {
  return {.zones = set_of(count), .settings = {.nsid = std::to_string(count)}};
}

}  // namespace

TEST_CASE("a subscriber sees what is published at its next look, and holds on to it until then") {
  Publisher publisher(served(1));
  Subscriber subscriber(publisher);
  const Served& first = subscriber.served();
  CHECK(first.zones->size() == 1);
  publisher.publish(served(2));
  CHECK(first.zones->size() == 1);
  CHECK(subscriber.served().zones->size() == 2);
  CHECK(subscriber.served().settings.nsid == "2");
}

TEST_CASE("the publisher frees a set once nobody serves it") {
  Publisher publisher(served(1));
  const std::weak_ptr<const answer::ZoneSet> first = publisher.current().zones;
  Subscriber one(publisher);
  Subscriber two(publisher);
  publisher.publish(served(2));
  CHECK(publisher.free_retired() == 1);
  one.served();
  CHECK(publisher.free_retired() == 1);
  CHECK_FALSE(first.expired());
  two.served();
  CHECK_FALSE(first.expired());  // not by a subscriber
  CHECK(publisher.free_retired() == 0);
  CHECK(first.expired());
}

TEST_CASE("publications race with subscribers: each look is one whole publication, never an older one") {
  Publisher publisher(served(1));
  std::atomic<bool> stop = false;
  std::atomic<int> mistakes = 0;
  std::vector<std::thread> workers;
  for (int i = 0; i < 3; ++i)
    workers.emplace_back([&] {
      Subscriber subscriber(publisher);
      std::size_t last = 0;
      while (!stop) {
        const Served& now = subscriber.served();
        const std::size_t count = now.zones->size();
        if (count < last || now.settings.nsid != std::to_string(count)) ++mistakes;
        last = count;
      }
    });
  for (std::size_t i = 2; i < 200; ++i) {
    publisher.publish(served(i));
    publisher.free_retired();
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  }
  stop = true;
  for (std::thread& worker : workers) worker.join();
  CHECK(mistakes == 0);
  CHECK(publisher.free_retired() == 0);
}
