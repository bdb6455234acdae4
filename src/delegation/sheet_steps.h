// The steps that a first delegation and a change of one have in common.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "delegation/sheet.h"

namespace bailiwick::delegation {

struct Remembered {
  std::string what;
  std::uint64_t seconds;
};

// "Wait 48 hours", with why.
SheetStep wait_step(std::initializer_list<Remembered> remembered, std::string purpose);
// "ns1.example.com. 3600 IN A 192.0.2.1", a line each.
std::vector<std::string> record_lines(const Server& server);
// "192.0.2.1", a line each.
std::vector<std::string> address_lines(const Server& server);
// The host `a` with those of its addresses that `b` does not have.
Server addresses_without(const Server& a, const Server& b);
// How to enter the host in either form, with its addresses; or the records for the file of the zone above.
SheetStep register_step(const Server& server, const Sheet& sheet);
// The full names of all name servers for the registrar, or their NS records.
SheetStep change_ns_step(const Delegation& delegation, const Sheet& sheet);
// "at the registrar", "in example.zone".
std::string where_registered(const Sheet& sheet);

}  // namespace bailiwick::delegation
