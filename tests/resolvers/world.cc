// The table becomes zones from the leaves to the root: a parent is signed after its children, whose DS records it has.
#include "resolvers/world.h"

#include <stdexcept>

#include "resolvers/signing.h"
#include "support/table.h"

namespace bailiwick::resolvers {
namespace {

using support::TempDir;

struct Row {
  std::string name;                    // with a dot at its end
  std::vector<std::string> hosts;      // its name servers
  std::vector<std::string> addresses;  // theirs, in the same order
  bool in_domain = true;               // the hosts lie inside the zone
  std::string way;                     // how it is signed
  std::vector<std::string> files;
};

std::string absolute(const std::string& name) {
  return name == "." ? name : name + ".";
}

std::string below(const std::string& label, const std::string& zone) {
  return label + (zone == "." ? zone : "." + zone);
}

Row row_from(const std::string& line, const std::vector<Row>& before) {
  const auto fields = support::words(line, 3);
  Row row{absolute(fields[0]), {}, {}, true, fields[2], support::split(fields[3], ' ')};
  const std::string as = "as-";
  if (fields[1].starts_with(as)) {
    for (const Row& other : before)
      if (other.name == absolute(fields[1].substr(as.size()))) row.hosts = other.hosts, row.addresses = other.addresses;
    row.in_domain = false;
    return row;
  }
  row.addresses = support::split(fields[1], ',');
  for (std::size_t i = 1; i <= row.addresses.size(); ++i)
    row.hosts.push_back(below("ns" + std::to_string(i), row.name));
  return row;
}

std::vector<Row> read_rows(const std::string& folder) {
  std::vector<Row> rows;
  for (const std::string& line : support::data_lines(folder + "/zones")) rows.push_back(row_from(line, rows));
  return rows;
}

std::string addresses_of(const Row& row) {
  std::string out;
  for (std::size_t i = 0; row.in_domain && i < row.hosts.size(); ++i)
    out += row.hosts[i] + " 3600 IN A " + row.addresses[i] + "\n";
  return out;
}

std::string name_servers(const Row& row) {
  std::string out;
  for (const std::string& host : row.hosts) out += row.name + " 3600 IN NS " + host + "\n";
  return out;
}

std::string head_of(const Row& row) {
  return "$ORIGIN " + row.name + "\n$TTL 3600\n" + row.name + " IN SOA " + row.hosts[0] + " " +
         below("hostmaster", row.name) + " 1 14400 3600 1209600 300\n" + name_servers(row) + addresses_of(row);
}

// The zone that delegates to this one: the longest of those that end its name.
const std::string& parent_of(const Row& row, const std::vector<Row>& rows) {
  const Row* best = nullptr;
  for (const Row& other : rows) {
    const bool above = other.name == "." || row.name.ends_with("." + other.name);
    if (above && other.name != row.name && (best == nullptr || other.name.size() > best->name.size())) best = &other;
  }
  return best->name;
}

std::string file_name(const std::string& zone) {
  return (zone == "." ? "root" : zone) + ".zone";
}

}  // namespace

World make_world(const std::string& folder, const TempDir& dir) {
  const std::vector<Row> rows = read_rows(folder);
  Signer signer(dir);
  std::map<std::string, std::string> delegations;  // by the zone that they stand in
  World world;
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    std::string text = head_of(*row);
    for (const std::string& file : row->files) text += support::read_file(folder + "/" + file);
    text += delegations[row->name];
    const Signed made = signer.sign(row->name, text, row->way);
    const std::string name = row->name == "." ? "." : row->name.substr(0, row->name.size() - 1);
    world.zones.push_back({name, made.text, row->addresses});
    if (row->name == ".")
      world.beginning = {row->addresses, made.key};
    else
      delegations[parent_of(*row, rows)] += name_servers(*row) + addresses_of(*row) + made.ds;
  }
  return world;
}

std::filesystem::path write_config(const std::string& folder, const std::vector<ZoneText>& zones,
                                   const std::string& lines, const TempDir& dir) {
  std::string config = "user: \"\"\nstate-directory: \"\"\ncontrol: {socket: \"\"}\nzones-directory: zones\n" + lines + "zones:\n";
  for (const ZoneText& zone : zones) {
    config += "  - {name: \"" + zone.name + "\", file: " + file_name(zone.name) + "}\n";
    dir.write(folder + "/zones/" + file_name(zone.name), zone.text);
  }
  return dir.write(folder + "/bailiwick.yaml", config);
}

NameServers::NameServers(const std::vector<ZoneText>& zones, const TempDir& dir, const std::string& options) {
  std::map<std::string, std::vector<ZoneText>> by_address;
  for (const ZoneText& zone : zones)
    for (const std::string& address : zone.addresses) by_address[address].push_back(zone);
  for (const auto& [address, served] : by_address) {
    const std::string lines = "listen: [" + address + "]\nworkers: 1\n" + options;
    const auto config = write_config(address, served, lines, dir);
    processes_[address] = std::make_unique<support::Process>(support::Command{
        {BAILIWICK_BINARY, "serve", "--config", config.string()}, dir.path(), dir.path() / address / "log", {}});
  }
  for (const auto& [address, process] : processes_)
    if (!support::wait_until_answers(*process, 53, std::chrono::seconds(60), address))
      throw std::runtime_error("no name server at " + address + ":\n" + process->log());
}

bool NameServers::all_running() {
  bool all = true;
  for (const auto& [address, process] : processes_) all = process->running() && all;
  return all;
}

std::string NameServers::logs() const {
  std::string out;
  for (const auto& [address, process] : processes_) out += address + ":\n" + process->log();
  return out;
}

}  // namespace bailiwick::resolvers
