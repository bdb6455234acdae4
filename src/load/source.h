// The octets of one zone file through a sliding window: memory is bounded whatever the file holds. Files are read(),
// not mapped: one that is cut short under our hands ends early and is reported, where a mapping would kill the process.
// Invariant: behind the window's last octet stands a '\n' that is not part of it; at the end of the input the window
// itself ends in '\n', whether the file did or not.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <ctime>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/file_stamp.h"
#include "base/result.h"

namespace bailiwick::load {

// The longest entry (a record with all its lines) that is read; the window holds at least this much of the input, or
// all that is left.
inline constexpr std::size_t kMaxEntry = std::size_t{1} << 20;

class Source {
 public:
  // Opens a regular file, and never hangs on anything else. "/dev/stdin" may be a pipe or a terminal.
  static base::Result<Source> open(const std::string& path);
  // Reads `text`, which must outlive the Source.
  static Source of_text(std::string_view text);
  Source(Source&& other) noexcept;
  Source& operator=(Source&&) = delete;
  ~Source();

  // Moves the window so that it starts at `begin()` and is as full as it gets. An error of the system ends the input.
  base::Result<void> fill();
  const char* begin() const { return buffer_.get() + begin_; }
  const char* end() const { return buffer_.get() + end_; }
  // Whether the window reaches to the end of the input.
  bool at_end() const { return at_end_; }
  // Octets of the input before the window.
  std::uint64_t position() const { return before_ + begin_; }
  // Drops what lies before `to`, a place in the window.
  void consume(const char* to) { begin_ = static_cast<std::size_t>(to - buffer_.get()); }
  // Drops all up to and with the next '\n', however far away.
  base::Result<void> skip_line();

  // Octets of the whole input when it was opened; 0 where that is not known.
  std::uint64_t size() const { return fd_ < 0 ? text_.size() : static_cast<std::uint64_t>(is_regular_ ? stamp_.size : 0); }
  // The same input from octet `position` on, behind its start; size() must be known.
  base::Result<Source> from(std::uint64_t position) const;
  // Octets of the input at `position`, as many as there are and go into `room`; size() must be known.
  base::Result<std::size_t> read_at(std::uint64_t position, std::span<char> room) const;

  // Known once at_end().
  bool lacks_final_newline() const { return lacks_final_newline_; }
  // Whether the file was written to since it was opened.
  bool has_changed() const;
  // As it was when it was opened; of text at hand without times.
  const base::FileStamp& stamp() const { return stamp_; }
  // Whether both are the same file, by whatever path.
  bool is_same_file(const Source& other) const;

 private:
  Source() = default;
  base::Result<std::size_t> read_some(std::span<char> room) const;
  void reserve(std::size_t capacity);
  void end_input();

  int fd_ = -1;
  std::string_view text_;  // where fd_ < 0
  base::FileStamp stamp_;
  bool is_regular_ = false;

  std::unique_ptr<char[]> buffer_;
  std::uint64_t before_ = 0;  // octets of the input before the buffer
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool started_ = false;
  bool at_end_ = false;
  bool lacks_final_newline_ = false;
};

}  // namespace bailiwick::load
