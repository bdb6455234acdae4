// BIND as a third voice: what it says where nsd and knotd differ from us or from each other.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "differential/compare.h"
#include "differential/servers.h"

namespace bailiwick::differential {

class ThirdVoice {
 public:
  // Both borrowed. named is slow to start: that is done at the first question.
  ThirdVoice(const support::TempDir& dir, const World& world) : dir_(dir), world_(world) {}

  // None where it has no opinion: it refuses some zones that the others take, and answers SERVFAIL for them. Throws
  // std::runtime_error with its log when it does not start or says nothing.
  std::optional<support::Reply> ask(const Question& question);

  // Asks if the replies differ, ours being the first, and holds ours against two of the three: what is not accepted.
  // The reply is set when named was asked.
  Verdict judge(const Question& question, const std::vector<support::Reply>& replies,
                std::optional<support::Reply>& reply);

 private:
  const support::TempDir& dir_;
  const World& world_;
  std::unique_ptr<Server> named_;
};

}  // namespace bailiwick::differential
