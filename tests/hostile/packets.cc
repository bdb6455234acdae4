#include "hostile/packets.h"

#include <map>
#include <sstream>
#include <stdexcept>

#include "support/table.h"

namespace bailiwick::hostile {
namespace {

using support::Octets;

void append16(Octets& out, unsigned long value) {
  out.push_back(static_cast<std::uint8_t>(value >> 8));
  out.push_back(static_cast<std::uint8_t>(value));
}

Octets from_hex(const std::string& digits) {
  if (digits.size() % 2 != 0 || digits.find_first_not_of("0123456789abcdef") != std::string::npos)
    throw std::runtime_error("neither octets nor a word that is known: " + digits);
  Octets out;
  for (std::size_t i = 0; i < digits.size(); i += 2)
    out.push_back(static_cast<std::uint8_t>(std::stoul(digits.substr(i, 2), nullptr, 16)));
  return out;
}

// head:FLAGS:QD:AN:NS:AR; the id is always the same.
Octets header(const std::string& word) {
  const auto parts = support::split(word, ':');
  if (parts.size() != 6) throw std::runtime_error("not a header: " + word);
  Octets out = {0x11, 0x11};
  append16(out, std::stoul(parts[1], nullptr, 16));
  for (std::size_t i = 2; i < parts.size(); ++i) append16(out, std::stoul(parts[i]));
  return out;
}

class Words {
 public:
  void let(const std::string& name, const std::string& text) { known_[name] = octets(text); }

  Octets octets(const std::string& text) const {
    Octets out;
    for (const std::string& word : support::split(text, ' ')) {
      const Octets some = one(word);
      out.insert(out.end(), some.begin(), some.end());
    }
    return out;
  }

 private:
  Octets one(const std::string& word) const {
    if (const auto known = known_.find(word); known != known_.end()) return known->second;
    if (word.starts_with("head:")) return header(word);
    if (word.front() == '\'') {
      Octets label(word.begin() + 1, word.end() - 1);
      label.insert(label.begin(), static_cast<std::uint8_t>(label.size()));
      return label;
    }
    const std::size_t star = word.find('*');
    if (star == std::string::npos) return from_hex(word);
    Octets out;
    const Octets some = from_hex(word.substr(star + 1));
    for (unsigned long n = std::stoul(word); n > 0; --n) out.insert(out.end(), some.begin(), some.end());
    return out;
  }

  std::map<std::string, Octets> known_;
};

std::string trimmed(const std::string& text) {
  const auto parts = support::split(text, '\n');
  return parts.empty() ? "" : parts[0];
}

// The four columns, empty ones among them.
std::vector<std::string> columns(const std::string& line) {
  std::istringstream in(line + " ");
  std::vector<std::string> out;
  for (std::string part; std::getline(in, part, '|');) out.push_back(trimmed(part));
  if (out.size() != 4) throw std::runtime_error("not four columns: " + line);
  return out;
}

}  // namespace

std::vector<Packet> read_packets(const std::string& path) {
  Words words;
  std::map<std::string, std::string> reasons;
  std::vector<Packet> out;
  for (const std::string& line : support::data_lines(path)) {
    if (line.starts_with("let ")) {
      const std::size_t equals = line.find('=');
      words.let(trimmed(line.substr(4, equals - 4)), line.substr(equals + 1));
      continue;
    }
    if (line.starts_with("why ")) {
      const std::size_t equals = line.find('=');
      reasons[trimmed(line.substr(4, equals - 4))] = line.substr(equals + 1);
      continue;
    }
    const auto fields = columns(line);
    const auto reason = reasons.find(fields[3]);
    const std::size_t slash = fields[2].find('/');  // npos + 1 is 0: then both are the whole
    out.push_back({fields[0], words.octets(fields[1]), fields[2].substr(0, slash), fields[2].substr(slash + 1),
                   reason == reasons.end() ? fields[3] : reason->second});
  }
  return out;
}

}  // namespace bailiwick::hostile
