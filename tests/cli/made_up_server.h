// A server that is made up: it listens at control.socket as a real one does, keeps the requests, and answers with the
// lines that the test has put down.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "control/asio.h"
#include "control/server.h"

namespace bailiwick::cli_tests {

class MadeUpServer {
 public:
  MadeUpServer(const std::filesystem::path& path, std::vector<control::Reply> replies) : replies_(std::move(replies)) {
    auto opened =
        control::Server::open(context_, path.string(), "",
                              [this](const control::Request& request, const control::Peer&, const auto& conversation) {
                                const std::lock_guard lock(mutex_);
                                requests_.push_back(request);
                                for (const control::Reply& reply : replies_) {
                                  if (reply.exit)
                                    conversation->finish(reply);
                                  else
                                    conversation->send(reply);
                                }
                              });
    REQUIRE(opened);
    server_ = std::move(*opened);
    thread_ = std::thread([this] { context_.run(); });
  }
  ~MadeUpServer() {
    context_.stop();
    thread_.join();
  }
  // Beside its thread.
  std::vector<control::Request> requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  void answer(std::vector<control::Reply> replies) {
    const std::lock_guard lock(mutex_);
    replies_ = std::move(replies);
  }

 private:
  std::mutex mutex_;
  std::vector<control::Reply> replies_;
  std::vector<control::Request> requests_;
  control::asio::io_context context_{1};
  control::asio::executor_work_guard<control::asio::io_context::executor_type> work_{context_.get_executor()};
  std::unique_ptr<control::Server> server_;
  std::thread thread_;
};

}  // namespace bailiwick::cli_tests
