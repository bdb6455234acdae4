// One random zone. First the names and what each is to be, then the records, so that a record may point at any name.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "differential/world.h"

namespace bailiwick::differential {

enum class Role { Apex, Host, Data, Alias, Redirect, Cut };  // Redirect: DNAME

class ZoneMaker {
 public:
  // `delegated`: origins of served zones below this one, which get a cut here.
  // `others`: names of other zones and of nobody, to point at.
  // `foreign`: owners in the other zones. No DNAME stands above or below one, since nsd takes data of another zone
  // for data below the DNAME and refuses the zone.
  ZoneMaker(Random& random, std::string origin, std::vector<std::string> delegated, std::vector<std::string> others,
            std::vector<std::string> foreign, bool plain);

  Zone make();
  // Owners and targets of the zone made.
  const std::vector<std::string>& names() const { return mentioned_; }
  // Owners alone.
  std::vector<std::string> owners() const;

 private:
  struct Node {
    std::string owner;
    Role role;
  };
  void choose_names();
  void deep_or_wide();
  void add_node(const std::string& owner, Role role);
  bool meets_foreign(const std::string& owner) const;
  bool allowed(const std::string& owner, Role role) const;
  bool below(const std::string& owner, Role role) const;
  std::string some_name();
  std::string target();
  void record(const std::string& owner, const std::string& type, const std::string& rdata);
  void addresses(const std::string& owner);
  void apex();
  void apex_redirect();
  void fill(const Node& node);
  void data(const std::string& owner);
  void service(const std::string& owner);
  void cut(const Node& node);

  Random& random_;
  std::string origin_;
  std::vector<std::string> delegated_, others_, foreign_;
  bool plain_;
  std::vector<Node> nodes_;
  std::map<std::string, Role> roles_;        // by owner in lower case
  std::map<std::string, std::string> ttls_;  // by owner and type: all records of an RRset have one TTL
  std::vector<std::string> mentioned_;
  std::string text_;
};

}  // namespace bailiwick::differential
