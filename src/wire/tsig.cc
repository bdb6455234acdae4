#include "wire/tsig.h"

#include <algorithm>

namespace bailiwick::wire {
namespace {

constexpr std::size_t kBeforeRdata = 10;  // type, class, TTL, rdlength
constexpr std::size_t kTimeAndFudge = 8;
constexpr std::uint16_t kBadKey = 17;

}  // namespace

bool is_tsig_rdata(base::Bytes rdata) {
  const auto algorithm = NameView::from_wire(rdata);
  if (!algorithm) return false;
  std::size_t at = algorithm->size() + kTimeAndFudge;
  if (rdata.size() < at + 2) return false;
  at += 2u + base::load16(&rdata[at]) + 4u;  // MAC, original id, error
  return rdata.size() >= at + 2 && rdata.size() == at + 2 + base::load16(&rdata[at]);
}

std::size_t write_bad_key(base::Bytes tsig, std::array<std::uint8_t, kMaxUnsignedTsig>& out) {
  const auto key = NameView::from_wire(tsig);
  if (!key) return 0;
  const std::size_t rdata = key->size() + kBeforeRdata;
  const std::size_t kept = NameView::from_wire(tsig.subspan(rdata))->size() + kTimeAndFudge;
  const std::size_t mac_size = base::load16(&tsig[rdata + kept]);
  const std::uint16_t id = base::load16(&tsig[rdata + kept + 2 + mac_size]);
  std::copy_n(tsig.begin(), rdata + kept, out.begin());
  base::store16(&out[rdata - 2], static_cast<std::uint16_t>(kept + 8));
  std::size_t at = rdata + kept;
  for (const std::uint16_t field : {std::uint16_t{0}, id, kBadKey, std::uint16_t{0}}) {  // no MAC, no other data
    base::store16(&out[at], field);
    at += 2;
  }
  return at;
}

}  // namespace bailiwick::wire
