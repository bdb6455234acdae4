// Random messages for the tests of the builder, the same for each seed: their names share endings now and then, and
// what was put into them is kept to be compared.
#pragma once

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "unit/wire/message_support.h"
#include "wire/message_builder.h"

namespace bailiwick::wire {

struct MadeRecord {
  Section section = Section::Answer;
  Name owner;
  std::uint16_t type = 0;
  std::uint32_t ttl = 0;
  Octets rdata;

  RecordView view() const { return {.owner = owner, .type = type, .ttl = ttl, .rdata = rdata}; }
};

// Random names and records, the same for each seed.
class Random {
 public:
  explicit Random(std::uint32_t seed, bool lower_case = false) : engine_(seed), lower_case_(lower_case) {}

  std::size_t below(std::size_t bound) { return engine_() % bound; }
  // Few labels, some of them in both cases, so that endings come again.
  Name any_name() {
    static constexpr const char* kLabels[] = {
        "a", "A", "ns1", "NS1", "example", "Example", "com", "a-longer-label", "x\\000y"};
    std::string text;
    for (std::size_t labels = below(6); labels > 0; --labels)
      text += std::string(kLabels[below(std::size(kLabels))]) + '.';
    const Name made = name(text.empty() ? "." : text);
    return lower_case_ ? made.lowered() : made;
  }
  MadeRecord any_record(Section section) {
    static constexpr std::uint16_t kTypes[] = {kA, kNs, kSoa, kPtr, kMx, kTxt, kSrv, kNaptr, kDname};
    MadeRecord record{.section = section,
                      .owner = any_name(),
                      .type = kTypes[below(std::size(kTypes))],
                      .ttl = static_cast<std::uint32_t>(below(100000)),
                      .rdata = {}};
    const RdataLayout layout = layout_of(record.type);
    for (const RdataPart part : layout.parts()) put_part(part, record.rdata);
    if (record.type == kA) put_octets(4, record.rdata);
    if (record.type == kSoa) put_octets(20, record.rdata);
    if (record.type == kTxt) put_string(record.rdata);
    return record;
  }

 private:
  void put_part(RdataPart part, Octets& rdata) {
    switch (part.kind) {
      case RdataPart::Kind::Octets:
        return put_octets(part.octets, rdata);
      case RdataPart::Kind::String:
        return put_string(rdata);
      case RdataPart::Kind::Name:
      case RdataPart::Kind::ReadableName:
      case RdataPart::Kind::CompressibleName: {
        const Name target = any_name();
        rdata.insert(rdata.end(), target.data(), target.data() + target.size());
      }
    }
  }
  void put_octets(std::size_t count, Octets& rdata) {
    for (; count > 0; --count) rdata.push_back(static_cast<std::uint8_t>(below(256)));
  }
  void put_string(Octets& rdata) {
    const std::size_t size = below(40);
    rdata.push_back(static_cast<std::uint8_t>(size));
    put_octets(size, rdata);
  }

  std::mt19937 engine_;
  bool lower_case_;
};

struct Made {
  Name qname;
  std::vector<MadeRecord> records;  // those that fitted
  bool has_opt = false;
  Octets message;
};

inline Made make_message(Random& random, std::size_t limit, std::size_t most_records = 40) {
  Made made;
  made.message.resize(limit + 8, 0xee);
  MessageBuilder builder(made.message, limit);
  builder.set_id(0x4242);
  builder.set_flags(kQr | kAa);
  made.qname = random.any_name();
  const bool has_question = builder.add_question(made.qname, kSoa, kIn);
  const bool wants_opt = builder.reserve(kOptSize);
  if (has_question)
    for (const Section section : {Section::Answer, Section::Authority, Section::Additional})
      for (std::size_t left = random.below(most_records); left > 0; --left) {
        const MadeRecord record = random.any_record(section);
        const Octets before(builder.octets().begin(), builder.octets().end());
        if (builder.add(section, record.view(), layout_of(record.type)))
          made.records.push_back(record);
        else
          REQUIRE(same_octets(builder.octets(), before));
      }
  if (wants_opt) {
    builder.release(kOptSize);
    made.has_opt = builder.add_opt({.udp_payload = 1232});
    REQUIRE(made.has_opt);
  }
  const std::size_t size = builder.finish().size();
  REQUIRE(size <= limit);
  for (std::size_t i = limit; i < made.message.size(); ++i) REQUIRE(made.message[i] == 0xee);
  made.message.resize(size);
  if (!has_question) made.message.clear();
  return made;
}

inline void require_read_back(const Made& made) {
  const ReadMessage read = read_message(made.message);
  REQUIRE(read.error == MessageError::None);
  REQUIRE(read.octets_left == 0);
  REQUIRE(read.questions.size() == 1);
  REQUIRE(same_octets(read.questions[0].name.view().bytes(), made.qname.view().bytes()));
  REQUIRE(read.records.size() == made.records.size() + made.has_opt);
  for (std::size_t i = 0; i < made.records.size(); ++i) {
    const MadeRecord& meant = made.records[i];
    const Record& seen = read.records[i];
    REQUIRE(seen.section == meant.section);
    REQUIRE(same_octets(seen.owner.view().bytes(), meant.owner.view().bytes()));
    REQUIRE(seen.type == meant.type);
    REQUIRE(seen.record_class == kIn);
    REQUIRE(seen.ttl == meant.ttl);
    REQUIRE(read.rdata[i] == meant.rdata);
  }
}

}  // namespace bailiwick::wire
