// Questions and replies as tests see them: a query is built from plain values, a reply is taken apart by ldns, which
// shares no code with the server and so may judge it. The only file of the tests that includes ldns is its .cc.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "support/sockets.h"

namespace bailiwick::support {

struct EdnsOption {
  std::uint16_t code = 0;
  Octets data;
  bool operator==(const EdnsOption&) const = default;
};

struct Edns {
  std::uint16_t payload = 1232;
  bool dnssec_ok = false;
  std::uint8_t version = 0;
  std::vector<EdnsOption> options;
};

struct Query {
  std::string name;  // presentation form, absolute
  std::uint16_t type = 1;
  std::uint16_t klass = 1;
  std::uint16_t id = 0x4257;
  std::uint8_t opcode = 0;
  bool rd = false;
  bool ad = false;
  bool cd = false;
  std::optional<Edns> edns;
};

// The query's octets. Throws std::invalid_argument when the name is none.
Octets encode(const Query& query);
// What a person would type to ask the same thing.
std::string dig_line(const Query& query, std::uint16_t port, bool tcp);

struct Record {
  std::string owner;  // lower case
  std::uint16_t type = 0;
  std::uint32_t ttl = 0;
  std::string rdata;                 // presentation form, domain names in lower case
  std::vector<std::string> targets;  // the domain names within the rdata
  std::string text() const;          // "owner ttl TYPE rdata"
  auto operator<=>(const Record&) const = default;
};
// Sorted; two sections are the same set when they are equal.
using Section = std::vector<Record>;

struct Reply {
  std::uint16_t id = 0;
  std::uint8_t opcode = 0;
  bool qr = false, aa = false, tc = false, rd = false, ra = false, ad = false, cd = false;
  std::uint16_t rcode = 0;  // with the upper bits of EDNS
  Octets question;          // byte for byte
  std::string question_text;
  Section answer, authority, additional;  // OPT is not among them
  std::optional<Edns> edns;
  std::size_t size = 0;
};

// Takes a reply apart. An error when ldns cannot read it, when octets are left over, or when it has two OPTs.
std::expected<Reply, std::string> parse_reply(const Octets& message);

// A question and its reply over UDP or TCP; the id must match. An error in words after the time-out.
std::expected<Reply, std::string> ask_udp(std::uint16_t port, const Query& query,
                                          std::chrono::milliseconds timeout = std::chrono::seconds(5),
                                          const std::string& address = "127.0.0.1");
std::expected<Reply, std::string> ask_tcp(std::uint16_t port, const Query& query,
                                          std::chrono::milliseconds timeout = std::chrono::seconds(5),
                                          const std::string& address = "127.0.0.1");

// The one spelling that records have: lower case, escapes as ldns writes them.
std::string canonical_name(const std::string& name);
// Leaves each record in each section once.
void remove_twins(Reply& reply);
std::string type_name(std::uint16_t type);
std::uint16_t type_from_name(const std::string& name);
std::string rcode_name(std::uint16_t rcode);
// The reply as dig would lay it out, in short.
std::string describe(const Reply& reply);
// The lines of a section, one record each.
std::vector<std::string> lines(const Section& section);

}  // namespace bailiwick::support
