// A new check is a file of its own, and here its name and its line.
#include "check/catalogue.h"

namespace bailiwick::check {

CheckFunction no_soa, several_soas, no_apex_ns, single_ns, apex_host_without_address, responsible_mailbox, soa_timers,
    primary_server, misplaced_type, mixed_families, one_network, few_addresses, server_below_cut;
CheckFunction missing_glue, sibling_without_glue, host_without_address, host_by_wildcard, ns_is_alias, host_below_dname,
    occluded, nested_cut, orphan_glue, shared_address, special_address, referral_size, ds_without_ns, senseless_host,
    many_servers, lame_here;
CheckFunction cname_and_other_data, several_dnames, below_dname, dname_beside_ns, dangling_alias, alias_loop,
    long_chain, growing_name, server_target;
CheckFunction outside_zone, duplicate_record, ttl_differs, host_names, inner_asterisk, address_as_name, forgotten_dot,
    service_parameters, certificate_owner, policy_records, rrset_too_large;
CheckFunction signatures, signature_dates, signature_fields, nsec, nsec3, zone_keys, delegation_signer, child_ds,
    zonemd;

std::span<const Check> catalogue() {
  static constexpr Check kChecks[] = {
      {"A01", "no SOA record", no_soa},
      {"A02", "several SOA records, or one below the zone's own name", several_soas},
      {"A03", "no NS record at the zone's own name", no_apex_ns},
      {"A04", "a single name server", single_ns},
      {"A05", "a name server inside the zone without address: the circle", apex_host_without_address},
      {"A06", "a mailbox or primary server in the SOA that is none", responsible_mailbox},
      {"A07", "unusual timers in the SOA", soa_timers},
      {"A08", "the SOA's primary server is none", primary_server},
      {"A09", "a record of DNSSEC at the wrong side of a cut", misplaced_type},
      {"D01", "a delegation to a host inside it, without glue", missing_glue},
      {"D02", "a delegation to a host inside another delegation, without glue", sibling_without_glue},
      {"D03", "a delegation to a host of this zone that has no address", host_without_address},
      {"D04", "a name server with an address by wildcard only", host_by_wildcard},
      {"D05", "a name server's name is an alias", ns_is_alias},
      {"D06", "a name server below a DNAME", host_below_dname},
      {"D07", "data occluded by a delegation", occluded},
      {"D08", "a delegation below another one", nested_cut},
      {"D09", "an address inside a delegation that no NS record asks for", orphan_glue},
      {"D11", "name servers for IPv4 only, or for IPv6 only", mixed_families},
      {"D12", "two name servers with one address", shared_address},
      {"D13", "all name servers in one network", one_network},
      {"D14", "a name server at an address that is not reachable from the Internet", special_address},
      {"D15", "fewer than two name servers with IPv4, or with IPv6", few_addresses},
      {"D16", "a referral that does not fit a datagram", referral_size},
      {"D17", "a DS record without a delegation", ds_without_ns},
      {"D18", "an NS record that names no host", senseless_host},
      {"D19", "more name servers than are used", many_servers},
      {"D20", "a delegation to this server, which does not serve it", lame_here},
      {"D21", "a name server of the zone inside a child of its own", server_below_cut},
      {"T01", "CNAME beside other data, or several CNAMEs", cname_and_other_data},
      {"T02", "several DNAMEs at one name", several_dnames},
      {"T03", "data below a DNAME", below_dname},
      {"T04", "a DNAME at or below a delegation", dname_beside_ns},
      {"T05", "an alias of a name that does not exist", dangling_alias},
      {"T06", "aliases in a circle", alias_loop},
      {"T07", "a chain of too many aliases", long_chain},
      {"T08", "a name that DNAMEs make ever longer", growing_name},
      {"T09", "a mail or other server without address, or an alias", server_target},
      {"S08", "a record outside the zone", outside_zone},
      {"S09", "the same record twice", duplicate_record},
      {"S10", "records of one RRset with different TTLs", ttl_differs},
      {"S11", "a host's name that is no host name", host_names},
      {"S12", "an asterisk inside a name", inner_asterisk},
      {"S13", "an address where a name belongs", address_as_name},
      {"S14", "a forgotten final dot", forgotten_dot},
      {"S15", "an RRset larger than a message", rrset_too_large},
      {"S16", "a service binding that clients must ignore", service_parameters},
      {"S17", "a certificate's record where nobody looks", certificate_owner},
      {"S18", "SPF, CAA and RP records that cannot be used", policy_records},
      {"X01", "a signature that is missing or wrong", signatures, true},
      {"X02", "a signature that is not valid on this day", signature_dates, true},
      {"X03", "a signature that does not fit what it signs", signature_fields, true},
      {"X04", "a chain of NSEC records that is not whole", nsec, true},
      {"X05", "NSEC3 records that do harm, or are no whole chain", nsec3},
      {"X06", "keys that validators refuse", zone_keys, true},
      {"X07", "a DS record that validators refuse", delegation_signer, true},
      {"X08", "CDS and CDNSKEY records that the parent must not heed", child_ds, true},
      {"X09", "a digest of the zone that is wrong", zonemd},
  };
  return kChecks;
}

}  // namespace bailiwick::check
