// The one file that includes OpenSSL. Its only failures are of memory, or of a build of it without these hashes.
#include "dnssec/digest.h"

#include <openssl/evp.h>

#include <new>
#include <string_view>

namespace bailiwick::dnssec {
namespace {

const EVP_MD* hash_of(Digest::Algorithm algorithm) {
  switch (algorithm) {
    case Digest::Algorithm::Sha1:
      return EVP_sha1();
    case Digest::Algorithm::Sha256:
      return EVP_sha256();
    case Digest::Algorithm::Sha384:
      return EVP_sha384();
    case Digest::Algorithm::Sha512:
      return EVP_sha512();
  }
  return nullptr;
}

void need(bool done) {
  if (!done) throw std::bad_alloc();
}

}  // namespace

struct Digest::State {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
};

Digest::Digest(Algorithm algorithm) : state_(std::make_unique<State>()) {
  need(state_->context != nullptr && EVP_DigestInit_ex(state_->context.get(), hash_of(algorithm), nullptr) == 1);
}

Digest::~Digest() = default;

void Digest::add(base::Bytes octets) {
  need(EVP_DigestUpdate(state_->context.get(), octets.data(), octets.size()) == 1);
}

std::vector<std::uint8_t> Digest::finish() {
  std::vector<std::uint8_t> digest(EVP_MAX_MD_SIZE);
  unsigned size = 0;
  need(EVP_DigestFinal_ex(state_->context.get(), digest.data(), &size) == 1);
  digest.resize(size);
  return digest;
}

std::string hex_text(base::Bytes octets) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text;
  for (const std::uint8_t octet : octets) {
    text += kDigits[octet >> 4];
    text += kDigits[octet & 15];
  }
  return text;
}

}  // namespace bailiwick::dnssec
