#include "differential/third_voice.h"

#include <algorithm>
#include <stdexcept>

namespace bailiwick::differential {
namespace {

bool all_alike(const std::vector<support::Reply>& replies) {
  return std::ranges::all_of(kParts, [&](Part part) {
    const std::string first = part_text(replies.front(), part);
    return std::ranges::all_of(replies, [&](const auto& reply) { return part_text(reply, part) == first; });
  });
}

}  // namespace

std::optional<support::Reply> ThirdVoice::ask(const Question& question) {
  if (!named_) named_ = Server::bind(dir_, world_);
  const auto message = support::encode(question.query);
  if (!question.tcp) named_->send(message);
  auto reply = question.tcp ? named_->ask_tcp(message) : named_->receive(question.query.id);
  if (!reply) throw std::runtime_error("named: " + reply.error() + "\n" + named_->log());
  // BIND gives up earlier than it must where much is to be said.
  if (reply->tc && !question.tcp) return ask({question.query, true});
  if (support::rcode_name(reply->rcode) == "SERVFAIL") return std::nullopt;
  support::remove_twins(*reply);
  return *reply;
}

Verdict ThirdVoice::judge(const Question& question, const std::vector<support::Reply>& replies,
                          std::optional<support::Reply>& reply) {
  if (all_alike(replies)) return {};
  reply = ask(question);
  return reply ? outvoted(world_, question, replies.front(), {replies.begin() + 1, replies.end()}, *reply) : Verdict{};
}

}  // namespace bailiwick::differential
