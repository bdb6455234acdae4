// What the log has written since this was made: standard error, which is put back when it goes. For unit tests; a
// server of its own process has its log in a file (process.h).
#pragma once

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>

namespace bailiwick::support {

class CapturedLog {
 public:
  CapturedLog() : file_(std::tmpfile()), before_(::dup(STDERR_FILENO)) {
    REQUIRE(file_ != nullptr);
    std::fflush(stderr);
    ::dup2(::fileno(file_), STDERR_FILENO);
  }
  ~CapturedLog() {
    std::fflush(stderr);
    ::dup2(before_, STDERR_FILENO);
    ::close(before_);
    std::fclose(file_);
  }
  CapturedLog(const CapturedLog&) = delete;
  CapturedLog& operator=(const CapturedLog&) = delete;

  std::string text() const {
    std::fflush(stderr);
    std::string text;
    char octets[4096];
    ssize_t size = 0;
    while ((size = ::pread(::fileno(file_), octets, sizeof octets, static_cast<off_t>(text.size()))) > 0)
      text.append(octets, static_cast<std::size_t>(size));
    return text;
  }
  bool has(std::string_view part) const { return text().contains(part); }
  // How many lines have both.
  int lines(std::string_view one, std::string_view other) const {
    int count = 0;
    const std::string all = text();
    for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end + 1) {
      end = std::min(all.find('\n', begin), all.size());
      const std::string_view line = std::string_view(all).substr(begin, end - begin);
      if (line.contains(one) && line.contains(other)) ++count;
    }
    return count;
  }

 private:
  std::FILE* file_;
  int before_;
};

}  // namespace bailiwick::support
