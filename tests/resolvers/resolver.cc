// Each resolver's config: an address to listen on, the root's hints and key, loopback allowed, nothing kept elsewhere.
#include "resolvers/resolver.h"

#include <stdexcept>

#include "support/table.h"

namespace bailiwick::resolvers {
namespace {

using support::TempDir;

std::string unbound_config(const Mode& mode, const Beginning& beginning) {
  std::string out =
      "server:\n  interface: 127.0.0.1\n  username: \"\"\n  chroot: \"\"\n  pidfile: \"\"\n  directory: \".\"\n"
      "  use-syslog: no\n  verbosity: 2\n  num-threads: 1\n  do-ip6: no\n  do-not-query-localhost: no\n"
      "  root-hints: \"root.hints\"\n  trust-anchor-signaling: no\n" +
      mode.options;
  if (!beginning.anchor.empty()) out += "  trust-anchor-file: \"root.key\"\n";
  return out + "remote-control:\n  control-enable: no\n";
}

std::string named_config(const Mode& mode, const Beginning& beginning) {
  return std::string("options {\n  directory \".\";\n  listen-on { 127.0.0.1; };\n  listen-on-v6 { none; };\n") +
         "  pid-file none;\n  session-keyfile none;\n  lock-file none;\n  recursion yes;\n  resolver-query-timeout "
         "5000;\n  dnssec-validation " +
         (beginning.anchor.empty() ? "no" : "yes") + ";\n  " + mode.options +
         "\n};\ncontrols { };\nzone \".\" { type hint; file \"root.hints\"; };\n" + mode.statements +
         anchor_for_bind(beginning.anchor);
}

std::string kresd_config(const Mode& mode, const Beginning& beginning) {
  return "net.listen('127.0.0.1', 53)\nnet.ipv6 = false\ncache.open(10 * MB, "
         "'lmdb://cache')\nlog_level('info')\noption('ALLOW_LOCAL', true)\n"
         "modules.load('hints > iterate')\nhints.root_file('root.hints')\n" +
         std::string(beginning.anchor.empty() ? "trust_anchors.remove('.')\n"
                                              : "trust_anchors.add_file('root.key', true)\n") +
         mode.options;
}

std::string hints_text(const Beginning& beginning) {
  std::string out;
  for (std::size_t i = 0; i < beginning.hints.size(); ++i) {
    const std::string host = "ns" + std::to_string(i + 1) + ".";
    out += ". 3600 IN NS " + host + "\n" + host + " 3600 IN A " + beginning.hints[i] + "\n";
  }
  return out;
}

}  // namespace

std::vector<Mode> modes_of(const std::string& resolver) {
  if (resolver == "unbound")
    return {{"QNAME minimisation, strict", "  qname-minimisation: yes\n  qname-minimisation-strict: yes\n"},
            {"mixed case", "  use-caps-for-id: yes\n"},
            {"EDNS buffer of 512 octets", "  edns-buffer-size: 512\n  qname-minimisation: no\n"},
            {"TCP only", "  tcp-upstream: yes\n"}};
  if (resolver == "named")
    return {{"QNAME minimisation, strict", "qname-minimization strict;"},
            {"EDNS buffer of 512 octets", "edns-udp-size 512; qname-minimization off;"},
            {"TCP only", "", "server 0.0.0.0/0 { tcp-only yes; };\n"},
            {"its defaults: cookies, QNAME minimisation", ""}};
  if (resolver == "kresd")
    return {{"QNAME minimisation and mixed case, its defaults", ""},
            {"neither of them", "policy.add(policy.all(policy.FLAGS({'NO_MINIMIZE', 'NO_0X20'})))\n"},
            {"EDNS buffer of 512 octets", "net.bufsize(512, 4096)\n"},
            {"TCP only", "policy.add(policy.all(policy.FLAGS('TCP')))\n"}};
  return {};
}

std::string anchor_for_bind(const std::string& dnskey) {
  if (dnskey.empty()) return "";
  const auto fields = support::words(dnskey.substr(0, dnskey.find(';')), 6);  // . IN DNSKEY 257 3 13 KEY
  return "trust-anchors { . static-key " + fields[3] + " " + fields[4] + " " + fields[5] + " \"" +
         support::split(fields[6], ' ')[0] + "\"; };\n";
}

Resolver::Resolver(const std::string& resolver, const Mode& mode, const Beginning& beginning, const TempDir& dir) {
  static int count = 0;
  const std::string folder = "resolver" + std::to_string(++count);
  dir.write(folder + "/root.hints", hints_text(beginning));
  dir.write(folder + "/root.key", beginning.anchor);
  std::vector<std::string> argv;
  if (resolver == "unbound") {
    argv = {"unbound", "-d", "-c", dir.write(folder + "/conf", unbound_config(mode, beginning)).string()};
  } else if (resolver == "named") {
    argv = {"named", "-g", "-n", "1", "-c", dir.write(folder + "/conf", named_config(mode, beginning)).string()};
  } else {
    argv = {"kresd", "-n", "-c", dir.write(folder + "/conf", kresd_config(mode, beginning)).string(), "."};
  }
  const auto here = dir.path() / folder;
  process_ = std::make_unique<support::Process>(support::Command{std::move(argv), here, here / "log", {}});
  if (!support::wait_until_answers(*process_, 53, std::chrono::seconds(30), kResolverAddress))
    throw std::runtime_error(resolver + " does not answer:\n" + log());
}

std::expected<support::Reply, std::string> Resolver::ask(const std::string& name, const std::string& type) const {
  support::Query query;
  query.name = name;
  query.type = support::type_from_name(type);
  query.rd = true;
  query.edns = support::Edns{.payload = 4096, .dnssec_ok = true, .options = {}};
  return support::ask_tcp(53, query, std::chrono::seconds(30), kResolverAddress);
}

}  // namespace bailiwick::resolvers
