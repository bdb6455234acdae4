// Recursive resolvers that know nothing but the root's addresses and, where there is one, its key: unbound, BIND's
// named and Knot Resolver, in the ways of asking that they have.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "resolvers/world.h"
#include "support/ldns_client.h"
#include "support/process.h"

namespace bailiwick::resolvers {

// A way of asking: options on top of a resolver's own defaults.
struct Mode {
  std::string name;
  std::string options;       // in the resolver's own language
  std::string statements{};  // of named's config, beside its options
};

// Those that the resolver has: QNAME minimisation (RFC 9156), mixed case, small EDNS buffers, TCP only.
std::vector<Mode> modes_of(const std::string& resolver);

// The one that named would listen on: it knows no other of the interface's addresses.
inline constexpr const char* kResolverAddress = "127.0.0.1";

class Resolver {
 public:
  // Starts it and waits until it answers; throws std::runtime_error with the log when not.
  Resolver(const std::string& resolver, const Mode& mode, const Beginning& beginning, const support::TempDir& dir);
  // Asks with RD and DO.
  std::expected<support::Reply, std::string> ask(const std::string& name, const std::string& type) const;
  std::string log() const { return process_->log(); }

 private:
  std::unique_ptr<support::Process> process_;
};

// The root's key as named and delv read it.
std::string anchor_for_bind(const std::string& dnskey);

}  // namespace bailiwick::resolvers
