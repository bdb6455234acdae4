// The judge: ldns reads replies and expected records, so that no code of the server judges itself. Records are compared
// by their canonical presentation form. The one file of these tests that includes ldns is judge.cc.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace bailiwick::answers {

struct JudgedRecord {
  std::string rrset;  // owner, class and type in lower case: what records of one RRset share
  std::string text;
};

struct Reply {
  std::uint16_t id = 0;
  unsigned opcode = 0;
  std::set<std::string> flags;  // without qr, which every reply must have
  std::string rcode;            // with the upper bits of the OPT record
  std::vector<std::uint8_t> question;
  std::vector<JudgedRecord> section[3];
  std::optional<std::set<std::string>> edns;  // payload=1232, do, ede=20, nsid=NAME, keepalive=N, cookie=HEX …
};

// What is wrong with the message as such, where it is no reply in good order: cut off, octets behind its end, a name
// compressed where RFC 3597 §4 forbids it, QR clear, two OPT records …
std::expected<Reply, std::string> judge_reply(std::span<const std::uint8_t> bytes);

// These throw std::runtime_error.
JudgedRecord judge_record(const std::string& text);
std::vector<std::uint8_t> name_to_wire(const std::string& text);
std::uint16_t type_number(const std::string& text);
std::uint16_t class_number(const std::string& text);

}  // namespace bailiwick::answers
