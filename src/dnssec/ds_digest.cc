#include "dnssec/ds_digest.h"

#include <optional>

#include "dnssec/digest.h"

namespace bailiwick::dnssec {
namespace {

std::optional<Digest::Algorithm> algorithm_of(std::uint8_t digest_type) {
  switch (digest_type) {
    case kDigestSha1:
      return Digest::Algorithm::Sha1;
    case kDigestSha256:
      return Digest::Algorithm::Sha256;
    case kDigestSha384:
      return Digest::Algorithm::Sha384;
    default:
      return std::nullopt;
  }
}

}  // namespace

std::uint16_t key_tag(base::Bytes dnskey) {
  constexpr std::uint8_t kRsaMd5 = 1;  // its tag is part of the modulus (RFC 4034 appendix B.1)
  if (dnskey[3] == kRsaMd5 && dnskey.size() >= 7) return base::load16(dnskey.data() + dnskey.size() - 3);
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < dnskey.size(); ++i) sum += i % 2 == 0 ? std::uint32_t{dnskey[i]} << 8 : dnskey[i];
  return static_cast<std::uint16_t>(sum + (sum >> 16));
}

bool knows_digest(std::uint8_t digest_type) {
  return algorithm_of(digest_type).has_value();
}

std::vector<std::uint8_t> ds_digest(std::uint8_t digest_type, wire::NameView owner, base::Bytes dnskey) {
  const auto algorithm = algorithm_of(digest_type);
  if (!algorithm) return {};
  const wire::Name lowered = wire::Name(owner).lowered();
  Digest digest(*algorithm);
  digest.add(lowered.view().bytes());
  digest.add(dnskey);
  return digest.finish();
}

std::string ds_to_type(wire::NameView owner, base::Bytes dnskey) {
  return wire::to_text(owner) + " IN DS " + std::to_string(key_tag(dnskey)) + ' ' + std::to_string(dnskey[3]) + ' ' +
         std::to_string(kDigestSha256) + ' ' + hex_text(ds_digest(kDigestSha256, owner, dnskey));
}

}  // namespace bailiwick::dnssec
