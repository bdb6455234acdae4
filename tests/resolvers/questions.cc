#include "resolvers/questions.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "support/table.h"

namespace bailiwick::resolvers {
namespace {

// `%.` stands for a zone; of the root, whose name is the dot, nothing but the dot is left.
std::string in_zone(const std::string& text, const std::string& zone) {
  return support::replace_all(text, "%.", zone == "." ? zone : zone + ".");
}

Expectation expectation_from(const std::string& line) {
  const auto fields = support::words(line, 4);
  static const std::map<std::string, Security> kWords = {
      {"secure", Security::Secure}, {"insecure", Security::Insecure}, {"opt-out", Security::OptOut}};
  const auto security = kWords.find(fields[3]);
  if (security == kWords.end()) throw std::runtime_error("neither secure nor not: " + line);
  return {fields[0], fields[1], fields[2], security->second, support::split(fields[4], '|')};
}

// The records as the table spells them.
std::vector<std::string> records_of(const support::Section& answer) {
  std::vector<std::string> out;
  for (const auto& record : answer)
    if (support::type_name(record.type) != "RRSIG") out.push_back(support::type_name(record.type) + " " + record.rdata);
  return out;
}

std::string sorted_text(std::vector<std::string> records) {
  std::sort(records.begin(), records.end());
  std::string out;
  for (const std::string& record : records) out += " | " + record;
  return out;
}

// "7 x TYPE" instead of seven records.
std::vector<std::string> counted(const std::vector<std::string>& records) {
  std::map<std::string, std::size_t> count;
  for (const std::string& record : records) ++count[record.substr(0, record.find(' '))];
  std::vector<std::string> out;
  for (const auto& [type, number] : count) out.push_back(std::to_string(number) + " x " + type);
  return out;
}

std::string shown(const std::string& rcode, bool secure, const std::vector<std::string>& records) {
  return rcode + (secure ? " secure" : " insecure") + sorted_text(records);
}

}  // namespace

std::vector<Expectation> read_questions(const std::string& path) {
  std::vector<Expectation> out;
  std::vector<std::string> zones;
  for (const std::string& line : support::data_lines(path)) {
    const std::string keyword = "zones ";
    if (line.starts_with(keyword)) {
      zones = support::split(line.substr(keyword.size()), ' ');
      continue;
    }
    for (const std::string& zone : zones) out.push_back(expectation_from(in_zone(line, zone)));
  }
  return out;
}

std::string difference(const Expectation& expected, const support::Reply& reply) {
  auto records = records_of(reply.answer);
  if (!expected.records.empty() && expected.records[0].find(" x ") != std::string::npos) records = counted(records);
  const bool secure = expected.security == Security::OptOut ? reply.ad : expected.security == Security::Secure;
  const std::string wanted = shown(expected.rcode, secure, expected.records);
  const std::string given = shown(support::rcode_name(reply.rcode), reply.ad, records);
  if (wanted == given) return "";
  return expected.name + " " + expected.type + "\n  should be: " + wanted + "\n  but is:    " + given;
}

}  // namespace bailiwick::resolvers
