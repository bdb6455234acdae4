// The one table of options. The reader, `bailiwick config`, the man page and the tests all come from it: a new option
// is a field of a settings struct with its default, and a line here. Options of the records of a list have the list's
// key and "[]." before their own: "zones[].file". Lists of records may hold lists of records.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "config/config.h"
#include "config/record.h"
#include "config/values.h"

namespace bailiwick::config {

enum class Type : std::uint8_t {
  Number,
  Boolean,
  Duration,
  Text,
  Choice,
  Path,
  Addresses,
  Networks,
  Records,
  Includes
};

// What only lists have. Elements are appended by Option::store or, of records, by `append`.
struct ListOf {
  // Empties the list: called before the first element is read, so that the default goes.
  void (*clear)(Record record) = nullptr;
  // Makes room for that many more.
  void (*reserve)(Record record, std::size_t more) = nullptr;
  // Takes the last element out again.
  void (*drop)(Record record) = nullptr;
  // The last element as text by which two equal ones are found; null: there may be equal ones.
  std::string (*identity)(ConstRecord record) = nullptr;
  const char* twice = "";            // code of the finding where two are equal
  std::string_view twice_help = "";  // appended to its help
  bool may_be_empty = false;

  // Records only: appends one with its defaults, and returns it.
  Record (*append)(Record record) = nullptr;
  std::size_t (*count)(ConstRecord record) = nullptr;
  ConstRecord (*at)(ConstRecord record, std::size_t number) = nullptr;
  // Where one keeps the place that it is configured at; may be null.
  const base::Place* (*place_of)(ConstRecord record) = nullptr;
  void (*set_place)(Record record, const base::Place& place) = nullptr;
  std::string_view noun = "";     // "zone"
  std::string_view example = "";  // of a record's first key: "example.com"
  std::string_view form = "";  // how to write a record: "example.com, or {name: example.com, file: example.com.zone}"
  std::string_view lone = "";  // the key that a single value in place of a record is for; empty: none
};

struct Option {
  std::string_view key;  // as in the file, sections joined by dots: "tcp.idle-timeout"
  Type type = Type::Text;
  std::string range;      // what the value may be, e.g. "1..256, or auto"
  std::string_view help;  // one or two sentences
  // Stores one value; of lists, appends one element. Records, Includes: null.
  Stored (*store)(std::string_view text, Record record) = nullptr;
  // The value as YAML; null for Records and Includes.
  std::string (*show)(ConstRecord record) = nullptr;
  ListOf list = {};
  bool required = false;                // in its record
  std::string_view default_words = "";  // what it is when left out, where no YAML says it
};

inline constexpr std::size_t kMostListen = 1024;
inline constexpr std::size_t kMostMetricsListen = 16;
inline constexpr std::size_t kMostExempt = 1024;
inline constexpr std::string_view kOfRecord = "[].";

// In the order in which a config file is best read.
std::span<const Option> options();

// The option of that key, or null.
const Option* find_option(std::string_view key);

// What an option that had that key in the release before is called now; null where there is none.
const Option* find_renamed(std::string_view key);

// An option of a record, not of the Config itself.
bool is_of_record(const Option& option);

// "number", "true or false", ...
std::string_view type_name(Type type);

// What the option is when it is left out, as YAML, or in words where no YAML says it.
std::string default_text(const Option& option);

}  // namespace bailiwick::config
