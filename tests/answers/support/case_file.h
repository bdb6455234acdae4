// Reads an answer case: the settings, zones, questions and whole expected replies that one behaviour is tested with.
// The format is described in tests/answers/FORMAT.md. Anything that the format does not know is an error, as is a file
// without a question: a case that tests nothing must not pass.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "answer/answer.h"

namespace bailiwick::answers {

struct CaseZone {
  std::string origin;
  std::string text;     // blank lines in front keep the line numbers of the case file
  bool broken = false;  // configured, but not fit to be served
};

struct ExpectedRecord {
  std::string text;
  bool optional = false;  // its whole RRset may be absent
};

// Listed: RRsets in the order written. AnyOrder: all of them. OneOf: exactly one of them.
enum class Order : std::uint8_t { Listed, AnyOrder, OneOf };

struct ExpectedSection {
  Order order = Order::Listed;
  std::vector<ExpectedRecord> records;
};

// What stands in a place of the reply that no RFC decides can be Any.
enum class Presence : std::uint8_t { Yes, No, Any };

struct ExpectedEdns {
  Presence presence = Presence::No;
  std::vector<std::string> words;  // payload=1232, do, ede=20, nsid=NAME, keepalive=N, without order
};

struct Expected {
  bool silence = false;
  std::vector<std::string> rcodes;  // any of them
  std::vector<std::string> flags;   // "aa", or "aa?" where either will do
  Presence question = Presence::Yes;
  std::size_t size = 0;        // of the reply in octets; 0: not said
  ExpectedSection section[3];  // answer, authority, additional
  ExpectedEdns edns;
};

struct Question {
  int line = 0;
  std::vector<std::string> words;  // of the `query` or `packet` line, without that word
  bool raw = false;                // a `packet`
  std::string hex;                 // of a `packet`
  Expected expected;
};

struct Case {
  std::string path;
  answer::Settings settings;
  std::vector<CaseZone> zones;
  std::vector<Question> questions;
};

// Throws std::runtime_error ("PATH:LINE: what is wrong").
Case read_case(const std::string& path);

std::vector<std::string> split_words(const std::string& text);

}  // namespace bailiwick::answers
