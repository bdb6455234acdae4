// The one file that includes OpenSSL.
#include "check/ds_digest.h"

#include <openssl/evp.h>

#include <memory>

namespace bailiwick::check {
namespace {

const EVP_MD* digest_of(std::uint8_t digest_type) {
  switch (digest_type) {
    case kDigestSha1:
      return EVP_sha1();
    case kDigestSha256:
      return EVP_sha256();
    case kDigestSha384:
      return EVP_sha384();
    default:
      return nullptr;
  }
}

std::string hex(base::Bytes octets) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text;
  for (const std::uint8_t octet : octets) {
    text += kDigits[octet >> 4];
    text += kDigits[octet & 15];
  }
  return text;
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
  return digest_of(digest_type) != nullptr;
}

std::vector<std::uint8_t> ds_digest(std::uint8_t digest_type, wire::NameView owner, base::Bytes dnskey) {
  const EVP_MD* algorithm = digest_of(digest_type);
  if (algorithm == nullptr) return {};
  const wire::Name lowered = wire::Name(owner).lowered();
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  std::vector<std::uint8_t> digest(EVP_MAX_MD_SIZE);
  unsigned size = 0;
  if (context == nullptr || EVP_DigestInit_ex(context.get(), algorithm, nullptr) != 1 ||
      EVP_DigestUpdate(context.get(), lowered.data(), lowered.size()) != 1 ||
      EVP_DigestUpdate(context.get(), dnskey.data(), dnskey.size()) != 1 ||
      EVP_DigestFinal_ex(context.get(), digest.data(), &size) != 1)
    return {};
  digest.resize(size);
  return digest;
}

std::string ds_to_type(wire::NameView owner, base::Bytes dnskey) {
  return wire::to_text(owner) + " IN DS " + std::to_string(key_tag(dnskey)) + ' ' + std::to_string(dnskey[3]) + ' ' +
         std::to_string(kDigestSha256) + ' ' + hex(ds_digest(kDigestSha256, owner, dnskey));
}

}  // namespace bailiwick::check
