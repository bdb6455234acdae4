// The small zone: what somebody with a domain, mail and a few hosts has. Every look-up stays in the cache of any
// processor, so this workload shows the cost of the packets and of the code.

#include <string_view>

#include "zones/workloads.h"

namespace bailiwick::bench {
namespace {

constexpr std::string_view zone_text = R"($ORIGIN example.com.
$TTL 3600
@        IN SOA  ns1 hostmaster 2024010101 7200 3600 1209600 300
@        IN NS   ns1
@        IN NS   ns2
@        IN MX   10 mail
@        IN MX   20 mail2
@        IN TXT  "v=spf1 mx -all"
@        IN A    192.0.2.10
@        IN AAAA 2001:db8::10
@        IN CAA  0 issue "ca.example.net"
ns1      IN A    192.0.2.1
ns1      IN AAAA 2001:db8::1
ns2      IN A    192.0.2.2
ns2      IN AAAA 2001:db8::2
mail     IN A    192.0.2.25
mail     IN AAAA 2001:db8::25
mail2    IN A    192.0.2.26
www      IN A    192.0.2.80
www      IN AAAA 2001:db8::80
api      IN A    192.0.2.81
api      IN A    192.0.2.82
api      IN A    192.0.2.83
shop     IN CNAME www
_dmarc   IN TXT  "v=DMARC1; p=reject; rua=mailto:postmaster@example.com"
_imaps._tcp IN SRV 0 1 993 mail
)";

struct Share {
  std::string_view name, type;
  unsigned answers;
  unsigned percent;
};

constexpr Share shares[] = {
    {"www.example.com", "A", 1, 25},     {"www.example.com", "AAAA", 1, 15},
    {"example.com", "A", 1, 10},         {"example.com", "AAAA", 1, 5},
    {"example.com", "NS", 2, 5},         {"example.com", "MX", 2, 8},
    {"example.com", "TXT", 1, 4},        {"mail.example.com", "A", 1, 5},
    {"api.example.com", "A", 3, 5},      {"shop.example.com", "A", 2, 3},
    {"_dmarc.example.com", "TXT", 1, 2}, {"mail2.example.com", "AAAA", 0, 3},  // NODATA
};
constexpr std::size_t question_count = 50'000;

const Share* choose(std::uint64_t point) {
  for (const Share& share : shares) {
    if (point < share.percent) return &share;
    point -= share.percent;
  }
  return nullptr;
}

}  // namespace

// Ten in a hundred questions, what `shares` leaves over, are for random names that are not there.
base::Result<void> write_small(const std::string& directory) {
  Output out(directory, "small");
  Random random(1);
  std::ofstream zone = out.open_zone("example.com", out.stem + ".zone");
  zone << zone_text;
  out.first << "_imaps._tcp.example.com SRV\n";
  for (std::size_t i = 0; i < question_count; ++i) {
    if (const Share* const chosen = choose(random.below(100))) {
      out.ask(chosen->name, chosen->type, Rcode::NoError, chosen->answers);
    } else {
      out.ask(random.letters(8) + ".example.com", "A", Rcode::NxDomain, 0);
    }
  }
  zone.close();
  if (!zone) return base::fail("cannot write " + out.stem + ".zone");
  return out.finish();
}

}  // namespace bailiwick::bench
