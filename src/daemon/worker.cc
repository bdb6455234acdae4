#include "daemon/worker.h"

#include <pthread.h>
#include <signal.h>

#include <utility>

#include "answer/answer.h"
#include "daemon/scheduling.h"

namespace bailiwick::daemon {

Worker::Worker(const publish::Publisher& publisher, transport::ConnectionTable& connections,
               unsigned tcp_idle_timeout_ms, transport::Handover* handover)
    : subscriber_(publisher),
      limiter_(base::random_sip_key()),
      loop_(*this, counters_, connections, tcp_idle_timeout_ms, handover) {}

Worker::~Worker() {
  if (!thread_.joinable()) return;
  abort();
  join();
}

void Worker::start(std::function<void()> ended) {
  // A new thread inherits the mask: signals are the main thread's business.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  thread_ = std::thread([this, ended = std::move(ended)] {
    pthread_setname_np(pthread_self(), "worker");
    ask_for_short_slices();
    loop_.run();
    ended();
  });
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void Worker::finish() {
  loop_.post([this] { loop_.finish(); });
}

void Worker::abort() {
  loop_.post([this] { loop_.abort(); });
}

void Worker::join() {
  if (thread_.joinable()) thread_.join();
}

void Worker::open(const std::string& label, transport::SocketPair sockets) {
  loop_.post([this, label, sockets = std::move(sockets)]() mutable { loop_.open(label, std::move(sockets)); });
}

void Worker::close(const std::string& label) {
  loop_.post([this, label] { loop_.close(label); });
}

void Worker::set_tcp_idle_timeout_ms(unsigned tcp_idle_timeout_ms) {
  loop_.post([this, tcp_idle_timeout_ms] { loop_.set_tcp_idle_timeout_ms(tcp_idle_timeout_ms); });
}

void Worker::refresh() {
  loop_.post([this] { subscriber_.served(); });
}

void Worker::ping(std::uint64_t ping) {
  loop_.post([this, ping] { answered_.store(ping, std::memory_order_release); });
}

void Worker::respond(std::span<base::Exchange> batch) {
  const publish::Served& served = subscriber_.served();
  answer::respond(*served.zones, served.settings, batch,
                  {.now = base::now(), .counters = counters_, .limiter = &limiter_});
}

}  // namespace bailiwick::daemon
