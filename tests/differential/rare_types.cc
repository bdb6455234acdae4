// Every type of Debian's ldns that is not in zone_maker.cc and no part of DNSSEC. What one of the servers cannot read
// by name stands as its number and octets (RFC 3597 section 5). Not among them is NSAP-PTR: ldns 1.8.3 reads a string
// where RFC 1706 section 6 has a name. Of SINK it reads one octet. Nor MD and MF, which BIND does not load.
#include "differential/rare_types.h"

#include "support/ldns_client.h"
#include "support/table.h"

namespace bailiwick::differential {
namespace {

const std::string kHash(64, 'a');

std::string hex(const std::string& name) {
  support::Query query;
  query.name = name;
  const support::Octets message = support::encode(query);
  constexpr std::size_t kHeader = 12, kTypeAndClass = 4;
  std::string out;
  for (std::size_t i = kHeader; i + kTypeAndClass < message.size(); ++i) {
    out += "0123456789abcdef"[message[i] >> 4];
    out += "0123456789abcdef"[message[i] & 15];
  }
  return out;
}

}  // namespace

const std::vector<RareRecord>& rare_records() {
  static const std::vector<RareRecord> kRecords = {
      {"TYPE7", R"(\# %)", "MB"},
      {"TYPE8", R"(\# %)", "MG"},
      {"TYPE9", R"(\# %)", "MR"},
      {"TYPE10", R"(\# 010203)", "NULL"},
      {"TYPE11", R"(\# c0000201 06 00000040)", "WKS"},
      {"HINFO", R"("cpu" "os")"},
      {"MINFO", "% %"},
      {"RP", "% %"},
      {"AFSDB", "1 %"},
      {"TYPE19", R"(\# 0c 333131303631373030393536)", "X25"},
      {"TYPE20", R"(\# 0f 313530383632303238303033323137 00)", "ISDN"},
      {"RT", "10 %"},
      {"TYPE22", R"(\# 47000580005a0000000001e133ffffff00016100)", "NSAP"},
      {"KEY", "256 3 5 AQID"},
      {"TYPE26", R"(\# 000a % %)", "PX"},
      {"TYPE27", R"(\# 022d32 0531312e3635 0431302e30)", "GPOS"},
      {"LOC", "51 30 12.748 N 0 7 39.611 W 0.00m 0.00m 0.00m 0.00m"},
      {"TYPE31", R"(\# 010203)", "EID"},
      {"TYPE32", R"(\# 010203)", "NIMLOC"},
      {"TYPE34", R"(\# 01 313233)", "ATMA"},
      {"KX", "10 %"},
      {"CERT", "1 12345 8 AQID"},
      {"TYPE38", R"(\# 00 20010db8000000000000000000000001)", "A6"},
      {"APL", "1:192.0.2.0/24 !2:2001:db8::/32"},
      {"SSHFP", "1 1 0123456789abcdef0123456789abcdef01234567"},
      {"IPSECKEY", "10 1 2 192.0.2.38 AQID"},
      {"DHCID", "AAIBY2/AuCccgoJbsaxcQc9TUapptP69lOjxfNuVAA2kjEA="},
      {"SMIMEA", "3 1 1 " + kHash},
      {"TYPE55", R"(\# 04 02 0003 01020304 010203)", "HIP"},
      {"TYPE56", R"(\# 0b 7a6f6e6520737461747573)", "NINFO"},
      {"TYPE57", R"(\# 0000 00 01 010203)", "RKEY"},
      {"TYPE58", R"(\# % %)", "TALINK"},
      {"CDS", "12345 13 2 " + kHash},
      {"CDNSKEY", "257 3 13 AQID"},
      {"OPENPGPKEY", "AQID"},
      {"CSYNC", "66 3 A NS AAAA"},
      {"ZONEMD", "1 240 240 " + kHash},  // private scheme and algorithm: nobody verifies it (RFC 8976 section 5.2)
      {"SPF", R"("v=spf1 -all")"},
      {"TYPE100", R"(\# 010203)", "UINFO"},
      {"TYPE101", R"(\# 010203)", "UID"},
      {"TYPE102", R"(\# 010203)", "GID"},
      {"TYPE103", R"(\# 010203)", "UNSPEC"},
      {"NID", "10 0014:4fff:ff20:ee64"},
      {"L32", "10 10.1.2.0"},
      {"L64", "10 2001:0db8:1140:1000"},
      {"LP", "10 %"},
      {"EUI48", "00-00-5e-00-53-2a"},
      {"EUI64", "00-00-5e-ef-10-00-00-2a"},
      {"URI", R"(10 1 "https://www.example/")"},
      {"TYPE258", R"(\# 03 616263)", "AVC"},
      {"TYPE32768", R"(\# 3039 0d 02 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa)", "TA"},
      {"TYPE32769", R"(\# 3039 0d 02 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa)", "DLV"},
  };
  return kRecords;
}

std::string rdata_text(const RareRecord& record, const std::string& target) {
  const std::string generic = R"(\# )";
  if (!record.rdata.starts_with(generic)) return support::replace_all(record.rdata, "%", target);
  std::string octets = support::replace_all(record.rdata.substr(generic.size()), "%", hex(target));
  octets = support::replace_all(octets, " ", "");
  return generic + std::to_string(octets.size() / 2) + " " + octets;
}

}  // namespace bailiwick::differential
