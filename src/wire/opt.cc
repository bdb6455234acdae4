#include "wire/opt.h"

#include <cstring>
#include <limits>

#include "wire/message_reader.h"

namespace bailiwick::wire {
namespace {

bool are_options(base::Bytes octets) {
  while (take_option(octets)) {
  }
  return octets.empty();
}

}  // namespace

std::optional<Opt> read_opt(const Record& record) {
  if (record.type != kTypeOpt || record.section != Section::Additional || !record.owner.view().is_root() ||
      !are_options(record.rdata))
    return std::nullopt;
  return Opt{.udp_payload = record.record_class,
             .extended_rcode = static_cast<std::uint8_t>(record.ttl >> 24),
             .version = static_cast<std::uint8_t>(record.ttl >> 16),
             .dnssec_ok = (record.ttl & 0x8000) != 0,
             .options = record.rdata};
}

std::optional<EdnsOption> take_option(base::Bytes& left) {
  if (left.size() < kOptionHeaderSize) return std::nullopt;
  const std::size_t size = base::load16(left.data() + 2);
  if (left.size() - kOptionHeaderSize < size) return std::nullopt;
  const EdnsOption option{.code = base::load16(left.data()), .content = left.subspan(kOptionHeaderSize, size)};
  left = left.subspan(kOptionHeaderSize + size);
  return option;
}

bool append_option(base::MutableBytes buffer, std::size_t& used, const EdnsOption& option) {
  const std::size_t size = option.content.size();
  if (size > std::numeric_limits<std::uint16_t>::max() || used > buffer.size() ||
      buffer.size() - used < kOptionHeaderSize + size)
    return false;
  std::uint8_t* at = buffer.data() + used;
  base::store16(at, option.code);
  base::store16(at + 2, static_cast<std::uint16_t>(size));
  if (size > 0) std::memcpy(at + kOptionHeaderSize, option.content.data(), size);
  used += kOptionHeaderSize + size;
  return true;
}

}  // namespace bailiwick::wire
