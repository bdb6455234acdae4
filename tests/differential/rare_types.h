// The record types that life seldom has: a record of each that nsd, knotd, BIND and ldns take alike.
#pragma once

#include <string>
#include <vector>

namespace bailiwick::differential {

struct RareRecord {
  std::string type;
  std::string rdata;          // % stands for a domain name; after \# the octets alone, whose number is put before them
  std::string mnemonic = "";  // of a type that stands as a number
};

const std::vector<RareRecord>& rare_records();

// The rdata as a zone file has it, with `target` for each %.
std::string rdata_text(const RareRecord& record, const std::string& target);

}  // namespace bailiwick::differential
