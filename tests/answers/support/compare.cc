#include "answers/support/compare.h"

#include <algorithm>

#include "answers/support/judge.h"

namespace bailiwick::answers {
namespace {

constexpr const char* kSectionNames[] = {"answer", "authority", "additional"};

struct RRset {
  std::string key;
  std::vector<std::string> records;  // sorted: the order within an RRset says nothing (RFC 2181 §5)
  bool optional = false;
};

void add(std::vector<RRset>& rrsets, const JudgedRecord& record, bool optional) {
  if (rrsets.empty() || rrsets.back().key != record.rrset) rrsets.push_back({record.rrset, {}, optional});
  std::vector<std::string>& records = rrsets.back().records;
  records.insert(std::upper_bound(records.begin(), records.end(), record.text), record.text);
}

std::vector<RRset> group(const std::vector<JudgedRecord>& records) {
  std::vector<RRset> rrsets;
  for (const JudgedRecord& record : records) add(rrsets, record, false);
  return rrsets;
}

std::vector<RRset> group(const ExpectedSection& section) {
  std::vector<RRset> rrsets;
  for (const ExpectedRecord& record : section.records) add(rrsets, judge_record(record.text), record.optional);
  return rrsets;
}

bool same_listed(const std::vector<RRset>& expected, const std::vector<RRset>& got) {
  std::size_t next = 0;
  for (const RRset& rrset : expected) {
    if (next < got.size() && got[next].records == rrset.records)
      ++next;
    else if (!rrset.optional)
      return false;
  }
  return next == got.size();
}

bool same_any_order(std::vector<RRset> expected, const std::vector<RRset>& got) {
  for (const RRset& rrset : got) {
    const auto found =
        std::find_if(expected.begin(), expected.end(), [&](const RRset& e) { return e.records == rrset.records; });
    if (found == expected.end()) return false;
    expected.erase(found);
  }
  return std::all_of(expected.begin(), expected.end(), [](const RRset& e) { return e.optional; });
}

bool same_section(const ExpectedSection& section, const std::vector<JudgedRecord>& records) {
  const std::vector<RRset> expected = group(section), got = group(records);
  switch (section.order) {
    case Order::Listed:
      return same_listed(expected, got);
    case Order::AnyOrder:
      return same_any_order(expected, got);
    case Order::OneOf:
      return got.size() == 1 &&
             std::any_of(expected.begin(), expected.end(), [&](const RRset& e) { return e.records == got[0].records; });
  }
  return false;
}

// Whether `got` is what `expected` lists, where a word may end in `?`.
bool same_words(const std::vector<std::string>& expected, std::set<std::string> got) {
  for (std::string word : expected) {
    const bool optional = word.ends_with('?');
    if (optional) word.pop_back();
    if (got.erase(word) == 0 && !optional) return false;
  }
  return got.empty();
}

bool same_edns(const ExpectedEdns& expected, const std::optional<std::set<std::string>>& got) {
  switch (expected.presence) {
    case Presence::Any:
      return true;
    case Presence::No:
      return !got;
    case Presence::Yes:
      return got && same_words(expected.words, *got);
  }
  return false;
}

bool same_question(Presence expected, const Message& query, const Reply& reply) {
  const auto start = query.bytes.begin() + std::min<std::ptrdiff_t>(12, std::ssize(query.bytes));
  const auto available =
      std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(query.question_size), query.bytes.end() - start);
  const bool echoed =
      available > 0 && std::equal(reply.question.begin(), reply.question.end(), start, start + available);
  switch (expected) {
    case Presence::Yes:
      return echoed;
    case Presence::No:
      return reply.question.empty();
    case Presence::Any:
      return echoed || reply.question.empty();
  }
  return false;
}

std::string join(const auto& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

// Two columns; `!` marks the rows that differ as texts.
class Table {
 public:
  void row(const std::string& left, const std::string& right) {
    text_ += "    " + std::string(left == right ? "  " : "! ") + left +
             std::string(left.size() < kWidth ? kWidth - left.size() : 1, ' ') + "| " + right + "\n";
  }
  void section(const ExpectedSection& expected, const std::vector<JudgedRecord>& got, const std::string& name) {
    static const char* const orders[] = {"", " any-order", " one-of"};
    const std::vector<std::string> left = lines(group(expected)), right = lines(group(got));
    if (left.empty() && right.empty()) return;
    row(name + orders[static_cast<int>(expected.order)], name + orders[static_cast<int>(expected.order)]);
    for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i)
      row(i < left.size() ? left[i] : "", i < right.size() ? right[i] : "");
  }
  const std::string& text() const { return text_; }

 private:
  static std::vector<std::string> lines(const std::vector<RRset>& rrsets) {
    std::vector<std::string> out;
    for (const RRset& rrset : rrsets)
      for (const std::string& record : rrset.records) out.push_back((rrset.optional ? "? " : "  ") + record);
    return out;
  }

  static constexpr std::size_t kWidth = 64;
  std::string text_;
};

std::string side_by_side(const Expected& expected, const Reply& reply) {
  Table table;
  table.row("expected", "got");
  std::string rcodes;
  for (const std::string& rcode : expected.rcodes) rcodes += (rcodes.empty() ? "" : "|") + rcode;
  table.row(expected.silence ? "silence" : rcodes + " " + join(expected.flags), reply.rcode + " " + join(reply.flags));
  for (std::size_t i = 0; i < 3; ++i) table.section(expected.section[i], reply.section[i], kSectionNames[i]);
  const char* const presence[] = {"edns ", "no edns", "edns any"};
  const ExpectedEdns& edns = expected.edns;
  std::vector<std::string> words = edns.words;
  std::sort(words.begin(), words.end());
  table.row(presence[static_cast<int>(edns.presence)] + join(words),
            reply.edns ? "edns " + join(*reply.edns) : "no edns");
  return table.text();
}

std::string differences(const Expected& expected, const Message& query, const Reply& reply, std::size_t size) {
  std::string out;
  const auto check = [&](bool same, const std::string& what) {
    if (!same) out += (out.empty() ? "" : ", ") + what;
  };
  check(!expected.silence, "a reply where silence was expected");
  check(query.bytes.size() < 2 || reply.id == (query.bytes[0] << 8 | query.bytes[1]), "id");
  check(query.bytes.size() < 3 || reply.opcode == (query.bytes[2] >> 3 & 15U), "opcode");
  check(std::find(expected.rcodes.begin(), expected.rcodes.end(), reply.rcode) != expected.rcodes.end(), "rcode");
  check(same_words(expected.flags, reply.flags), "flags");
  check(same_question(expected.question, query, reply), "question");
  for (std::size_t i = 0; i < 3; ++i) check(same_section(expected.section[i], reply.section[i]), kSectionNames[i]);
  check(same_edns(expected.edns, reply.edns), "edns");
  check(expected.size == 0 || expected.size == size, "size " + std::to_string(size));
  return out;
}

}  // namespace

std::string compare(const Expected& expected, const Message& query, std::span<const std::uint8_t> bytes,
                    const answer::Settings& settings) {
  if (bytes.empty()) return expected.silence ? "" : "silence where a reply was expected\n";
  const auto reply = judge_reply(bytes);
  if (!reply) return "not a message in good order: " + reply.error() + "\n";
  const std::size_t limit =
      query.tcp ? 65535 : std::clamp<std::size_t>(query.payload, 512, std::max<std::size_t>(512, settings.udp_payload));
  std::string out = differences(expected, query, *reply, bytes.size());
  if (bytes.size() > limit) out += (out.empty() ? "" : ", ") + std::to_string(bytes.size()) + " octets, too many";
  if (out.empty()) return "";
  return "differs in: " + out + "\n" + side_by_side(expected, *reply);
}

}  // namespace bailiwick::answers
