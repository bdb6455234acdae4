#include "answers/support/query.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <stdexcept>

#include "answers/support/judge.h"

namespace bailiwick::answers {
namespace {

using Octets = std::vector<std::uint8_t>;

constexpr std::uint16_t kNsid = 3;          // RFC 5001
constexpr std::uint16_t kCookie = 10;       // RFC 7873
constexpr std::uint16_t kKeepalive = 11;    // RFC 7828
constexpr std::uint16_t kZoneVersion = 19;  // RFC 9660

[[noreturn]] void reject(const std::string& what) {
  throw std::runtime_error(what);
}

void put16(Octets& out, std::size_t value) {
  out.push_back(static_cast<std::uint8_t>(value >> 8));
  out.push_back(static_cast<std::uint8_t>(value));
}

void append(Octets& out, const Octets& more) {
  out.insert(out.end(), more.begin(), more.end());
}

Octets from_hex(const std::string& text) {
  if (text.size() % 2 != 0) reject("an odd number of hex digits: " + text);
  Octets out;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    char* end = nullptr;
    const std::string digits = text.substr(i, 2);
    out.push_back(static_cast<std::uint8_t>(std::strtoul(digits.c_str(), &end, 16)));
    if (*end != 0) reject("not a hex digit in: " + text);
  }
  return out;
}

std::size_t size_value(const std::string& text) {
  char* end = nullptr;
  const unsigned long value = std::strtoul(text.c_str(), &end, 0);
  if (text.empty() || *end != 0 || value > 65535) reject("not a number below 65536: " + text);
  return value;
}

// What the flags of one line ask for, and the message that comes of it.
class Builder {
 public:
  explicit Builder(const std::vector<std::string>& words) {
    if (words.size() < 2) reject("write: query QNAME QTYPE [CLASS] [+FLAG...]");
    std::size_t next = 2;
    std::uint16_t klass = 1;
    if (words.size() > 2 && words[2][0] != '+') klass = class_number(words[next++]);
    append(question_, name_to_wire(words[0]));
    put16(question_, type_number(words[1]));
    put16(question_, klass);
    for (; next < words.size(); ++next) take(words[next]);
  }

  Message finish(std::size_t id) const {
    Message message;
    message.tcp = tcp_;
    message.question_size = question_.size();
    message.client = client_;
    message.now.unix_s = now_;
    if (edns_) message.payload = payload_;
    Octets& out = message.bytes;
    put16(out, id);
    put16(out, flags_);
    const std::size_t opts = edns_ ? second_opt_ ? 2 : 1 : 0;
    const std::size_t counts[] = {question_.empty() ? 0U : 1U, 0, 0, opts + (before_opt_.empty() ? 0 : 1)};
    for (std::size_t i = 0; i < 4; ++i) put16(out, counts_[i] < 0 ? counts[i] : static_cast<std::size_t>(counts_[i]));
    append(out, question_);
    append(out, before_opt_);
    for (std::size_t i = 0; i < opts; ++i) append(out, opt());
    append(out, tail_);
    if (cut_ != 0) out.resize(out.size() - std::min(cut_, out.size()));
    return message;
  }

 private:
  void take(const std::string& word) {
    const std::size_t equals = word.find('=');
    const std::string key = word.substr(0, equals);
    const std::string value = equals == std::string::npos ? "" : word.substr(equals + 1);
    if (!take_header(key, value) && !take_opt(key, value) && !take_damage(key, value) && !take_around(key, value))
      reject("unknown flag: " + word);
  }

  bool take_header(const std::string& key, const std::string& value) {
    static const std::map<std::string, unsigned> bits = {{"+qr", 0x8000}, {"+aa", 0x0400}, {"+tc", 0x0200},
                                                         {"+rd", 0x0100}, {"+ra", 0x0080}, {"+z", 0x0040},
                                                         {"+ad", 0x0020}, {"+cd", 0x0010}};
    if (const auto bit = bits.find(key); bit != bits.end())
      flags_ |= bit->second;
    else if (key == "+opcode")
      flags_ |= (size_value(value) & 15) << 11;
    else if (key == "+rcode")
      flags_ |= size_value(value) & 15;
    else if (key == "+tcp")
      tcp_ = true;
    else
      return false;
    return true;
  }

  bool take_opt(const std::string& key, const std::string& value) {
    if (key == "+edns") {
      if (!value.empty()) payload_ = size_value(value);
    } else if (key == "+do") {
      opt_flags_ |= 0x8000;
    } else if (key == "+opt-flags") {
      opt_flags_ |= size_value(value);
    } else if (key == "+version") {
      version_ = size_value(value);
    } else if (key == "+opt-rcode") {
      opt_rcode_ = size_value(value);
    } else if (key == "+nsid") {
      add_option(kNsid, {});
    } else if (key == "+keepalive") {
      add_option(kKeepalive, {});
    } else if (key == "+zoneversion") {
      add_option(kZoneVersion, value);
    } else if (key == "+cookie") {
      add_option(kCookie, value);
    } else if (key == "+option") {
      const std::size_t colon = value.find(':');
      add_option(size_value(value.substr(0, colon)), colon == std::string::npos ? "" : value.substr(colon + 1));
    } else if (key == "+opt-rdata") {
      append(options_, from_hex(value));
    } else if (key == "+opt-owner") {
      opt_owner_ = name_to_wire(value);
    } else if (key == "+second-opt") {
      second_opt_ = true;
    } else {
      return false;
    }
    edns_ = true;
    return true;
  }

  bool take_damage(const std::string& key, const std::string& value) {
    static const char* const counts[] = {"+qdcount", "+ancount", "+nscount", "+arcount"};
    const auto count = std::find(std::begin(counts), std::end(counts), key);
    if (count != std::end(counts))
      counts_[count - std::begin(counts)] = static_cast<int>(size_value(value));
    else if (key == "+before-opt")
      before_opt_ = from_hex(value);
    else if (key == "+tail")
      tail_ = from_hex(value);
    else if (key == "+no-question")
      question_.clear();
    else if (key == "+cut")
      cut_ = size_value(value);
    else
      return false;
    return true;
  }

  // What is not in the message.
  bool take_around(const std::string& key, const std::string& value) {
    if (key == "+now") {
      now_ = static_cast<std::uint32_t>(std::stoul(value));
    } else if (key == "+client") {
      client_.resize(value.find(':') == std::string::npos ? 4 : 16);
      if (inet_pton(client_.size() == 4 ? AF_INET : AF_INET6, value.c_str(), client_.data()) != 1)
        reject("no address: " + value);
    } else {
      return false;
    }
    return true;
  }

  void add_option(std::size_t code, const std::string& hex) {
    const Octets data = from_hex(hex);
    put16(options_, code);
    put16(options_, data.size());
    append(options_, data);
  }

  Octets opt() const {
    Octets out = opt_owner_;
    put16(out, 41);
    put16(out, payload_);
    out.push_back(static_cast<std::uint8_t>(opt_rcode_));
    out.push_back(static_cast<std::uint8_t>(version_));
    put16(out, opt_flags_);
    put16(out, options_.size());
    append(out, options_);
    return out;
  }

  Octets question_, before_opt_, tail_, options_, opt_owner_{0};
  std::size_t flags_ = 0, payload_ = 1232, opt_flags_ = 0, version_ = 0, opt_rcode_ = 0, cut_ = 0;
  Octets client_{192, 0, 2, 1};
  std::uint32_t now_ = 0;
  int counts_[4] = {-1, -1, -1, -1};
  bool tcp_ = false, edns_ = false, second_opt_ = false;
};

Message build_raw(const Question& question) {
  Message message;
  message.bytes = from_hex(question.hex);
  for (const std::string& word : question.words) {
    if (word != "+tcp") reject("unknown flag of a packet: " + word);
    message.tcp = true;
  }
  return message;
}

}  // namespace

Message build_message(const Question& question) {
  if (question.raw) return build_raw(question);
  return Builder(question.words).finish(0x4200U + static_cast<unsigned>(question.line));
}

std::string dig_line(const Question& question) {
  if (question.raw) return "packet " + question.hex;
  static const std::map<std::string, std::string> names = {
      {"+rd", "+rec"}, {"+do", "+dnssec"}, {"+edns", "+bufsize"}, {"+version", "+edns"}, {"+option", "+ednsopt"}};
  static const std::set<std::string> with_opt = {"+edns",   "+do",        "+version",   "+nsid",      "+keepalive",
                                                 "+option", "+opt-rdata", "+opt-flags", "+opt-rcode", "+opt-owner"};
  std::string line = "dig";
  bool edns = false, cookie = false, recursion = false;
  for (const std::string& word : question.words) {
    const std::string key = word.substr(0, word.find('='));
    if (key == "+now" || key == "+client") continue;
    const auto name = names.find(key);
    line += " " + (name == names.end() ? key : name->second);
    if (key == "+edns" && word == key) line += "=1232";
    line += word.substr(key.size());
    recursion = recursion || key == "+rd";
    edns = edns || with_opt.contains(key);
    cookie = cookie || key == "+cookie";
  }
  return line + (recursion ? "" : " +norec") + (cookie ? "" : edns ? " +nocookie" : " +noedns");
}

}  // namespace bailiwick::answers
