// One finding in several lines, as compilers print them:
//
//   error[A05]: name server ns1.example.com lies inside example.com, but has no address there
//     --> example.com.zone:3:7
//    |
//   3 | @  NS  ns1
//    |        ^^^ has no address
//    = help: ...
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/printable.h"
#include "cli/report/source_lines.h"

namespace bailiwick::cli {

class Renderer {
 public:
  // Reads the lines that the findings point at.
  Renderer(const std::vector<base::Finding>& findings, bool colour) : lines_(findings), colour_(colour) {}

  std::string text(const base::Finding& finding) const;

 private:
  std::string painted(std::string_view ansi, std::string_view text) const;
  void add_place(const base::Place& place, bool main, std::string_view ansi, std::size_t gutter,
                 std::string& out) const;
  void add_remark(std::string_view kind, std::string_view text, std::size_t gutter, std::string& out) const;

  SourceLines lines_;
  bool colour_;
};

// Octets of the word at the start of `text`: up to a blank, a parenthesis or a comment; a quoted string whole.
std::size_t word_length(std::string_view text);

// A line as it is shown: escaped, cut to what is near the place.
struct Excerpt {
  std::string line;
  std::size_t column = 0;  // columns before the underlined part
  std::size_t width = 0;   // columns of the underlined part; 0: nothing is underlined
};

// `column` counts octets from 1, 0 underlines nothing; with a length of 0 the word at the column is underlined.
Excerpt excerpt(std::string_view line, std::size_t column, std::size_t length);

// Breaks at blanks, but not inside `backquotes`; lines but the first are indented.
std::string wrapped(std::string_view text, std::size_t width, std::size_t indent);

}  // namespace bailiwick::cli
