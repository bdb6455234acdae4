// The zone of delegations signed as a top-level domain's is: NSEC3 without salt and iterations (RFC 9276 §3.1) and with
// opt-out, so that only the delegations with a DS set, one in twenty, have NSEC3 records (RFC 5155 §6). Hashes, chain,
// key tag and all fields are right; keys, digests and signatures are made-up octets as long as those of ECDSA P-256,
// which a server does not look into.

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "zones/delegations.h"

namespace bailiwick::bench {
namespace {

constexpr std::size_t secure_one_in = 20;
constexpr unsigned ttl = 86400;
constexpr unsigned negative_ttl = 300;  // that of NSEC3 records (RFC 9077 §3.1)
using Octets = std::vector<std::uint8_t>;

std::string base64(const Octets& octets) {
  std::string text(octets.size() / 3 * 4 + 5, '\0');
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), octets.data(), static_cast<int>(octets.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

Octets made_up(std::size_t count, Random& random) {
  Octets octets(count);
  for (std::uint8_t& octet : octets) octet = static_cast<std::uint8_t>(random.next());
  return octets;
}

// RFC 4648 §7 of 20 octets, which are 32 digits.
std::string base32hex(const std::array<std::uint8_t, SHA_DIGEST_LENGTH>& hash) {
  std::string text;
  for (std::size_t bit = 0; bit < 8 * hash.size(); bit += 5) {
    const unsigned pair = hash[bit / 8] << 8 | (bit / 8 + 1 < hash.size() ? hash[bit / 8 + 1] : 0);
    text += "0123456789abcdefghijklmnopqrstuv"[pair >> (11 - bit % 8) & 31];
  }
  return text;
}

// Of a name without a dot at its end, in lower case (RFC 5155 §5).
std::string nsec3_label(std::string_view name) {
  Octets wire;
  while (!name.empty()) {
    const std::string_view label = name.substr(0, name.find('.'));
    wire.push_back(static_cast<std::uint8_t>(label.size()));
    wire.insert(wire.end(), label.begin(), label.end());
    name.remove_prefix(std::min(name.size(), label.size() + 1));
  }
  wire.push_back(0);
  std::array<std::uint8_t, SHA_DIGEST_LENGTH> hash;
  SHA1(wire.data(), wire.size(), hash.data());
  return base32hex(hash);
}

class Signer {
 public:
  Signer(Random& random, std::ofstream& zone) : random_(random), zone_(zone) {
    const Octets key = made_up(64, random_);
    Octets rdata = {1, 1, 3, 13};  // flags 257, protocol, ECDSAP256SHA256
    rdata.insert(rdata.end(), key.begin(), key.end());
    std::uint32_t sum = 0;  // RFC 4034 appendix B
    for (std::size_t i = 0; i < rdata.size(); ++i) sum += i % 2 == 0 ? rdata[i] << 8 : rdata[i];
    tag_ = (sum + (sum >> 16)) & 0xffff;
    key_ = base64(key);
  }

  void sign_apex() {
    zone_ << "@ DNSKEY 257 3 13 " << key_ << "\n@ " << negative_ttl << " NSEC3PARAM 1 0 0 -\n";
    for (const char* const type : {"SOA", "NS", "DNSKEY"}) sign("@", 1, type, ttl);
    sign("@", 1, "NSEC3PARAM", negative_ttl);
    add_name("test", "SOA NS DNSKEY NSEC3PARAM RRSIG");
    for (const char* const host : {"ns1.nic", "ns2.nic"}) {
      for (const char* const type : {"A", "AAAA"}) sign(host, 3, type, ttl);
      add_name(std::string(host) + ".test", "A AAAA RRSIG");
    }
    add_name("nic.test", "");
  }

  void sign_delegation(const std::string& label) {
    zone_ << label << " DS " << random_.below(65536) << " 13 2 ";
    for (const std::uint8_t octet : made_up(32, random_))
      zone_ << "0123456789abcdef"[octet >> 4] << "0123456789abcdef"[octet & 15];
    zone_ << '\n';
    sign(label, 2, "DS", ttl);
    add_name(label + ".test", "NS DS RRSIG");
  }

  void write_chain() {
    std::sort(links_.begin(), links_.end());
    for (std::size_t i = 0; i < links_.size(); ++i) {
      zone_ << links_[i].label << ' ' << negative_ttl << " NSEC3 1 1 0 - " << links_[(i + 1) % links_.size()].label
            << ' ' << links_[i].types << '\n';
      sign(links_[i].label, 2, "NSEC3", negative_ttl);
    }
  }

 private:
  struct Link {
    std::string label;
    std::string_view types;
    bool operator<(const Link& other) const { return label < other.label; }
  };

  void add_name(const std::string& name, std::string_view types) { links_.push_back({nsec3_label(name), types}); }
  void sign(const std::string& owner, unsigned labels, const char* type, unsigned original_ttl) {
    zone_ << owner << ' ' << original_ttl << " RRSIG " << type << " 13 " << labels << ' ' << original_ttl
          << " 20370101000000 20240101000000 " << tag_ << " test. " << base64(made_up(64, random_)) << '\n';
  }

  Random& random_;
  std::ofstream& zone_;
  std::vector<Link> links_;
  std::string key_;
  unsigned tag_;
};

}  // namespace

base::Result<void> write_signed(const std::string& directory, std::size_t count, std::size_t questions) {
  Output out(directory, "signed");
  Random random(4);
  const auto labels = make_labels(count, random);
  std::ofstream zone = out.open_zone("test", out.stem + ".zone");
  write_apex(zone);
  Signer signer(random, zone);
  signer.sign_apex();
  for (const std::string& label : labels) {
    write_delegation(label, random, zone);
    if (random.below(secure_one_in) == 0) signer.sign_delegation(label);
  }
  signer.write_chain();
  write_questions(labels, questions, random, out);
  out.first << labels.back() << ".test NS\n";
  zone.close();
  if (!zone) return base::fail("cannot write " + out.stem + ".zone");
  return out.finish();
}

}  // namespace bailiwick::bench
