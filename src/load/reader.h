// Reads the entries of zone files into a Builder (RFC 1035 §5.1, RFC 2308 §4): keeps what one entry hands on to the
// next (origin, owner, TTL), follows $INCLUDE, and carries on after every mistake. One Reader loads one zone.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/waiver.h"
#include "load/generate.h"
#include "load/name_text.h"
#include "load/plain_line.h"
#include "load/rdata_text.h"
#include "load/report.h"
#include "load/source.h"
#include "load/tokens.h"
#include "rr/type.h"
#include "wire/name.h"
#include "zone/builder.h"

namespace bailiwick::load {

class Reader {
 public:
  Reader(zone::Builder& builder, base::Findings& findings, std::vector<base::Waiver>& waivers, wire::NameView origin);
  // While reading, `octets` grows by what has been read; null counts nothing.
  void count_into(std::atomic<std::uint64_t>* octets) { octets_read_ = octets; }
  // A larger TTL, in seconds, is an error; 0 allows any.
  void limit_ttl(std::uint32_t most) { max_ttl_ = most; }

  // The files that are opened, and those that cannot be, are added to `files`; null keeps none.
  void stamp_into(std::vector<base::FileStamp>* files) { files_ = files; }

  // All of `source` with everything that it includes, in three steps. `path` is what findings call it and where
  // relative $INCLUDEs start; with an empty one $INCLUDE is refused.
  static constexpr std::uint64_t kToTheEnd = UINT64_MAX;
  void open_zone(Source& source, const std::string& path);
  // The entries that start before octet `position`. Stops where the next one starts.
  void read_until(std::uint64_t position);
  void close_zone();

  // What records depend on that stands in front of them; in the middle of a file it can be guessed, and read on from
  // there, while the first half is being read by another Reader.
  struct Context {
    std::uint64_t position;  // of the next entry
    std::uint32_t line;
    NameBuffer origin;
    zone::Location origin_location;
    std::optional<std::uint32_t> default_ttl;

    bool operator==(const Context& other) const;
  };
  Context context() const;
  // `source` starts at the context's position. Reading then ends at once where more than that would have to be known,
  // or another file would have to be read.
  void open_part(Source& source, const std::string& path, const Context& context);
  // Whether what was read is right if the context that was guessed is, so that another Reader may go on behind it.
  bool is_sound() const { return open_.back().result && !is_full_ && !gave_up_ && open_.back().waiting.empty(); }
  // Goes on where `part`, which is sound, has stopped: only to close the zone.
  void take_over(Reader& part);

 private:
  enum class OwnerState : std::uint8_t {
    None,  // no record so far
    Known,
    Bad,  // could not be read: records that repeat it are left out without another word
  };
  // One file of those that are open, the innermost last.
  struct OpenFile {
    Source* source;
    std::string path;
    std::uint16_t number;  // as in zone::Location
    std::uint32_t line = 1;
    base::Result<void> result = {};          // of reading on
    std::vector<base::Waiver> waiting = {};  // for the next record
  };
  // What RFC 1035 §5.1 has restored after an $INCLUDE, and the owner with it, as BIND does.
  struct Saved {
    NameBuffer origin;
    NameBuffer owner;
    OwnerState owner_state;
    bool origin_is_new;
    zone::Location origin_location;
  };
  struct Header {
    Token type_token;
    rr::Type type{};
    std::optional<std::uint32_t> ttl;
  };

  // open_files.cc
  void open_file(Source& source, const std::string& path, Tokens::Place included_at);
  void close_file();
  void read_window(Source& source, Tokens& in, std::uint64_t position);
  bool reads_on() const { return !is_full_ && !gave_up_; }

  // plain_line.cc
  bool read_plain_line(Tokens& in);
  std::optional<rr::Type> plain_header(const PlainLine& line, std::optional<std::uint32_t>& ttl) const;
  std::size_t read_plain_rdata(std::string_view text, rr::Type type);
  bool take_plain_owner(const PlainLine& line);

  // reader.cc
  void read_one(Tokens& in);
  void take_remarks(const Tokens& in, bool is_empty);
  void keep(base::Waiver waiver);
  bool read_entry(Tokens& in);
  bool read_owner(Tokens& in, const Token& token);
  bool check_blank_owner(Tokens& in, const Token& token);
  bool read_record(Tokens& in, Token token);
  bool read_header(Tokens& in, Token token, Header& header);
  bool read_ttl(Tokens& in, const Token& token, std::uint32_t& ttl);
  bool is_too_long(std::uint32_t ttl) const { return max_ttl_ != 0 && ttl > max_ttl_; }
  void warn_of_ttl(const Tokens& in, const Token& token, const std::string& what);
  // The record was not made out; `location` is where it says which type it is of.
  void note_unreadable(const Tokens& in, const Token& at, rr::Type type);
  bool read_class(Tokens& in, const Token& token, std::uint16_t number);
  bool read_type(Tokens& in, const Token& token, rr::Type& type);
  std::uint32_t missing_ttl(Tokens& in, const Header& header, base::Bytes rdata);
  void add_record(Tokens& in, const Header& header, base::Bytes rdata, Tokens::Place rdata_place);
  void warn(const Tokens& in, const Token& token, const char* code, base::Level level, std::string message,
            std::string help);

  // directives.cc
  zone::Location location_of(Tokens::Place place) const;
  void set_origin(wire::NameView origin, zone::Location location);
  bool read_directive(Tokens& in, const Token& directive);
  bool read_origin(Tokens& in);
  bool read_default_ttl(Tokens& in);
  bool read_include(Tokens& in, const Token& directive);
  bool include_file(Tokens& in, const Token& file, const std::string& path, const std::optional<NameBuffer>& origin);
  bool read_generate(Tokens& in, const Token& directive);
  bool generate_records(Tokens& in, const Token& directive, const Range& range, const std::string& pattern);
  bool read_generated(std::string& line);

  zone::Builder& builder_;
  std::vector<base::Waiver>& waivers_;
  std::vector<base::FileStamp>* files_ = nullptr;
  std::atomic<std::uint64_t>* octets_read_ = nullptr;
  std::uint32_t max_ttl_ = 0;  // 0: any
  Reporter reporter_;
  RdataReader rdata_;
  std::vector<OpenFile> open_;
  std::map<std::string, std::uint16_t, std::less<>> file_numbers_;

  NameBuffer origin_;
  NameBuffer owner_;
  std::string_view owner_word_;  // that it was read from, in the window at hand; empty where that is not known
  OwnerState owner_state_ = OwnerState::None;
  bool origin_is_new_ = false;      // no owner has been written since $ORIGIN
  zone::Location origin_location_;  // where it was set, if it is outside the zone
  std::optional<std::uint32_t> default_ttl_;
  std::optional<std::uint32_t> last_ttl_;
  std::optional<std::uint32_t> soa_minimum_;
  bool warned_of_ttl_ = false;
  bool first_is_bad_ = false;  // the first record's owner could not be read, and no other has been since

  std::array<std::uint8_t, kNameRoom> plain_rdata_;
  std::size_t entries_ = 0;
  std::uint32_t generated_ = 0;
  std::uint32_t included_ = 0;
  const zone::Location* generated_at_ = nullptr;
  bool is_full_ = false;  // the builder takes no more
  bool is_part_ = false;  // of a file: starts in its middle
  bool gave_up_ = false;  // a part cannot tell how to go on
};

}  // namespace bailiwick::load
