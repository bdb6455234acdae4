// A zone surveyed by parts gives what one pass gives.
#include <doctest/doctest.h>

#include "check/context.h"
#include "made_zone.h"

using namespace bailiwick;

namespace {

std::string told(std::span<const zone::RRsetPlace> found) {
  std::string text;
  for (const zone::RRsetPlace one : found) text += std::to_string(one.node) + '/' + std::to_string(one.rrset) + ' ';
  return text;
}
std::string told(std::span<const zone::NodeId> nodes) {
  std::string text;
  for (const zone::NodeId node : nodes) text += std::to_string(node) + ' ';
  return text;
}

// Everything that a Survey says.
std::string told(const check::Survey& survey, const zone::Zone& zone) {
  std::string text;
  for (unsigned type = 0; type < 300; ++type) text += told(survey.of(static_cast<rr::Type>(type))) + ',';
  text += told(survey.covered()) + ',' + told(std::span<const zone::NodeId>(survey.name_server_nodes())) + ',' +
          told(survey.bad_host_names()) + ',' + told(survey.below_wildcards()) + ',' + told(survey.nsec3()) + ',';
  for (zone::NodeId node = 0; node < zone.node_count(); ++node) text += survey.is_name_server(node) ? '1' : '0';
  for (const check::HostUse& use : survey.odd_hosts())
    text += ',' + std::to_string(use.ns.node) + ' ' + std::to_string(use.record) + ' ' + wire::to_text(use.name) + ' ' +
            std::to_string(static_cast<int>(use.host.state)) + ' ' + std::to_string(use.host.node);
  return text + (survey.has_ipv4() ? "4" : "") + (survey.has_ipv6() ? "6" : "") + (survey.has_nsec() ? "n" : "");
}

}  // namespace

TEST_CASE("a zone surveyed by parts gives what one pass gives") {
  MadeZone made;
  made.soa().ns("example.com.", "ns1.example.com.").ns("example.com.", "alias.example.com.").a("ns1.example.com.");
  made.cname("alias.example.com.", "ns1.example.com.").a("a_b.example.com.").a("x.*.wild.example.com.");
  made.ns("kid.example.com.", "ns.kid.example.com.").a("ns.kid.example.com.").aaaa("ns.kid.example.com.");
  made.ns("lost.example.com.", "ns.lost.example.com.")
      .mx("example.com.", "mail.example.com.")
      .aaaa("mail.example.com.");
  made.ns("shared.example.com.", "ns1.example.com.").ns("shared.example.com.", "far.example.net.");
  made.dname("old.example.com.", "new.example.com.").a("below.old.example.com.").a("*.wild.example.com.");
  made.ns("z.example.com.", "any.wild.example.com.").ns("zz.example.com.", "nowhere.example.com.");
  const zone::Built built = made.build();
  const std::string whole = told(check::Survey(*built.zone, 1), *built.zone);
  CHECK(whole.contains(" alias.example.com. "));
  for (std::size_t parts = 2; parts < 2 * built.zone->node_count(); ++parts) {
    INFO(parts << " parts");
    CHECK(told(check::Survey(*built.zone, parts), *built.zone) == whole);
  }
}
