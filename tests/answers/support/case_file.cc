#include "answers/support/case_file.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

namespace bailiwick::answers {
namespace {

constexpr const char* kSections[] = {"answer", "authority", "additional"};

[[noreturn]] void fail(const std::string& what) {
  throw std::runtime_error(what);
}

std::uint16_t number(const std::string& text) {
  std::size_t used = 0;
  unsigned long value = 65536;
  try {
    value = std::stoul(text, &used);
  } catch (const std::exception&) {
    used = 0;
  }
  if (used == 0 || used != text.size() || value > 65535) fail("not a number below 65536: " + text);
  return static_cast<std::uint16_t>(value);
}

// One file, line by line: an unindented line starts a block, indented lines belong to it.
class Reader {
 public:
  explicit Reader(const std::string& path) : in_(path) {
    if (!in_) throw std::runtime_error(path + ": cannot be read");
    case_.path = path;
  }

  Case read() {
    try {
      for (std::string text; std::getline(in_, text);) {
        ++line_;
        take_line(text);
      }
      if (case_.questions.empty()) fail("no question in this file");
      finish_question();
    } catch (const std::exception& e) {
      throw std::runtime_error(case_.path + ":" + std::to_string(line_) + ": " + e.what());
    }
    return std::move(case_);
  }

 private:
  enum class Block : std::uint8_t { None, Zone, Question };

  void take_line(const std::string& text) {
    const bool blank = text.find_first_not_of(" \t") == std::string::npos;
    if (block_ == Block::Zone && (blank || text.starts_with("  "))) {
      case_.zones.back().text += (blank ? "" : text.substr(2)) + "\n";
      return;
    }
    if (blank || text[0] == '#') {
      if (block_ == Block::Zone) case_.zones.back().text += "\n";
      return;
    }
    const std::vector<std::string> words = split_words(text);
    if (text[0] != ' ')
      start_block(words);
    else if (block_ == Block::Question)
      take_expectation(text, words);
    else
      fail("an indented line belongs below a zone, a query or a packet");
  }

  void start_block(const std::vector<std::string>& words) {
    finish_question();
    block_ = Block::None;
    if (words[0] == "set") return set(words);
    if (words[0] == "zone") return start_zone(words);
    if (words[0] == "query" || words[0] == "packet") return start_question(words);
    fail("unknown keyword: " + words[0]);
  }

  void set(const std::vector<std::string>& words) {
    if (words.size() != 3) fail("write: set KEY VALUE");
    const std::string& key = words[1];
    answer::Settings& settings = case_.settings;
    if (key == "udp-payload")
      settings.udp_payload = number(words[2]);
    else if (key == "minimal-responses")
      settings.minimal_responses = yes_or_no(words[2]);
    else if (key == "nsid")
      settings.nsid = words[2];
    else if (key == "version")
      settings.version = words[2];
    else if (key == "server-id")
      settings.server_id = words[2];
    else if (key == "tcp-keepalive-100ms")
      settings.tcp_keepalive_100ms = number(words[2]);
    else if (key == "cookie-secret")
      settings.cookies.secrets.at(settings.cookies.count++).key = secret(words[2]);
    else if (key == "cookies-require")
      settings.cookies.required = required(words[2]);
    else
      fail("unknown setting: " + key);
  }

  base::SipKey secret(const std::string& hex) const {
    base::SipKey key{};
    if (hex.size() != 2 * key.size()) fail("a secret has 32 hex digits");
    for (std::size_t i = 0; i < key.size(); ++i)
      key[i] = static_cast<std::uint8_t>(std::stoul(hex.substr(2 * i, 2), nullptr, 16));
    return key;
  }

  answer::CookieRequired required(const std::string& word) const {
    if (word == "under-load") return answer::CookieRequired::UnderLoad;
    if (word != "always") fail("under-load or always, not: " + word);
    return answer::CookieRequired::Always;
  }

  bool yes_or_no(const std::string& word) const {
    if (word != "yes" && word != "no") fail("yes or no, not: " + word);
    return word == "yes";
  }

  void start_zone(const std::vector<std::string>& words) {
    if (words.size() < 2 || words.size() > 3 || (words.size() == 3 && words[2] != "broken") || words[1].back() != '.')
      fail("write: zone ORIGIN. [broken]");
    if (!case_.questions.empty()) fail("zones stand before the questions");
    case_.zones.push_back({words[1], std::string(static_cast<std::size_t>(line_), '\n'), words.size() == 3});
    block_ = Block::Zone;
  }

  void start_question(const std::vector<std::string>& words) {
    Question question;
    question.line = line_;
    question.raw = words[0] == "packet";
    question.words.assign(words.begin() + 1, words.end());
    case_.questions.push_back(std::move(question));
    block_ = Block::Question;
    section_ = nullptr;
  }

  void finish_question() const {
    if (case_.questions.empty()) return;
    const Expected& expected = case_.questions.back().expected;
    if (!expected.silence && expected.rcodes.empty()) fail("the question above expects neither an rcode nor silence");
  }

  // Two columns of indent: a part of the reply. More: a record of the section above.
  void take_expectation(const std::string& text, const std::vector<std::string>& words) {
    Expected& expected = case_.questions.back().expected;
    if (text.starts_with("   ")) return take_record(text);
    section_ = nullptr;
    const auto section = std::find(std::begin(kSections), std::end(kSections), words[0]);
    if (words[0] == "hex" && case_.questions.back().raw) {
      for (std::size_t i = 1; i < words.size(); ++i) case_.questions.back().hex += words[i];
    } else if (words[0] == "silence" && words.size() == 1) {
      expected.silence = true;
    } else if (words[0] == "question" && words.size() == 2) {
      expected.question = presence(words[1]);
    } else if (words[0] == "size" && words.size() == 2) {
      expected.size = number(words[1]);
    } else if (section != std::end(kSections)) {
      section_ = &expected.section[section - std::begin(kSections)];
      section_->order = order(*section, words);
    } else if (words[0] == "edns") {
      take_edns(expected.edns, words);
    } else if (expected.rcodes.empty() && words[0][0] >= 'A' && words[0][0] <= 'Z') {
      take_status(expected, words);
    } else {
      fail("unknown part of a reply: " + words[0]);
    }
  }

  Presence presence(const std::string& word) const {
    if (word == "none") return Presence::No;
    if (word == "any") return Presence::Any;
    fail("none or any, not: " + word);
  }

  // No RFC orders the RRsets of the additional section.
  Order order(const std::string& section, const std::vector<std::string>& words) const {
    if (words.size() == 1) return section == "additional" ? Order::AnyOrder : Order::Listed;
    if (words.size() == 2 && words[1] == "any-order") return Order::AnyOrder;
    if (words.size() == 2 && words[1] == "one-of") return Order::OneOf;
    fail("any-order or one-of, not: " + words[1]);
  }

  void take_record(const std::string& text) {
    if (section_ == nullptr) fail("a record belongs below answer, authority or additional");
    const std::size_t start = text.find_first_not_of(' ');
    const bool optional = text[start] == '?';
    section_->records.push_back({text.substr(optional ? text.find_first_not_of(' ', start + 1) : start), optional});
  }

  void take_edns(ExpectedEdns& edns, const std::vector<std::string>& words) const {
    edns.presence = words.size() == 2 && words[1] == "any" ? Presence::Any : Presence::Yes;
    if (edns.presence == Presence::Any) return;
    bool has_payload = false;
    for (std::size_t i = 1; i < words.size(); ++i) {
      const std::string key = words[i].substr(0, words[i].find('='));
      static const std::set<std::string> known = {"payload", "do",        "do?",    "ede",
                                                  "nsid",    "keepalive", "cookie", "zoneversion"};
      if (!known.contains(key)) fail("unknown part of edns: " + words[i]);
      has_payload = has_payload || key == "payload";
      edns.words.push_back(words[i]);
    }
    if (!has_payload) edns.words.push_back("payload=" + std::to_string(case_.settings.udp_payload));
  }

  void take_status(Expected& expected, const std::vector<std::string>& words) const {
    static const std::vector<std::string> known = {"aa", "tc", "rd", "ra", "z", "ad", "cd"};
    std::istringstream rcodes(words[0]);
    for (std::string rcode; std::getline(rcodes, rcode, '|');) expected.rcodes.push_back(rcode);
    for (std::size_t i = 1; i < words.size(); ++i) {
      const std::string flag = words[i].ends_with('?') ? words[i].substr(0, words[i].size() - 1) : words[i];
      if (std::find(known.begin(), known.end(), flag) == known.end()) fail("unknown flag: " + words[i]);
      expected.flags.push_back(words[i]);
    }
  }

  std::ifstream in_;
  int line_ = 0;
  Case case_;
  Block block_ = Block::None;
  ExpectedSection* section_ = nullptr;
};

}  // namespace

std::vector<std::string> split_words(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

Case read_case(const std::string& path) {
  return Reader(path).read();
}

}  // namespace bailiwick::answers
