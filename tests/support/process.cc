// fork, exec, pidfd: the whole of starting and ending a program for a test.
#include "support/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "support/failure.h"
#include "support/sockets.h"
#include "support/temp_dir.h"

namespace bailiwick::support {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kShownOfLog = 20000;  // octets; what a test asks of a server is at the end

// Runs in the child after fork: from here on only exec or _exit.
[[noreturn]] void become(const Command& command, const std::string& program, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(126);
  ::setpgid(0, 0);  // so that SIGKILL also reaches what it forks
  const int log = ::open(command.log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  const int null = ::open("/dev/null", O_RDONLY);
  ::dup2(null, 0);
  ::dup2(log, 1);
  ::dup2(log, 2);
  ::close_range(3, ~0U, 0);
  if (::chdir(command.directory.c_str()) != 0) ::_exit(126);
  for (const auto& [name, value] : command.environment) ::setenv(name.c_str(), value.c_str(), 1);
  std::vector<char*> argv;
  for (const auto& word : command.argv) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  ::execv(program.c_str(), argv.data());
  ::_exit(127);
}

}  // namespace

Process::Process(Command command) : command_(std::move(command)) {
  const std::string program = find_program(command_.argv.at(0)).value_or(command_.argv[0]).string();
  const pid_t parent = ::getpid();
  pid_ = ::fork();
  if (pid_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (pid_ == 0) become(command_, program, parent);
  handle_ = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
  if (handle_ < 0) throw std::system_error(errno, std::generic_category(), "pidfd_open");
}

Process::~Process() {
  stop();
  ::close(handle_);
  if (test_case_failed || std::uncaught_exceptions() > 0) print_log();
}

void Process::print_log() const {
  const std::string all = log();
  if (all.empty()) return;
  const std::size_t shown = std::min(all.size(), kShownOfLog);
  std::cout << "---- what process " << pid_ << " said, " << command_.argv.at(0)
            << (shown < all.size() ? ", the end of it" : "") << "\n"
            << all.substr(all.size() - shown) << "----" << std::endl;
}

bool Process::running() {
  return !wait(milliseconds(0)).has_value();
}

void Process::signal(int number) const {
  if (!status_) ::kill(pid_, number);
}

std::optional<int> Process::wait(milliseconds bound) {
  if (status_) return status_;
  pollfd ended{handle_, POLLIN, 0};
  if (::poll(&ended, 1, static_cast<int>(bound.count())) <= 0) return std::nullopt;
  int raw = 0;
  ::waitpid(pid_, &raw, 0);
  status_ = WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
  return status_;
}

int Process::stop(milliseconds bound) {
  signal(SIGTERM);
  if (!wait(bound)) ::kill(-pid_, SIGKILL);
  return wait(milliseconds(60000)).value_or(-1);
}

std::string Process::log() const {
  return read_file(command_.log);
}

bool Process::wait_for_log(std::string_view text, milliseconds bound, int times) {
  const auto until = Clock::now() + bound;
  for (;;) {
    const bool last = Clock::now() >= until || !running();
    const std::string all = log();
    int seen = 0;
    for (std::size_t at = all.find(text); at != std::string::npos; at = all.find(text, at + text.size())) ++seen;
    if (seen >= times) return true;
    if (last) return false;
    std::this_thread::sleep_for(milliseconds(5));
  }
}

std::optional<std::filesystem::path> find_program(std::string_view name) {
  if (name.find('/') != std::string_view::npos) {
    if (::access(std::string(name).c_str(), X_OK) == 0) return std::filesystem::path(name);
    return std::nullopt;
  }
  const char* path = std::getenv("PATH");
  std::istringstream folders((path ? std::string(path) : "/usr/bin:/bin") + ":/usr/sbin:/usr/local/sbin:/sbin");
  for (std::string folder; std::getline(folders, folder, ':');) {
    auto candidate = std::filesystem::path(folder) / name;
    if (::access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return std::nullopt;
}

void run_to_end(std::vector<std::string> argv, const std::filesystem::path& directory) {
  const std::string program = argv[0];
  Process process({std::move(argv), directory, directory / "log", {}});
  if (process.wait(std::chrono::seconds(60)) != 0) throw std::runtime_error(program + " fails:\n" + process.log());
}

bool wait_until_answers(Process& process, std::uint16_t port, milliseconds bound, const std::string& address) {
  // "." SOA IN: every name server says something to it, if only REFUSED.
  const Octets query = {0x4b, 0x1d, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 1};
  const auto until = Clock::now() + bound;
  while (Clock::now() < until && process.running()) {
    UdpSocket socket(address, port);
    if (socket.send(query) && socket.receive(milliseconds(100))) return true;
    std::this_thread::sleep_for(milliseconds(10));
  }
  return false;
}

}  // namespace bailiwick::support
