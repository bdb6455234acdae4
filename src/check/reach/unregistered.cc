// D01 at the registry: a name server inside the zone that the file of registered hosts does not have. Nothing hands out
// its address then, so that resolvers learn it from the other servers only, while these work (RFC 9471 §2.1).
#include "check/reach/hints.h"
#include "check/reach/report.h"

namespace bailiwick::check {
namespace {

base::Finding describe_missing(const Report& report, const ReachEdge& edge) {
  const ReachZone& zone = report.graph().zones[edge.zone];
  const std::string host = report.host(edge);
  const std::string& file = report.world().registered->file();
  base::Finding finding;
  finding.message =
      host + " is not registered at your registrar (not in " + file + "): resolvers get no address for it";
  finding.places = {report.place(edge, "named as a name server here")};
  finding.notes = {"only the other name servers of " + report.name(edge.zone) +
                   " can give its address: once they fail, it cannot stand in for them"};
  finding.help = publish_text(report, zone, edge);
  return finding;
}

}  // namespace

void explain_unregistered(Report& report) {
  const RegisteredHosts* registered = report.world().registered;
  if (registered == nullptr) return;
  const ReachGraph& graph = report.graph();
  for (const ReachEdge& edge : graph.edges) {
    const ReachZone& zone = graph.zones[edge.zone];
    const ReachHost& host = graph.hosts[edge.host];
    if (zone.parent != kNobody || !edge.in_domain || edge.glue != 0 || host.shown == 0) continue;
    if (zone.state(Clients::Both) != Reach::Unreached)  // else the circle tells it
      report.add(base::Level::Error, "D01", edge.zone, [&] { return describe_missing(report, edge); });
  }
}

}  // namespace bailiwick::check
