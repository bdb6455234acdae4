// A new check is a file of its own, and here its name and its line.
#include "check/registry.h"

namespace bailiwick::check {

CheckFunction no_soa, several_soas, no_apex_ns, apex_host_without_address, missing_glue, ns_is_alias,
    cname_and_other_data, outside_zone, duplicate_record, ttl_differs, rrset_too_large;

std::span<const Check> registry() {
  static constexpr Check kChecks[] = {
      {"A01", "no SOA record", no_soa},
      {"A02", "several SOA records, or one below the zone's own name", several_soas},
      {"A03", "no NS record at the zone's own name", no_apex_ns},
      {"A05", "a name server inside the zone without address: the circle", apex_host_without_address},
      {"D01", "a delegation to a host inside it, without glue", missing_glue},
      {"D05", "a name server's name is an alias", ns_is_alias},
      {"T01", "CNAME beside other data, or several CNAMEs", cname_and_other_data},
      {"S08", "a record outside the zone", outside_zone},
      {"S09", "the same record twice", duplicate_record},
      {"S10", "records of one RRset with different TTLs", ttl_differs},
      {"S15", "an RRset larger than a message", rrset_too_large},
  };
  return kChecks;
}

}  // namespace bailiwick::check
