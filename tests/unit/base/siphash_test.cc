// SipHash-2-4 against the vector of its paper and against OpenSSL, for every length that a word can be cut at.
#include "base/siphash.h"

#include <doctest/doctest.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <memory>
#include <random>
#include <vector>

using namespace bailiwick::base;

namespace {

std::uint64_t by_openssl(const SipKey& key, Bytes message) {
  const std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)> mac(EVP_MAC_fetch(nullptr, "SIPHASH", nullptr),
                                                              &EVP_MAC_free);
  const std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)> context(EVP_MAC_CTX_new(mac.get()),
                                                                          &EVP_MAC_CTX_free);
  unsigned size = 8;
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_uint("size", &size), OSSL_PARAM_construct_end()};
  REQUIRE(EVP_MAC_init(context.get(), key.data(), key.size(), parameters) == 1);
  REQUIRE(EVP_MAC_update(context.get(), message.data(), message.size()) == 1);
  std::uint8_t octets[8];
  std::size_t written = 0;
  REQUIRE(EVP_MAC_final(context.get(), octets, &written, sizeof octets) == 1);
  REQUIRE(written == 8);
  std::uint64_t value = 0;
  for (int i = 7; i >= 0; --i) value = value << 8 | octets[i];
  return value;
}

}  // namespace

TEST_CASE("the vector of the paper, appendix A") {
  SipKey key;
  std::vector<std::uint8_t> message;
  for (std::uint8_t i = 0; i < 16; ++i) key[i] = i;
  for (std::uint8_t i = 0; i < 15; ++i) message.push_back(i);
  CHECK(siphash(key, message) == 0xa129ca6149be45e5);
}

TEST_CASE("OpenSSL gives the same for every length") {
  std::minstd_rand random(7);
  for (std::size_t size = 0; size <= 130; ++size) {
    SipKey key;
    std::vector<std::uint8_t> message(size);
    for (auto& octet : key) octet = static_cast<std::uint8_t>(random() >> 8);
    for (auto& octet : message) octet = static_cast<std::uint8_t>(random() >> 8);
    CAPTURE(size);
    CHECK(siphash(key, message) == by_openssl(key, message));
  }
}
