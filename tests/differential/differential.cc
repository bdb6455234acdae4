// The differential test: the same random zones served by Bailiwick, nsd and knotd, the same questions put to each,
// every part of every reply compared. Where the replies differ BIND is asked too, in the first worlds (--third, all
// when not given) that two of the three do not say other than we do, in all to be shown beside a difference. Prints the
// seed first; a difference prints all that is needed to see it again.
//   differential --bailiwick PROGRAM [--seed N] [--zones N] [--questions N] [--signed] [--third N] [--keep]
//   differential --peers     without Bailiwick: what nsd and knotd make of it differently
// With --signed most zones are (signing.h), and most questions have DO set.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <limits>
#include <map>
#include <stdexcept>
#include <string_view>

#include "differential/accepted.h"
#include "differential/compare.h"
#include "differential/servers.h"
#include "differential/side_by_side.h"
#include "differential/signing.h"
#include "differential/third_voice.h"

namespace bailiwick::differential {
namespace {

struct Options {
  std::string program;
  std::uint64_t seed = 0;
  std::size_t worlds = 20;
  std::size_t questions = 1500;
  std::size_t with_third = std::numeric_limits<std::size_t>::max();  // worlds
  bool signed_zones = false;
  bool keep = false;
  bool peers_only = false;
};

struct Tally {
  std::size_t replies = 0, questions = 0, truncated = 0, differences = 0, votes = 0;
  std::size_t unreadable = 0;  // replies of peers
  std::size_t zones = 0, signed_zones = 0;
  std::size_t shortest = std::numeric_limits<std::size_t>::max(), longest = 0;  // zones, by lines
  std::map<std::string, std::size_t> kinds;
  std::map<std::size_t, std::size_t> accepted;
};
// knotd 3.2.6 takes an RRset that does not fit out of the additional section again, and then may point at a name in it:
// at itself, against RFC 1035 section 4.1.4. What it has to say is then heard over TCP, where all fits.
constexpr std::string_view kPointsNowhere = "Invalid compression pointer";
constexpr std::size_t kShown = 40;
constexpr std::size_t kShownOfAKind = 4;

class Round {
 public:
  Round(const Options& options, std::size_t number, Tally& tally)
      : seed_(options.seed + number),
        signed_(options.signed_zones),
        with_third_(number < options.with_third),
        tally_(tally),
        random_(seed_ + 1),
        world_(make_world(seed_)),
        dir_("differential"),
        third_(dir_, world_) {
    if (options.keep) dir_.keep();
    for (const Zone& zone : world_.zones) count(zone);
    if (signed_) tally_.signed_zones += sign_world(world_, seed_, dir_);
    if (!options.peers_only) servers_.push_back(Server::bailiwick(dir_, world_, options.program));
    servers_.push_back(Server::nsd(dir_, world_));
    servers_.push_back(Server::knot(dir_, world_));
    if (options.keep) std::cout << "kept: " << dir_.path().string() << "\n";
  }

  void ask(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      Question question = random_question(random_, world_);
      if (signed_ && question.query.edns) question.query.edns->dnssec_ok = random_.chance(80);
      ++tally_.questions;
      one(question);
      for (auto& server : servers_)
        if (!server->running()) throw std::runtime_error(server->name() + " has ended:\n" + server->log());
    }
  }

 private:
  using Replies = std::vector<support::Reply>;

  void count(const Zone& zone) {
    const auto lines = static_cast<std::size_t>(std::ranges::count(zone.text, '\n'));
    ++tally_.zones;
    tally_.shortest = std::min(tally_.shortest, lines);
    tally_.longest = std::max(tally_.longest, lines);
  }

  // Every server's reply, the peers' without twins (they answer with a CNAME that aims at itself twice, against RFC
  // 2181 section 5); none when one of them gives nothing readable, which is reported.
  std::optional<Replies> replies(const Question& question, bool tcp) {
    const auto message = support::encode(question.query);
    if (!tcp)
      for (auto& server : servers_) server->send(message);
    Replies out;
    std::string wrong;
    for (auto& server : servers_) {
      auto reply = tcp ? server->ask_tcp(message) : server->receive(question.query.id);
      if (!reply && !tcp && server != servers_.front() && reply.error() == kPointsNowhere) {
        ++tally_.unreadable;
        reply = server->ask_tcp(message);
      }
      if (!reply) wrong += server->name() + ": " + reply.error() + "\n";
      if (!reply) continue;
      if (server != servers_.front()) support::remove_twins(*reply);
      out.push_back(std::move(*reply));
    }
    tally_.replies += out.size();
    if (wrong.empty()) return out;
    report(question, tcp, wrong, out);
    return std::nullopt;
  }

  void one(const Question& question) {
    const auto first = replies(question, question.tcp);
    if (!first) return;
    const Verdict verdict = judge(question, *first);
    const bool udp = !question.tcp;
    // A server may answer ANY over UDP with any one RRset (RFC 8482 section 4.1): over TCP all can be compared.
    const bool whole_needed = question.query.type == kAny ||
                              std::any_of(first->begin(), first->end(), [](const auto& reply) { return reply.tc; });
    if (verdict.ok() && !(udp && whole_needed)) return vote(question, *first);
    if (udp) {
      const auto whole = replies(question, true);
      if (!whole) return;
      const auto limit = udp_limit(question.query);
      const bool tight =
          whole_needed || std::any_of(whole->begin(), whole->end(), [limit](const auto& r) { return r.size > limit; });
      if (tight) return tight_one(question, *first, *whole);
    }
    report(question, question.tcp, parts(verdict), *first);
  }

  // The reply does not fit: ours over UDP is held against ours over TCP, and that against the peers'.
  void tight_one(const Question& question, const Replies& udp, const Replies& whole) {
    ++tally_.truncated;
    const std::string wrong = check_truncation(question, udp[0], whole[0]);
    if (!wrong.empty()) report(question, false, "truncation: " + wrong + "\n", {udp[0], whole[0]});
    const Verdict verdict = judge({question.query, true}, whole);
    if (!verdict.ok()) return report(question, true, parts(verdict), whole);
    vote({question.query, true}, whole);
  }

  // Where the peers do not agree, BIND is asked too.
  void vote(const Question& question, const Replies& all) {
    if (!with_third_) return;
    std::optional<support::Reply> reply;
    const Verdict verdict = third_.judge(question, all, reply);
    if (reply) ++tally_.votes;
    for (const std::size_t entry : verdict.accepted) ++tally_.accepted[entry];
    if (!verdict.ok()) report(question, question.tcp, "two of three: " + parts(verdict), all);
  }

  Verdict judge(const Question& question, const Replies& all) {
    Verdict out = compare(world_, question, all[0], {all.begin() + 1, all.end()});
    for (const std::size_t entry : out.accepted) ++tally_.accepted[entry];
    return out;
  }

  static std::string parts(const Verdict& verdict) {
    std::string out;
    for (const Part part : verdict.different) out += std::string(part_name(part)) + " ";
    return out + "\n";
  }

  void report(const Question& question, bool tcp, const std::string& what, const Replies& all) {
    ++tally_.differences;
    if (++tally_.kinds[what] > kShownOfAKind || tally_.differences > kShown) return;
    std::cout << "\n=== seed " << seed_ << (tcp ? " tcp: " : ": ") << what
              << support::dig_line(question.query, servers_[0]->port(), tcp) << "\n"
              << all_text(question.query, tcp, all);
    if (zones_shown_) return;
    zones_shown_ = true;
    for (const auto& zone : world_.zones) std::cout << "--- zone " << zone.origin << "\n" << zone.text;
  }

  // With what BIND says, unless they are all ours.
  std::string all_text(const support::Query& query, bool tcp, Replies all) {
    if (all.size() != servers_.size()) return side_by_side(all);
    const auto third = third_.ask({query, tcp});
    if (third) all.push_back(*third);
    return side_by_side(all) + (third ? "" : "named (d) does not serve the zone\n");
  }

  std::uint64_t seed_;
  bool signed_, with_third_;
  Tally& tally_;
  Random random_;
  World world_;
  support::TempDir dir_;
  std::vector<std::unique_ptr<Server>> servers_;
  bool zones_shown_ = false;
  ThirdVoice third_;
};

Options parse(int argc, char** argv) {
  Options out;
  out.seed = static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch().count()) % 1000000007U;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--keep") {
      out.keep = true;
    } else if (word == "--signed") {
      out.signed_zones = true;
    } else if (word == "--peers") {
      out.peers_only = true;
    } else if (i + 1 == argc) {
      throw std::invalid_argument("unknown or without a value: " + word);
    } else if (word == "--bailiwick") {
      out.program = std::filesystem::absolute(argv[++i]).string();  // it is started in a directory of its own
    } else if (word == "--seed") {
      out.seed = std::stoull(argv[++i]);
    } else if (word == "--third") {
      out.with_third = std::stoul(argv[++i]);
    } else if (word == "--zones") {
      out.worlds = std::stoul(argv[++i]);
    } else if (word == "--questions") {
      out.questions = std::stoul(argv[++i]);
    } else {
      throw std::invalid_argument("unknown: " + word);
    }
  }
  if (out.program.empty() && !out.peers_only) throw std::invalid_argument("--bailiwick PROGRAM is missing");
  for (const char* peer : {"nsd", "knotd", "named"})
    if (!support::find_program(peer))
      throw std::invalid_argument(std::string(peer) + " is not installed: nothing to compare with");
  return out;
}

int run(const Options& options) {
  Tally tally;
  std::cout << "seed " << options.seed << "\na is "
            << (options.peers_only ? "nsd, b is knotd" : "Bailiwick, b is nsd, c is knotd, d is named")
            << "; a truncated reply is shown beside the same server's own over TCP\n"
            << std::flush;
  for (std::size_t i = 0; i < options.worlds; ++i) Round(options, i, tally).ask(options.questions);
  std::cout << tally.zones << " zones of " << tally.shortest << " to " << tally.longest << " lines, "
            << tally.signed_zones << " of them signed\n"
            << tally.questions << " questions, " << tally.replies << " replies compared, " << tally.truncated
            << " questions whose reply does not fit, " << tally.votes << " on which BIND was heard, "
            << tally.differences << " differences\naccepted:\n"
            << accepted_report(tally.accepted) << "accepted where BIND stands against us and one of them:\n"
            << accepted_votes_report(tally.accepted) << tally.unreadable
            << " replies of a peer over UDP that point at themselves: RFC 1035 section 4.1.4 has pointers backwards\n";
  for (const auto& [kind, count] : tally.kinds) std::cout << count << " x " << kind;
  const bool as_asked = tally.questions > 0 && (tally.signed_zones > 0) == options.signed_zones;
  return tally.differences == 0 && as_asked ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace
}  // namespace bailiwick::differential

int main(int argc, char** argv) try {
  return bailiwick::differential::run(bailiwick::differential::parse(argc, argv));
} catch (const std::exception& error) {
  std::cout << "differential: " << error.what() << "\n";
  return EXIT_FAILURE;
}
