// Zone files are called after their zones, each octet that a file name might trip over as %XX, so that no name leads
// out of the directory and no two zones share a file.
#include "daemon/last_published.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/files.h"
#include "base/stable_hash.h"
#include "delegation/same_delegation.h"
#include "load/zone_file.h"

namespace bailiwick::daemon {
namespace {

constexpr std::string_view kNow = "/published";
constexpr std::string_view kBefore = "/before";
constexpr std::string_view kSince = "; since ";
constexpr std::string_view kEnd = "; end\n";  // without it a file is damaged
constexpr std::size_t kLargestState = std::size_t{1}
                                      << 22;  // octets; an NS RRset of 65535 octets with its addresses fits

std::uint64_t stable_hash(std::string_view text) {
  base::StableHash hash;
  hash.add(text);
  return hash.value();
}

// "example.com.zone"; for the root "%2e.zone". What would be too long for a file system ends in a hash behind "%~".
std::string file_name(wire::NameView origin) {
  constexpr std::string_view kAsItIs = "abcdefghijklmnopqrstuvwxyz0123456789-_";
  constexpr std::size_t kLongest = 200;
  constexpr std::size_t kKept = 160;
  const std::string name = wire::to_display(wire::Name(origin).lowered());
  std::string out;
  char hex[20];
  for (const char c : name) {
    if (kAsItIs.contains(c) || (c == '.' && !origin.is_root())) {
      out += c;
    } else {
      std::snprintf(hex, sizeof hex, "%%%02x", static_cast<unsigned>(static_cast<std::uint8_t>(c)));
      out += hex;
    }
  }
  if (out.size() > kLongest) {
    std::snprintf(hex, sizeof hex, "%%~%016llx", static_cast<unsigned long long>(stable_hash(name)));
    out = out.substr(0, kKept) + hex;
  }
  return "/" + out + ".zone";
}

// RFC 1035 §3.3.13.
std::string soa_text(const zone::Zone& zone) {
  const auto rrset = zone.find_rrset(zone::kApex, rr::Type::SOA);
  if (!rrset) return {};
  const base::Bytes rdata = rrset->first_rdata();
  const auto mname = wire::NameView::from_wire(rdata);
  const auto rname = mname ? wire::NameView::from_wire(rdata.subspan(mname->size())) : std::nullopt;
  if (!rname) return {};
  std::string text = wire::to_text(zone.origin()) + ' ' + std::to_string(rrset->ttl()) + " IN SOA " +
                     wire::to_text(*mname) + ' ' + wire::to_text(*rname);
  const base::Bytes numbers = rdata.last(20);
  for (std::size_t at = 0; at < numbers.size(); at += 4) text += ' ' + std::to_string(base::load32(&numbers[at]));
  return text + '\n';
}

std::string file_text(const zone::Zone& zone, const std::string& records, const std::string& since) {
  return "; Kept by bailiwick(8) for `bailiwick sheet`: the delegation of this zone as it was published.\n" +
         std::string(kSince) + since + '\n' + soa_text(zone) + records + std::string(kEnd);
}

// None where there is no such file, or where it is damaged.
base::Result<std::optional<PublishedVersion>> read_version(const std::string& path, wire::NameView origin) {
  const auto text = base::read_file(path, kLargestState);
  if (!text && (text.error() == ENOENT || text.error() == ENOTDIR)) return std::nullopt;
  if (!text) return base::fail_errno("cannot read " + path, text.error());
  const std::size_t since = text->find(kSince);
  if (text->size() > kLargestState || since == std::string::npos || !text->ends_with(kEnd)) return std::nullopt;
  const std::size_t end = text->find('\n', since);
  load::Loaded loaded = load::load_zone_text(*text, "", origin);
  if (end == std::string::npos || !loaded.built || loaded.findings.count(base::Level::Fatal) > 0) return std::nullopt;
  if (loaded.built->zone->record_count() == 0) return std::nullopt;
  const std::size_t date = since + kSince.size();
  return PublishedVersion{std::move(loaded.built->zone), text->substr(date, end - date)};
}

// Names and addresses that the DNS tells everyone: whoever runs `bailiwick sheet` may read them. A new file that a
// power failure leaves damaged is as good as none.
base::Result<void> keep_file(const std::string& path, const std::string& text, bool is_new) {
  return base::replace_file(path, text, 0644, !is_new);
}

base::Result<void> make_directories(const std::string& directory) {
  for (const std::string_view part : {std::string_view(), kNow, kBefore})
    if (auto made = base::make_directory(directory + std::string(part)); !made) return made;
  return {};
}

base::Result<void> keep_one(const std::string& directory, const zone::Zone& zone, const std::string& records) {
  const std::string name = file_name(zone.origin());
  const std::string now_path = directory + std::string(kNow) + name;
  const auto old = read_version(now_path, zone.origin());
  if (!old) return std::unexpected(old.error());
  std::string since = base::now_text();
  if (*old) {
    const std::string old_records = delegation::delegation_text(*(*old)->zone, true);
    if (old_records == records) return {};
    if (delegation::same_delegation(*(*old)->zone, zone)) {
      since = (*old)->since;
    } else if (auto kept = keep_file(directory + std::string(kBefore) + name,
                                     file_text(*(*old)->zone, old_records, (*old)->since), false);
               !kept) {
      return kept;
    }
  }
  return keep_file(now_path, file_text(zone, records, since), !*old);
}

}  // namespace

base::Result<LastPublished> read_last_published(const std::string& directory, wire::NameView origin) {
  LastPublished result;
  if (directory.empty()) return result;
  const std::string name = file_name(origin);
  auto now = read_version(directory + std::string(kNow) + name, origin);
  if (!now) return std::unexpected(now.error());
  auto before = read_version(directory + std::string(kBefore) + name, origin);
  if (!before) return std::unexpected(before.error());
  result.now = std::move(*now);
  if (result.now && *before && !delegation::same_delegation(*(*before)->zone, *result.now->zone))
    result.before = std::move(*before);
  return result;
}

base::Result<void> PublishedKeeper::keep(const std::string& directory, const answer::ZoneSet& zones) {
  if (directory != directory_) kept_.clear();
  directory_ = directory;
  if (directory.empty()) return {};
  base::Result<void> done = make_directories(directory);
  for (std::size_t i = 0; i < zones.size(); ++i) {
    const answer::ZoneSet::Served& entry = zones.at(i);
    if (!done) break;
    if (entry.zone == nullptr) continue;
    const std::string records = delegation::delegation_text(*entry.zone, true);
    const std::size_t hash = stable_hash(records);
    const std::string name = wire::to_text(*entry.origin);
    if (const auto known = kept_.find(name); known != kept_.end() && known->second == hash) continue;
    done = keep_one(directory, *entry.zone, records);
    if (done) kept_[name] = hash;
  }
  return done;
}

}  // namespace bailiwick::daemon
