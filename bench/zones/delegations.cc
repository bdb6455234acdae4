// A zone like a top-level domain's, "test.": each delegation has two NS; nine in ten of them run name servers of their
// own inside it (an A and an AAAA each: six records), the others use a host's outside the zone (two records).
// Labels are letters and then a number, so that no two are equal; a name that is not there has a hyphen.

#include "zones/delegations.h"

#include <algorithm>

namespace bailiwick::bench {

// Sorted text is canonical order here (RFC 4034 §6.1): one label each, lower case.
std::vector<std::string> make_labels(std::size_t count, Random& random) {
  std::vector<std::string> labels;
  labels.reserve(count);
  for (std::size_t i = 0; i < count; ++i) labels.push_back(random.letters(2 + random.below(9)) + std::to_string(i));
  std::sort(labels.begin(), labels.end());
  return labels;
}

void write_apex(std::ofstream& zone) {
  zone << "$ORIGIN test.\n$TTL 86400\n"
          "@ SOA ns1.nic hostmaster.nic 2024010101 7200 3600 1209600 300\n"
          "@ NS ns1.nic\n@ NS ns2.nic\n"
          "ns1.nic A 192.0.2.1\nns1.nic AAAA 2001:db8::1\nns2.nic A 192.0.2.2\nns2.nic AAAA 2001:db8::2\n";
}

void write_delegation(const std::string& label, Random& random, std::ofstream& zone) {
  const auto number = random.next();
  if (number % 10 == 9) {
    const std::string host = std::to_string(number / 10 % 500) + ".hosting.example.";
    zone << label << " NS ns1." << host << '\n' << label << " NS ns2." << host << '\n';
    return;
  }
  for (const char which : {'1', '2'}) zone << label << " NS ns" << which << '.' << label << '\n';
  for (const char which : {'1', '2'}) {
    const auto octets = random.next();
    char addresses[128];
    std::snprintf(addresses, sizeof(addresses), "ns%c.%s A 198.%u.%u.%u\nns%c.%s AAAA 2001:db8:%x::%x\n", which,
                  label.c_str(), 18 + static_cast<unsigned>(octets & 1), static_cast<unsigned>(octets >> 8 & 255),
                  static_cast<unsigned>(octets >> 16 & 255), which, label.c_str(),
                  static_cast<unsigned>(octets >> 24 & 0xffff), 1 + static_cast<unsigned>(octets >> 40 & 0xfff));
    zone << addresses;
  }
}

void write_questions(const std::vector<std::string>& labels, std::size_t count, Random& random, Output& out) {
  if (count == 0) count = std::clamp<std::size_t>(labels.size(), 200'000, 1'000'000);
  for (std::size_t i = 0; i < count; ++i) {
    std::string label;
    const bool is_there = random.below(100) < 85;
    if (is_there) {
      label = labels[random.below(labels.size())];
    } else {
      label = random.letters(2 + random.below(8)) + '-' + random.letters(3);
    }
    const std::string name = (random.below(2) ? "www." : "") + label + ".test";
    out.ask(name, random.below(10) < 6 ? "A" : "AAAA", is_there ? Rcode::NoError : Rcode::NxDomain, 0);
  }
}

base::Result<void> write_delegations(const std::string& directory, std::size_t count, std::size_t questions) {
  Output out(directory, "delegations");
  Random random(2);
  const auto labels = make_labels(count, random);
  std::ofstream zone = out.open_zone("test", out.stem + ".zone");
  write_apex(zone);
  for (const std::string& label : labels) write_delegation(label, random, zone);
  write_questions(labels, questions, random, out);
  out.first << labels.back() << ".test NS\n";
  zone.close();
  if (!zone) return base::fail("cannot write " + out.stem + ".zone");
  return out.finish();
}

}  // namespace bailiwick::bench
