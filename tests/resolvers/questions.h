// The table of questions (world/questions), and what a resolver's reply has to be held against it.
#pragma once

#include <string>
#include <vector>

#include "support/ldns_client.h"

namespace bailiwick::resolvers {

enum class Security : std::uint8_t { Secure, Insecure, OptOut };

struct Expectation {
  std::string name, type, rcode;
  Security security = Security::Insecure;
  std::vector<std::string> records;  // "TYPE rdata", or "7 x TYPE"
};

std::vector<Expectation> read_questions(const std::string& path);

// Empty, or how the reply differs: both side by side.
std::string difference(const Expectation& expected, const support::Reply& reply);

}  // namespace bailiwick::resolvers
