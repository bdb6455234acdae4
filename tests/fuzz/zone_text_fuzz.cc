// Any octets as a zone file (RFC 1035 §5): the reader neither crashes nor hangs, the records that come out are well
// formed, and each finding is one printable line with a place that lies in the text.
#include <algorithm>
#include <cctype>
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "load/zone_file.h"
#include "rr/table.h"

using namespace bailiwick;

namespace {

// A $GENERATE may rightly make millions of records: inputs that could are not worth the time.
bool may_generate_many(std::string_view text) {
  if (std::ranges::count(text, '$') == 0) return false;
  std::size_t digits = 0;
  for (char c : text) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (digits > 4) return true;
  }
  return false;
}

void check_findings(const base::Findings& findings, std::size_t lines) {
  for (const base::Finding& finding : findings.kept()) {
    BAILIWICK_ASSERT(!finding.message.empty() && !finding.code.empty() && !finding.places.empty());
    BAILIWICK_ASSERT(finding.places.front().line <= lines);
    for (unsigned char c : base::short_text(finding)) BAILIWICK_ASSERT(c >= ' ' && c < 0x7f);
  }
}

void check_zone(const zone::Zone& zone) {
  for (std::size_t i = 0; i < zone.rrset_count(); ++i) {
    const zone::RRset rrset = zone.rrset(i);
    for (const zone::Record record : rrset) BAILIWICK_ASSERT(rr::is_well_formed(rrset.type(), record.rdata));
  }
}

}  // namespace

// ldns loses a few octets on some records that it refuses (an IPSECKEY of a bad algorithm): its leak, not ours.
extern "C" const char* __lsan_default_suppressions() { return "leak:libldns"; }

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (may_generate_many(text)) return 0;
  static const wire::Name origin = *wire::Name::from_text("example.com.");
  const load::Loaded loaded = load::load_zone_text(text, "", origin);
  check_findings(loaded.findings, static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1);
  BAILIWICK_ASSERT(loaded.built.has_value());
  check_zone(*loaded.built->zone);
  return 0;
}
