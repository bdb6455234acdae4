// What `bailiwick config` prints. Lines are gathered first, so that the comments can stand in one column.
#include "config/show.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "config/options.h"
#include "config/text.h"

namespace bailiwick::config {

namespace {

constexpr std::size_t kCommentColumn = 44;  // at most; a longer line has its comment right behind it
constexpr std::size_t kHelpWidth = 90;

struct Line {
  std::string text;
  std::string comment;  // may be empty
};

std::string line_text(const base::Place& place) {
  return place.file + (place.line == 0 ? "" : ":" + std::to_string(place.line));
}

std::string origin_text(const Loaded& loaded, std::string_view key) {
  const auto origin = loaded.origins.find(key);
  return origin == loaded.origins.end() ? "default" : line_text(origin->second);
}

// The options of the records of a list, with their defaults.
struct Fields {
  struct Field {
    const Option* option;
    std::string_view key;
    std::string default_value;
  };
  std::vector<Field> fields;
};

Fields fields_of(const Option& list) {
  const std::string prefix = std::string(list.key) + std::string(kOfRecord);
  Fields result;
  for (const Option& option : options())
    if (option.key.starts_with(prefix) && !option.key.substr(prefix.size()).contains(kOfRecord))
      result.fields.push_back({&option, option.key.substr(prefix.size()), default_text(option)});
  return result;
}

std::string record_text(const Fields& fields, ConstRecord record);

// "" where it is as if it were left out.
std::string value_text(const Fields::Field& field, ConstRecord record) {
  const Option& option = *field.option;
  if (option.type == Type::Records) {
    const Fields fields = fields_of(option);
    std::string text;
    for (std::size_t i = 0; i < option.list.count(record); ++i)
      text += (i > 0 ? ", " : "") + record_text(fields, option.list.at(record, i));
    return text.empty() ? "" : '[' + text + ']';
  }
  std::string value = option.show(record);
  return !option.required && (value == "\"\"" || value == field.default_value) ? "" : value;
}

// As one YAML mapping, without what is as if it were left out. Lists of records in it are as deep as the table says.
std::string record_text(const Fields& fields, ConstRecord record) {
  std::string text;
  for (const Fields::Field& field : fields.fields)
    if (const std::string value = value_text(field, record); !value.empty())
      text += (text.empty() ? "" : ", ") + std::string(field.key) + ": " + value;
  return '{' + text + '}';
}

// Zones that were found, not listed, are commented out.
void add_records(const Loaded& loaded, const Option& list, std::vector<Line>& lines) {
  const std::size_t count = list.list.count(loaded.config);
  const bool given = loaded.origins.contains(list.key);
  const std::string mark = given ? "" : "#";
  const std::string why = given ? origin_text(loaded, list.key) : "default: " + default_text(list);
  lines.push_back({mark + std::string(list.key) + ":" + (count == 0 && given ? " []" : ""), why});
  const Fields fields = fields_of(list);
  for (std::size_t i = 0; i < count; ++i) {
    const ConstRecord record = list.list.at(loaded.config, i);
    const bool has_place = given && list.list.place_of != nullptr;
    lines.push_back(
        {mark + "  - " + record_text(fields, record), has_place ? line_text(*list.list.place_of(record)) : ""});
  }
}

std::string join(const std::vector<Line>& lines) {
  std::size_t column = 0;
  for (const Line& line : lines) {
    if (!line.comment.empty() && line.text.size() <= kCommentColumn) column = std::max(column, line.text.size());
  }
  std::string out;
  for (const Line& line : lines) {
    out += line.text;
    if (!line.comment.empty())
      out += std::string(column - std::min(column, line.text.size()), ' ') + "  # " + line.comment;
    out += '\n';
  }
  return out;
}

// Breaks at blanks and indents.
std::string wrapped(std::string_view text, std::string_view indent) {
  std::string out;
  while (!text.empty()) {
    std::size_t end = text.size();
    if (end > kHelpWidth) {
      const std::size_t blank = text.rfind(' ', kHelpWidth);
      end = blank == std::string_view::npos ? text.find(' ') : blank;
    }
    out += std::string(indent) + std::string(text.substr(0, end)) + '\n';
    text = end >= text.size() ? std::string_view{} : text.substr(end + 1);
  }
  return out;
}

}  // namespace

std::string effective_text(const Loaded& loaded) {
  std::vector<Line> lines;
  std::string_view open_section;
  for (const Option& option : options()) {
    if (is_of_record(option) || option.type == Type::Includes) continue;
    if (option.type == Type::Records) {
      add_records(loaded, option, lines);
      continue;
    }
    const std::size_t dot = option.key.find('.');
    const std::string_view section = dot == std::string_view::npos ? std::string_view{} : option.key.substr(0, dot);
    if (section != open_section && !section.empty()) lines.push_back({std::string(section) + ":", ""});
    open_section = section;
    const std::string_view last = section.empty() ? option.key : option.key.substr(dot + 1);
    const std::string indent = section.empty() ? "" : "  ";
    lines.push_back({indent + std::string(last) + ": " + option.show(loaded.config), origin_text(loaded, option.key)});
  }
  return join(lines);
}

std::string options_text() {
  std::string out;
  for (const Option& option : options()) {
    if (!out.empty()) out += '\n';
    const std::string type(type_name(option.type));
    out += std::string(option.key) + '\n';
    out += "    " + (type == "choice" || option.range == "true | false" ? option.range : type + ": " + option.range) +
           '\n';
    out += "    default: " + default_text(option) + '\n';
    out += wrapped(option.help, "    ");
  }
  return out;
}

}  // namespace bailiwick::config
