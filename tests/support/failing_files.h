// A disk whose n-th operation fails, or is the last one of a process: a write leaves half of its text, and nothing that
// comes later has any effect. After a power failure, what was written and not synced before is cut to half, too. Syncs
// are noted, not done: tests need no disk that waits.
#pragma once

#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "base/file_system.h"

namespace bailiwick::support {

class FailingFiles final : public base::FileSystem {
 public:
  enum class Way { Fails, Ends, PowerFails };

  // The operation number `at`, from 1, fails with `error`; 0: none does.
  FailingFiles(std::size_t at, Way way, int error = EIO) : at_(at), way_(way), error_(error) {}

  std::size_t operations() const { return count_; }
  // The process ended, so that a new one must look at the directory.
  bool has_ended() const { return ended_; }

  int create(const std::string& path, mode_t mode, int& descriptor) override {
    if (const int error = step()) return error;
    const int error = base::disk().create(path, mode, descriptor);
    if (error == 0) begin(path, descriptor, 0);
    return error;
  }
  int open_at_end(const std::string& path, mode_t mode, int& descriptor) override {
    if (const int error = step()) return error;
    const int error = base::disk().open_at_end(path, mode, descriptor);
    if (error == 0) begin(path, descriptor, std::filesystem::file_size(path));
    return error;
  }
  int write(int descriptor, std::string_view text) override {
    const bool was_ended = ended_;
    if (const int error = step()) {
      if (!was_ended) base::disk().write(descriptor, text.substr(0, text.size() / 2));
      return error;
    }
    return base::disk().write(descriptor, text);
  }
  int sync(int descriptor) override {
    if (const int error = step()) return error;
    unsynced_.erase(open_[descriptor]);
    return 0;
  }
  // Is done, so that tests do not run out of descriptors, and may tell an error all the same.
  int close(int descriptor) override {
    const int error = step();
    base::disk().close(descriptor);
    open_.erase(descriptor);
    return error;
  }
  int rename(const std::string& from, const std::string& to) override {
    if (const int error = step()) return error;
    const int error = base::disk().rename(from, to);
    if (error != 0) return error;
    unsynced_.erase(to);
    if (const auto moved = unsynced_.find(from); moved != unsynced_.end()) {
      unsynced_[to] = moved->second;
      unsynced_.erase(moved);
    }
    return 0;
  }
  int remove(const std::string& path) override {
    if (const int error = step()) return error;
    unsynced_.erase(path);
    return base::disk().remove(path);
  }
  int make_directory(const std::string& path, mode_t mode) override {
    if (const int error = step()) return error;
    return base::disk().make_directory(path, mode);
  }
  int remove_directory(const std::string& path) override {
    if (const int error = step()) return error;
    return base::disk().remove_directory(path);
  }
  int sync_directory(const std::string& path) override {
    if (const int error = step()) return error;
    return std::filesystem::is_directory(path) ? 0 : ENOENT;
  }
  int sync_all(const std::string& directory) override {
    if (const int error = step()) return error;
    unsynced_.clear();
    return std::filesystem::is_directory(directory) ? 0 : ENOENT;
  }

 private:
  int step() {
    if (ended_) return EIO;
    if (++count_ != at_) return 0;
    ended_ = way_ != Way::Fails;
    if (way_ == Way::PowerFails) lose();
    return error_;
  }

  void begin(const std::string& path, int descriptor, std::uintmax_t synced) {
    open_[descriptor] = path;
    unsynced_[path] = synced;
  }

  void lose() {
    for (const auto& [path, synced] : unsynced_) {
      std::error_code error;
      const std::uintmax_t size = std::filesystem::file_size(path, error);
      if (!error && size > synced) std::filesystem::resize_file(path, synced + (size - synced) / 2, error);
    }
  }

  std::size_t at_;
  Way way_;
  int error_;
  std::size_t count_ = 0;
  bool ended_ = false;
  std::map<int, std::string> open_;
  std::map<std::string, std::uintmax_t> unsynced_;  // and how many of its octets are synced
};

}  // namespace bailiwick::support
