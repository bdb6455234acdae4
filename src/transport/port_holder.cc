#include "transport/port_holder.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <vector>

namespace bailiwick::transport {
namespace {

namespace fs = std::filesystem;

constexpr const char* kListenState = "0A";
constexpr std::size_t kMostLines = 200'000;  // of one /proc/net file

struct Holder {
  SocketAddress local;
  unsigned uid = 0;
  unsigned long inode = 0;
  int pid = 0;            // 0: not known
  std::string name = {};  // of the process
};

// "0100007F:0035" or the same with 32 digits: 32-bit words in the machine's own order.
std::optional<SocketAddress> parse_local(const std::string& text) {
  const std::size_t colon = text.find(':');
  if (colon != 8 && colon != 32) return std::nullopt;
  std::uint32_t words[4] = {};
  for (std::size_t i = 0; i < colon / 8; ++i)
    words[i] = static_cast<std::uint32_t>(std::strtoul(text.substr(i * 8, 8).c_str(), nullptr, 16));
  const auto port = static_cast<std::uint16_t>(std::strtoul(text.substr(colon + 1).c_str(), nullptr, 16));
  if (colon == 8) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    std::memcpy(&v4.sin_addr, words, sizeof v4.sin_addr);
    return SocketAddress(reinterpret_cast<const sockaddr*>(&v4), sizeof v4);
  }
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  v6.sin6_port = htons(port);
  std::memcpy(&v6.sin6_addr, words, sizeof v6.sin6_addr);
  return SocketAddress(reinterpret_cast<const sockaddr*>(&v6), sizeof v6);
}

bool in_the_way(const SocketAddress& theirs, const SocketAddress& ours) {
  if (theirs.port() != ours.port()) return false;
  if (theirs.family() == ours.family())
    return theirs.is_wildcard() || ours.is_wildcard() || theirs.address_text() == ours.address_text();
  // A socket on :: without IPV6_V6ONLY takes the port of every IPv4 address, too.
  return theirs.family() == AF_INET6 && theirs.is_wildcard();
}

// The columns: sl local_address rem_address st tx:rx tr:tm retrnsmt uid timeout inode …
void read_table(const char* path, Kind kind, const SocketAddress& ours, std::vector<Holder>& holders) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  for (std::size_t i = 0; i < kMostLines && std::getline(file, line); ++i) {
    std::istringstream columns(line);
    std::string slot, local, remote, state, queues, timer, retransmits;
    Holder holder;
    unsigned long timeout = 0;
    if (!(columns >> slot >> local >> remote >> state >> queues >> timer >> retransmits >> holder.uid >> timeout >>
          holder.inode))
      continue;
    if (kind == Kind::Tcp && state != kListenState) continue;
    const auto address = parse_local(local);
    if (!address || !in_the_way(*address, ours)) continue;
    holder.local = *address;
    holders.push_back(std::move(holder));
  }
}

std::string process_name(int pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/comm");
  std::string name;
  std::getline(file, name);
  for (char& c : name)
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7f) c = '?';
  return name;
}

void find_process(int pid, std::vector<Holder>& holders) {
  std::error_code ignored;
  const fs::path directory = "/proc/" + std::to_string(pid) + "/fd";
  for (fs::directory_iterator i(directory, ignored), end; !ignored && i != end; i.increment(ignored)) {
    std::error_code unreadable;
    const std::string target = fs::read_symlink(i->path(), unreadable).string();
    if (!target.starts_with("socket:[")) continue;
    const unsigned long inode = std::strtoul(target.c_str() + 8, nullptr, 10);
    for (Holder& holder : holders) {
      if (holder.inode != inode || holder.pid != 0) continue;
      holder.pid = pid;
      holder.name = process_name(pid);
    }
  }
}

std::vector<Holder> find_holders(Kind kind, const SocketAddress& ours) {
  std::vector<Holder> holders;
  read_table(kind == Kind::Udp ? "/proc/self/net/udp" : "/proc/self/net/tcp", kind, ours, holders);
  read_table(kind == Kind::Udp ? "/proc/self/net/udp6" : "/proc/self/net/tcp6", kind, ours, holders);
  if (holders.empty()) return holders;
  std::error_code ignored;
  for (fs::directory_iterator i("/proc", ignored), end; !ignored && i != end; i.increment(ignored))
    if (const int pid = std::atoi(i->path().filename().c_str()); pid > 0) find_process(pid, holders);
  return holders;
}

bool is_resolved_stub(const Holder& holder) {
  const std::string address = holder.local.address_text();
  return holder.name.starts_with("systemd-resolve") || address == "127.0.0.53" || address == "127.0.0.54";
}

std::string user_name(unsigned uid) {
  const passwd* entry = getpwuid(uid);
  return entry != nullptr ? entry->pw_name : std::to_string(uid);
}

std::string holder_text(const Holder& holder) {
  std::string text = "already taken by ";
  if (holder.pid != 0)
    text += holder.name + " (pid " + std::to_string(holder.pid) + ")";
  else if (is_resolved_stub(holder))
    text += "systemd-resolved";
  else
    text += "a process of user " + user_name(holder.uid);
  return text + " at " + holder.local.text();
}

}  // namespace

std::string describe_holder(Kind kind, const SocketAddress& address) {
  const std::vector<Holder> holders = find_holders(kind, address);
  if (holders.empty()) return "the port is already taken, and /proc does not tell by whom";
  for (const Holder& holder : holders)
    if (is_resolved_stub(holder))
      return holder_text(holder) +
             ", the stub listener of systemd-resolved: give this server's own public addresses in `listen` instead of "
             "a wildcard, or set DNSStubListener=no in /etc/systemd/resolved.conf and restart systemd-resolved";
  // Best one whose process is known, and not ourselves.
  const auto known = std::ranges::find_if(holders, [](const Holder& h) { return h.pid != 0 && h.pid != getpid(); });
  const Holder* named = known != holders.end() ? &*known : &holders.front();
  if (named->pid == getpid()) return holder_text(*named) + ", which is this server itself: give another port";
  if (named->name == "bailiwick")
    return holder_text(*named) + ": another Bailiwick is running; stop it first, or give this one other addresses";
  return holder_text(*named) + ": stop that program, or give other addresses or another port in `listen`";
}

bool is_held_by_us_alone(Kind kind, const SocketAddress& address) {
  const std::vector<Holder> holders = find_holders(kind, address);
  for (const Holder& holder : holders)
    if (holder.pid != getpid()) return false;
  return !holders.empty();
}

}  // namespace bailiwick::transport
