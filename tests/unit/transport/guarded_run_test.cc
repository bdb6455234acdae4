#include "transport/guarded_run.h"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace bailiwick::transport;

TEST_CASE("what handlers throw ends nothing: each time what has lost its handler gets one again") {
  asio::io_context context{1};
  int rearmed = 0;
  int ran = 0;
  const auto step = [&] {
    if (++ran == 5) return context.stop();
    throw std::runtime_error("a handler");
  };
  const auto work = asio::make_work_guard(context);
  asio::post(context, step);
  run_guarded(context, [&] {
    ++rearmed;
    asio::post(context, step);
  });
  CHECK(ran == 5);
  CHECK(rearmed == 4);
}

TEST_CASE("where that throws, too, it is tried again") {
  asio::io_context context{1};
  const auto work = asio::make_work_guard(context);
  int tries = 0;
  asio::post(context, [] { throw std::runtime_error("a handler"); });
  run_guarded(context, [&] {
    if (++tries < 3) throw std::bad_alloc();
    asio::post(context, [&] { context.stop(); });
  });
  CHECK(tries == 3);
}
