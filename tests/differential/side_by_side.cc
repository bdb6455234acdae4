// Replies as one list. Of what all have, only the beginning is shown: the difference is what one looks for.
#include "differential/side_by_side.h"

#include <map>

namespace bailiwick::differential {
namespace {

using support::Reply;
using support::Section;

std::string flags(const Reply& reply) {
  std::string out = support::rcode_name(reply.rcode);
  for (const auto& [name, on] : {std::pair{" aa", reply.aa},
                                 {" tc", reply.tc},
                                 {" rd", reply.rd},
                                 {" ra", reply.ra},
                                 {" ad", reply.ad},
                                 {" cd", reply.cd},
                                 {" edns", reply.edns.has_value()},
                                 {" do", reply.edns && reply.edns->dnssec_ok}}) {
    if (on) out += name;
  }
  return out + ", " + std::to_string(reply.size) + " octets: " + reply.question_text + "\n";
}

std::string merged(const char* title, const std::vector<Reply>& replies, Section Reply::*section) {
  std::map<std::string, std::string> holders;
  for (std::size_t i = 0; i < replies.size(); ++i)
    for (const auto& line : support::lines(replies[i].*section))
      holders.try_emplace(line, std::string(replies.size(), ' ')).first->second[i] = static_cast<char>('a' + i);
  std::string out;
  std::size_t common = 0;
  for (const auto& [line, letters] : holders) {
    const bool all = letters.find(' ') == std::string::npos;
    if (all && ++common > 5) continue;
    out += "[" + letters + "] " + title + ": " + line.substr(0, 160) + (line.size() > 160 ? " ..." : "") + "\n";
  }
  if (common > 5) out += "      and " + std::to_string(common - 5) + " more that all have\n";
  return out;
}

}  // namespace

std::string side_by_side(const std::vector<Reply>& replies) {
  std::string out;
  for (std::size_t i = 0; i < replies.size(); ++i)
    out += std::string(1, static_cast<char>('a' + i)) + " " + flags(replies[i]);
  return out + merged("answer", replies, &Reply::answer) + merged("authority", replies, &Reply::authority) +
         merged("additional", replies, &Reply::additional);
}

}  // namespace bailiwick::differential
