#include "load/parts.h"

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "base/pool.h"
#include "load/chars.h"
#include "load/reader.h"
#include "load/remark.h"

namespace bailiwick::load {
namespace {

// What tells the context of the parts: $ORIGIN, $TTL, SOA.
constexpr std::uint64_t kHead = std::uint64_t{64} << 10;
constexpr std::uint64_t kWorthThread = std::uint64_t{8} << 20;  // octets
constexpr std::size_t kBlock = std::size_t{64} << 10;

std::size_t part_count(const Source& source, const Options& options) {
  if (options.parts != 0) return options.parts;
  return std::min<std::uint64_t>(source.size() / kWorthThread, base::core_count());
}

// Where the first line at or behind `position` starts that looks like the start of a record with its owner.
std::optional<std::uint64_t> find_border(const Source& source, std::uint64_t position) {
  std::array<char, kBlock> block;
  const auto size = source.read_at(position, block);
  if (!size) return std::nullopt;
  for (std::size_t i = 1; i < *size; ++i)
    if (block[i - 1] == '\n' && char_class(block[i]) == CharClass::Plain) return position + i;
  return std::nullopt;
}

// Lines that end in [begin, end).
std::uint32_t count_lines(const Source& source, std::uint64_t begin, std::uint64_t end) {
  std::array<char, kBlock> block;
  std::uint32_t lines = 0;
  while (begin < end) {
    const auto size = source.read_at(begin, std::span(block).first(std::min<std::uint64_t>(kBlock, end - begin)));
    if (!size || *size == 0) break;
    lines += static_cast<std::uint32_t>(std::count(block.data(), block.data() + *size, '\n'));
    begin += *size;
  }
  return lines;
}

// A part behind the first.
struct Part {
  Part(const Source& whole, std::uint64_t begin, const Options& options, wire::NameView origin)
      : source(whole.from(begin)),
        builder(origin),
        findings(options.kept_per_code),
        reader(builder, findings, waivers, origin) {
    reader.count_into(options.octets_read);
    reader.limit_ttl(options.max_ttl);
  }

  base::Result<Source> source;
  zone::Builder builder;
  base::Findings findings;
  std::vector<base::Waiver> waivers;
  Reader reader;
};

class PartsReader {
 public:
  PartsReader(Source& source, const std::string& path, wire::NameView origin, const Options& options, Reader& first)
      : source_(source), path_(path), origin_(origin), options_(options), first_(first) {}

  // Reads all, or only the beginning if one of the parts cannot be used: there are none then.
  void read(std::size_t parts) {
    find_borders(parts);
    find_contexts();
    base::in_parallel(1 + parts_.size(), [this](std::size_t i) { reader(i).read_until(end(i)); });
    for (std::size_t i = 0; i < parts_.size(); ++i)
      if (!reader(i).is_sound() || reader(i).context() != contexts_[i]) return discard();
    if (!parts_.empty() && !parts_.back().reader.is_sound()) discard();
  }
  std::deque<Part>& parts() { return parts_; }

 private:
  void find_borders(std::size_t parts) {
    const std::uint64_t begin = first_.context().position;
    const std::uint64_t size = source_.size();
    for (std::size_t i = 1; i < parts && begin < size; ++i) {
      const auto border = find_border(source_, begin + (size - begin) / parts * i);
      if (border && (borders_.empty() || *border > borders_.back())) borders_.push_back(*border);
    }
  }

  void find_contexts() {
    Reader::Context context = first_.context();
    std::vector<std::uint32_t> lines(borders_.size());
    base::in_parallel(borders_.size(), [&](std::size_t i) {
      lines[i] = count_lines(source_, i == 0 ? context.position : borders_[i - 1], borders_[i]);
    });
    for (std::size_t i = 0; i < borders_.size(); ++i) {
      context.position = borders_[i];
      context.line += lines[i];
      contexts_.push_back(context);
      Part& part = parts_.emplace_back(source_, borders_[i], options_, origin_);
      if (!part.source) return discard();
      part.reader.open_part(*part.source, path_, context);
    }
  }

  // The first reader is number 0.
  Reader& reader(std::size_t i) { return i == 0 ? first_ : parts_[i - 1].reader; }
  std::uint64_t end(std::size_t i) const { return i < parts_.size() ? borders_[i] : Reader::kToTheEnd; }

  void discard() {
    if (options_.octets_read != nullptr)
      for (std::size_t i = 0; i < parts_.size(); ++i)
        *options_.octets_read -= parts_[i].source->position() - borders_[i];
    parts_.clear();
  }

  Source& source_;
  const std::string& path_;
  wire::NameView origin_;
  const Options& options_;
  Reader& first_;
  std::vector<std::uint64_t> borders_;  // where each part begins
  std::vector<Reader::Context> contexts_;
  std::deque<Part> parts_;
};

bool fit(const zone::Builder& builder, const std::deque<Part>& parts) {
  zone::Extent extent = builder.extent();
  for (const Part& part : parts) extent += part.builder.extent();
  return zone::Builder::can_hold(extent);
}

// As if they were added now: the first of each code are kept.
void add(base::Findings& findings, const base::Findings& more) {
  for (const base::Finding& finding : more.kept()) findings.add(finding);
  for (const std::string& code : more.codes())
    for (const base::Level level : base::kLevels) findings.add_unseen(level, code, more.unseen(code, level));
}

void join(zone::Builder& builder, Loaded& loaded, Part& part) {
  builder.append(std::move(part.builder));
  add(loaded.findings, part.findings);
  const std::size_t room = kMaxWaivers - loaded.waivers.size();
  const auto end = part.waivers.begin() + static_cast<std::ptrdiff_t>(std::min(room, part.waivers.size()));
  std::move(part.waivers.begin(), end, std::back_inserter(loaded.waivers));
}

}  // namespace

void read_in_parts(Source& source, const std::string& path, wire::NameView origin, const Options& options,
                   zone::Builder& builder, Loaded& loaded) {
  Reader first(builder, loaded.findings, loaded.waivers, origin);
  first.count_into(options.octets_read);
  first.limit_ttl(options.max_ttl);
  first.stamp_into(&loaded.files);
  first.open_zone(source, path);
  const std::size_t count = part_count(source, options);
  PartsReader reader(source, path, origin, options, first);
  if (count > 1) {
    first.read_until(std::min<std::uint64_t>(kHead, source.size() / (2 * count)));
    reader.read(count);
  }
  if (reader.parts().empty() || !fit(builder, reader.parts())) {
    reader.parts().clear();
    first.read_until(Reader::kToTheEnd);
    return first.close_zone();
  }
  for (Part& part : reader.parts()) {
    join(builder, loaded, part);
    first.take_over(part.reader);
  }
  first.close_zone();
}

}  // namespace bailiwick::load
