// Random zones: which names there are, and what stands at each.
#include "differential/zone_maker.h"

#include <algorithm>

#include "differential/rare_types.h"

namespace bailiwick::differential {
namespace {

// Octets. dnssec-signzone gives up where `*.` does not fit in front of an owner; targets and questions may be longer.
constexpr std::size_t kLongestOwner = 253;

std::string number(Random& random, std::size_t bound) {
  return std::to_string(random.below(bound));
}

std::string long_target(Random& random) {
  const std::string label(40 + random.below(24), 'T');
  return label + "." + label + "." + label + ".far.example.";
}

}  // namespace

ZoneMaker::ZoneMaker(Random& random, std::string origin, std::vector<std::string> delegated,
                     std::vector<std::string> others, std::vector<std::string> foreign, bool plain)
    : random_(random),
      origin_(std::move(origin)),
      delegated_(std::move(delegated)),
      others_(std::move(others)),
      foreign_(std::move(foreign)),
      plain_(plain) {}

std::vector<std::string> ZoneMaker::owners() const {
  std::vector<std::string> out;
  for (const auto& [owner, role] : roles_) out.push_back(owner);
  return out;
}

bool ZoneMaker::meets_foreign(const std::string& owner) const {
  return std::any_of(foreign_.begin(), foreign_.end(), [&](const std::string& name) {
    const bool of_this_zone = is_at_or_below(origin_, name);
    return is_at_or_below(name, owner) || (!of_this_zone && is_at_or_below(owner, name));
  });
}

Zone ZoneMaker::make() {
  text_ = "$TTL 3600\n";
  add_node(origin_, Role::Apex);
  if (!meets_foreign(origin_) && delegated_.empty() && random_.chance(12)) {
    apex_redirect();
    return {origin_, text_};
  }
  for (const auto& child : delegated_) add_node(child, Role::Cut);
  choose_names();
  for (std::size_t i = 0; i < nodes_.size(); ++i) fill(nodes_[i]);
  for (const auto& node : nodes_) mentioned_.push_back(node.owner);
  return {origin_, text_};
}

// As many labels as a name can have, one below the other, or many names side by side.
void ZoneMaker::deep_or_wide() {
  const bool deep = random_.chance(50);
  std::string owner = random_.pick(nodes_).owner;
  for (std::size_t i = 0; i < 120; ++i) {
    std::string name = std::string(1, static_cast<char>('a' + i % 26)) + (deep ? "" : std::to_string(i)) + "." + owner;
    if (deep) owner = name;
    const bool sparse = deep && !random_.chance(10);  // empty non-terminals between
    if (!sparse && allowed(name, Role::Data)) add_node(name, Role::Data);
  }
}

void ZoneMaker::choose_names() {
  if (!plain_ && random_.chance(10)) deep_or_wide();
  const std::size_t wanted = !plain_ && random_.chance(5) ? 600 : 8 + random_.below(60);
  for (std::size_t tries = 0; tries < wanted; ++tries) {
    std::string owner = random_.chance(40) ? origin_ : random_.pick(nodes_).owner;
    for (std::size_t depth = 1 + random_.small(3); depth > 0; --depth) owner = random_label(random_) + "." + owner;
    if (random_.chance(3)) owner = std::string(63, 'g') + "." + std::string(60, 'H') + "." + owner;
    const std::size_t dice = random_.below(100);
    const Role role = dice < 32   ? Role::Host
                      : dice < 58 ? Role::Data
                      : dice < 78 ? Role::Alias
                      : dice < 86 ? Role::Redirect
                                  : Role::Cut;
    if (allowed(owner, role)) add_node(owner, role);
  }
}

void ZoneMaker::add_node(const std::string& owner, Role role) {
  nodes_.push_back({random_.chance(15) ? random_case(random_, owner) : owner, role});
  roles_.emplace(lower(owner), role);
}

bool ZoneMaker::below(const std::string& owner, Role role) const {
  for (std::string at = parent_of(owner); at.size() >= origin_.size(); at = parent_of(at)) {
    const auto found = roles_.find(lower(at));
    if (found != roles_.end() && found->second == role) return true;
    if (at == ".") break;
  }
  return false;
}

bool ZoneMaker::allowed(const std::string& owner, Role role) const {
  if (wire_length(owner) > kLongestOwner || roles_.contains(lower(owner)) || below(owner, Role::Redirect)) return false;
  // ns1 and ns2 of the apex hold addresses, whatever the dice say.
  if (lower(owner) == "ns1." + lower(origin_) || lower(owner) == "ns2." + lower(origin_)) return role == Role::Host;
  // NS and DNAME at a wildcard are undefined: RFC 4592 sections 4.2 and 4.4.
  if (owner.starts_with("*.")) return role == Role::Host || role == Role::Data || role == Role::Alias;
  if (role != Role::Redirect) return true;
  if (meets_foreign(owner)) return false;
  return std::none_of(roles_.begin(), roles_.end(),
                      [&owner](const auto& other) { return is_at_or_below(other.first, owner); });
}

std::string ZoneMaker::some_name() {
  const std::size_t dice = random_.below(100);
  if (dice < 70) return random_.pick(nodes_).owner;
  if (dice < 82) return random_label(random_) + "." + random_.pick(nodes_).owner;
  if (dice < 87) return random_label(random_) + "." + origin_;
  return random_.pick(others_);
}

std::string ZoneMaker::target() {
  std::string name = some_name();
  while (wire_length(name) > 255) name = parent_of(name);
  if (random_.chance(10)) name = random_case(random_, name);
  mentioned_.push_back(name);
  return name;
}

void ZoneMaker::record(const std::string& owner, const std::string& type, const std::string& rdata) {
  static const std::vector<std::string> kTtls = {"0", "60", "300", "3600", "86400", "604800"};
  const auto [ttl, fresh] = ttls_.try_emplace(lower(owner) + " " + type);
  if (fresh) ttl->second = random_.pick(kTtls);
  text_ += owner + " " + ttl->second + " IN " + type + " " + rdata + "\n";
}

void ZoneMaker::addresses(const std::string& owner) {
  const bool both = random_.chance(50);
  const bool six = random_.chance(50);
  const std::size_t many = random_.chance(5) ? 30 : 1;
  if (both || !six) {
    for (std::size_t n = many * (1 + random_.small(3)); n > 0; --n)
      record(owner, "A", "192.0." + number(random_, 3) + "." + number(random_, 256));
  }
  if (both || six) {
    for (std::size_t n = many * (1 + random_.small(3)); n > 0; --n)
      record(owner, "AAAA", "2001:db8::" + number(random_, 10000));
  }
}

void ZoneMaker::apex() {
  record(origin_, "SOA",
         "ns1." + origin_ + " Hostmaster." + origin_ + " 1 7200 3600 1209600 " + number(random_, 2) +
             number(random_, 1000));
  const bool inside = random_.chance(80);
  const bool outside = !inside || random_.chance(30);
  for (const char* label : {"ns1.", "ns2."}) {
    if (!inside) break;
    record(origin_, "NS", label + origin_);
    if (!roles_.contains(lower(label + origin_))) add_node(label + origin_, Role::Host);
  }
  const std::string& other = random_.pick(others_);
  if (outside) record(origin_, "NS", other == "." ? "ns.far.example." : "Ns." + other);
  if (random_.chance(40)) addresses(origin_);
  for (std::size_t n = random_.below(4); n > 0; --n) data(origin_);
}

void ZoneMaker::apex_redirect() {
  record(origin_, "SOA", "ns.far.example. h.far.example. 1 7200 3600 1209600 300");
  record(origin_, "NS", "ns.far.example.");
  record(origin_, "DNAME", random_.chance(30) ? long_target(random_) : random_.pick(others_));
  mentioned_.push_back(origin_);
  if (random_.chance(50)) record(origin_, "TXT", "\"beside a DNAME\"");
}

void ZoneMaker::fill(const Node& node) {
  const Node copy = node;  // apex() adds nodes
  switch (copy.role) {
    case Role::Apex:
      return apex();
    case Role::Host:
      addresses(copy.owner);
      if (random_.chance(20)) data(copy.owner);
      return;
    case Role::Data:
      for (std::size_t n = 1 + random_.below(3); n > 0; --n) data(copy.owner);
      return;
    case Role::Alias:
      return record(copy.owner, "CNAME", random_.chance(4) ? copy.owner : target());
    case Role::Redirect:
      record(copy.owner, "DNAME", random_.chance(20) ? long_target(random_) : target());
      if (random_.chance(30)) addresses(copy.owner);
      return;
    case Role::Cut:
      return cut(copy);
  }
}

void ZoneMaker::data(const std::string& owner) {
  if (!plain_ && random_.chance(30)) {
    const RareRecord& rare = random_.pick(rare_records());
    return record(owner, rare.type, rdata_text(rare, target()));
  }
  switch (random_.below(12)) {
    case 0:
    case 1:
      for (std::size_t n = 1 + random_.below(3); n > 0; --n) record(owner, "MX", number(random_, 50) + " " + target());
      return;
    case 2:
      return record(owner, "TXT",
                    "\"" + std::string(random_.below(200), 't') + "\" \"\" \"" + number(random_, 99) + "\"");
    case 3:
      for (std::size_t n = 3 + random_.below(5); n > 0; --n)
        record(owner, "TXT", "\"" + std::string(150 + random_.below(100), 'T') + "\"");
      return;
    case 4:
      return record(owner, "TYPE65280", R"(\# 4 0A00000)" + number(random_, 10));
    case 5:
      return record(owner, "CAA", "0 issue \"ca" + number(random_, 10) + ".example\"");
    case 6:
      return record(owner, "PTR", target());
    case 7:
      return record(owner, "NAPTR", "10 20 \"s\" \"SIP+D2U\" \"\" " + target());
    case 8:
      return record(owner, "TLSA", "3 1 1 ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789");
    default:
      return service(owner);
  }
}

void ZoneMaker::service(const std::string& owner) {
  const char* type = random_.chance(50) ? "HTTPS" : "SVCB";
  switch (random_.below(4)) {
    case 0:
      return record(owner, type, "0 " + target());
    case 1:
      return record(owner, type, "1 . alpn=\"h2,h3\"");
    case 2:
      return record(owner, type, "2 " + target() + " port=" + number(random_, 65536) + " ipv4hint=192.0.2.1");
    default:
      for (std::size_t n = 1 + random_.below(3); n > 0; --n)
        record(owner, "SRV", number(random_, 9) + " 1 " + number(random_, 65536) + " " + target());
  }
}

void ZoneMaker::cut(const Node& node) {
  for (std::size_t n = 1 + random_.below(4); n > 0; --n) {
    const std::size_t dice = random_.below(100);
    if (dice < 45) {  // in-domain, mostly with glue
      std::string host =
          (random_.chance(20) ? random_label(random_) + ".ns." : "ns" + number(random_, 3) + ".") + node.owner;
      if (wire_length(host) > kLongestOwner) host = node.owner;
      record(node.owner, "NS", host);
      const auto known = roles_.find(lower(host));
      const bool plain = known == roles_.end() || known->second == Role::Host || known->second == Role::Cut;
      if (plain && !below(host, Role::Redirect) && random_.chance(80)) {
        roles_.try_emplace(lower(host), Role::Host);
        addresses(host);
        mentioned_.push_back(host);
      }
    } else {
      record(node.owner, "NS", target());  // a sibling's host, a host of ours, somebody else's, or nothing at all
    }
  }
  if (random_.chance(40)) {
    record(node.owner, "DS",
           number(random_, 65536) + " 13 2 " + std::string(64, "0123456789ABCDEF"[random_.below(16)]));
  }
  if (random_.chance(30)) data(node.owner);  // occluded
}

}  // namespace bailiwick::differential
