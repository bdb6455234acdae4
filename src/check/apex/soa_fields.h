// The fields of an SOA record (RFC 1035 §3.3.13), for the checks that look at them.
#pragma once

#include "base/bytes.h"
#include "wire/name.h"

namespace bailiwick::check {

struct SoaFields {
  wire::NameView mname;
  wire::NameView rname;
  std::uint32_t serial, refresh, retry, expire, minimum;

  // Of a well-formed rdata; borrows it.
  explicit SoaFields(base::Bytes rdata) {
    mname = *wire::NameView::from_wire(rdata);
    rname = *wire::NameView::from_wire(rdata.subspan(mname.size()));
    const std::uint8_t* numbers = rdata.data() + mname.size() + rname.size();
    serial = base::load32(numbers);
    refresh = base::load32(numbers + 4);
    retry = base::load32(numbers + 8);
    expire = base::load32(numbers + 12);
    minimum = base::load32(numbers + 16);
  }
};

}  // namespace bailiwick::check
