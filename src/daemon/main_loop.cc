#include "daemon/main_loop.h"

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <exception>
#include <functional>
#include <thread>
#include <utility>

#include "base/log.h"
#include "daemon/commands/commands.h"
#include "daemon/metrics_page.h"
#include "daemon/scheduling.h"
#include "daemon/server_target.h"
#include "daemon/systemd_notify.h"
#include "transport/asio.h"
#include "transport/guarded_run.h"

namespace bailiwick::daemon {
namespace {

namespace asio = boost::asio;

// The end takes less than a second in all, unless what was published last is still being written.
constexpr auto kFinishWithin = std::chrono::milliseconds(600);
constexpr auto kAbortWithin = std::chrono::milliseconds(200);
constexpr auto kKeepWithin = std::chrono::seconds(3);

class MainLoop {
 public:
  MainLoop(Service& service, std::vector<OpenedAddress> metrics)
      : service_(service), metrics_(context_, service, std::move(metrics)) {
    // Blocked while the server started; from here on signals_ takes it.
    sigset_t hangup;
    sigemptyset(&hangup);
    sigaddset(&hangup, SIGHUP);
    pthread_sigmask(SIG_UNBLOCK, &hangup, nullptr);
  }

  void run(std::vector<OpenedAddress> addresses) {
    started_ = std::chrono::steady_clock::now();
    wait_for_signal();
    watch();
    retry_listen();
    workers_left_ = addresses.empty() ? 0 : addresses.front().sockets.size();
    service_.start(std::move(addresses), [this] { asio::post(context_, [this] { worker_ended(); }); });
    base::log::info("ready: " + service_.status());
    notify::ready(capitalised(service_.status()));
    listen_for_commands();
    commands_.ready();
    work("keeping what is published", [this] { service_.keep_published(); });
    transport::run_guarded(context_, [this] { rearm(); });
    service_.join();
    if (working_ && !wait_until_kept()) leave();
    tell_end();
  }

 private:
  static std::string capitalised(std::string text) {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
  }

  // After something threw: whatever is not waited for any more is again.
  void rearm() {
    if (!awaits_signal_) wait_for_signal();
    if (!watches_ && !stopping_) watch();
    if (!retries_ && !stopping_) retry_listen();
    if (stopping_ && !forces_) force(kFinishWithin);
    metrics_.rearm();
  }

  void wait_for_signal() {
    signals_.async_wait([this](const boost::system::error_code& error, int number) {
      awaits_signal_ = false;
      if (error) return;
      wait_for_signal();
      if (number == SIGHUP)
        reload();
      else
        stop(number);
    });
    awaits_signal_ = true;
  }

  void reload() {
    if (!stopping_) commands_.reload({});
  }

  // For the commands: a run, then what may be done behind it. One that comes while the last is still being kept waits.
  void run(const char* what, std::function<void()> task, std::function<void()> then) {
    if (working_) {
      next_ = [this, what, task = std::move(task), then = std::move(then)] { run(what, task, then); };
      return;
    }
    notify::reloading("Reloading");
    running_ = true;
    work(what, [this, what, task = std::move(task), then = std::move(then)] {
      try {
        task();
      } catch (const std::exception& e) {
        base::log::error(std::string(what) + " failed, still serving what was served before: " + e.what());
      }
      asio::post(context_, [this, then] {
        running_ = false;
        if (!stopping_) ran();
        then();
      });
      service_.free_retired();
      service_.keep_published();
    });
  }

  // What is in the way is logged, and the server does without.
  void listen_for_commands() {
    const config::Config& config = service_.config();
    static_cast<void>(commands_.listen(config.control_socket, config.control_group));
  }

  // What is served is new; not all of it is on disk yet.
  void ran() {
    metrics_.refresh();
    listen_for_commands();
  }

  // What takes long, on a thread of its own, which the threads that it starts take after; one at a time. The workers go
  // first: queries come in bursts that a socket's buffer holds for some milliseconds only.
  void work(const char* what, std::function<void()> task) {
    has_worked_ = false;
    work_thread_ = std::jthread([this, what, task = std::move(task)] {
      go_behind_workers();
      try {
        task();
      } catch (const std::exception& e) {
        base::log::error(std::string(what) + " failed, what was served is served on: " + e.what());
      }
      has_worked_ = true;
      asio::post(context_, [this] { worked(); });
    });
    working_ = true;
  }

  void worked() {
    work_thread_.join();
    working_ = false;
    if (stopping_) return;
    notify::ready(capitalised(service_.status()));
    if (auto next = std::exchange(next_, {})) next();
  }

  // False where the thread goes on: with work that nobody waits for, or with a disk that is slow.
  bool wait_until_kept() const {
    const auto end = std::chrono::steady_clock::now() + kKeepWithin;
    while (!has_worked_ && service_.not_kept() > 0 && std::chrono::steady_clock::now() < end)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return has_worked_;
  }

  void stop(int number) {
    if (stopping_) {
      base::log::warning("second signal: stopping at once");
      leave();
    }
    stopping_ = true;
    commands_.shutdown();
    base::log::info(std::string("stopping on ") + (number == SIGTERM ? "SIGTERM" : "SIGINT"));
    notify::stopping();
    watchdog_.cancel();
    retry_.cancel();
    force(kFinishWithin);
    service_.finish();
  }

  // The workers are given that long to end; then they are stopped, and then we go without them.
  void force(std::chrono::milliseconds within) {
    force_.expires_after(within);
    force_.async_wait([this](const boost::system::error_code& error) {
      forces_ = false;
      if (error) return;
      if (std::exchange(aborted_, true)) leave();
      force(kAbortWithin);
      base::log::warning("some clients do not take their replies: closing their connections");
      service_.abort();
    });
    forces_ = true;
  }

  void worker_ended() {
    if (--workers_left_ == 0) context_.stop();
  }

  // systemd ends and restarts us when one worker alone does not come round any more.
  void watch() {
    const auto interval = notify::watchdog_interval();
    if (!interval) return;
    watchdog_.expires_after(*interval / 2);
    watchdog_.async_wait([this](const boost::system::error_code& error) {
      watches_ = false;
      if (error || stopping_) return;
      if (service_.all_answered(ping_))
        notify::alive();
      else
        base::log::error("a worker does not respond: the watchdog is not told that all is well");
      service_.ping(++ping_);
      watch();
    });
    watches_ = true;
  }

  // What `listen` or `metrics.listen` could not have, while nothing else is at work.
  void retry_listen() {
    retry_.expires_after(kListenRetry);
    retry_.async_wait([this](const boost::system::error_code& error) {
      retries_ = false;
      if (error || stopping_) return;
      if (!working_) {
        service_.retry_listen();
        metrics_.refresh();
      }
      retry_listen();
    });
    retries_ = true;
  }

  void tell_end() {
    const auto uptime = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - started_);
    base::log::info("stopped after " + std::to_string(uptime.count()) + " s: " + service_.counters_text());
  }

  // Without waiting for any other thread.
  [[noreturn]] void leave() {
    tell_end();
    _exit(0);
  }

  Service& service_;
  asio::io_context context_{1};
  asio::executor_work_guard<asio::io_context::executor_type> work_{context_.get_executor()};  // until it is stopped
  asio::signal_set signals_{context_, SIGHUP, SIGTERM, SIGINT};
  asio::steady_timer watchdog_{context_};
  asio::steady_timer retry_{context_};
  asio::steady_timer force_{context_};
  MetricsPage metrics_;
  ServerTarget target_{service_,
                       [this](const char* what, std::function<void()> task, std::function<void()> then) {
                         run(what, std::move(task), std::move(then));
                       },
                       [this] { return running_; }};
  Commands commands_{context_, target_};
  std::jthread work_thread_;
  std::size_t workers_left_ = 0;
  std::uint64_t ping_ = 0;
  std::chrono::steady_clock::time_point started_;
  std::atomic<bool> has_worked_ = false;  // the work thread is at its end
  bool working_ = false;
  bool running_ = false;        // a run is at work, not only what may be done behind it
  std::function<void()> next_;  // to be done after what is at work
  bool stopping_ = false;
  bool aborted_ = false;
  // What is waited for.
  bool awaits_signal_ = false;
  bool watches_ = false;
  bool retries_ = false;
  bool forces_ = false;
};

}  // namespace

void serve_until_signal(Service& service, std::vector<OpenedAddress> addresses, std::vector<OpenedAddress> metrics) {
  MainLoop(service, std::move(metrics)).run(std::move(addresses));
}

}  // namespace bailiwick::daemon
