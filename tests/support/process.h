// A program under test: started by argv, its output kept in a file, ended by its own id and never by name.
// It dies with the test that started it, however that ends.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bailiwick::support {

struct Command {
  std::vector<std::string> argv;  // argv[0] is a path, or a name that PATH or the sbin folders know
  std::filesystem::path directory;
  std::filesystem::path log;                                     // standard output and error go here, appended
  std::vector<std::pair<std::string, std::string>> environment;  // set on top of what the test has
};

class Process {
 public:
  // Throws std::system_error when nothing can be started; a program that cannot be executed exits with 127.
  explicit Process(Command command);
  // Stops it: SIGTERM, and SIGKILL when that is not enough. In a test case that has failed, the end of its log is
  // printed.
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  bool running();
  void signal(int number) const;
  // Waits for the end: the exit status, 128 + n when signal n ended it, nothing when it still runs.
  std::optional<int> wait(std::chrono::milliseconds bound);
  // SIGTERM, then SIGKILL after `bound`; the exit status as above.
  int stop(std::chrono::milliseconds bound = std::chrono::seconds(5));

  std::string log() const;
  // Waits until `text` stands in the log at least `times` times.
  bool wait_for_log(std::string_view text, std::chrono::milliseconds bound = std::chrono::seconds(10), int times = 1);

 private:
  void print_log() const;

  Command command_;
  pid_t pid_ = -1;
  int handle_ = -1;  // a pidfd
  std::optional<int> status_;
};

// Runs it in `directory`, its words in the file `log` there. Throws std::runtime_error with these unless it ends well
// in a minute.
void run_to_end(std::vector<std::string> argv, const std::filesystem::path& directory);

// The program's path in PATH, /usr/sbin or /usr/local/sbin; nothing when it is not installed.
std::optional<std::filesystem::path> find_program(std::string_view name);

// Waits until something answers any DNS query at `address` port `port` over UDP. False when the process ends before,
// or after `bound`.
bool wait_until_answers(Process& process, std::uint16_t port,
                        std::chrono::milliseconds bound = std::chrono::seconds(20),
                        const std::string& address = "127.0.0.1");

}  // namespace bailiwick::support
