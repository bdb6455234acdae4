// Reads in chunks, so that a line of any length costs no more than what is kept of it.
#include "cli/report/source_lines.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string_view>

#include "cli/report/render.h"

namespace bailiwick::cli {

SourceLines::SourceLines(const std::vector<base::Finding>& findings) {
  for (const base::Finding& finding : findings)
    for (const base::Place& place : finding.places)
      if (place.line != 0 && !place.file.empty()) files_[place.file].try_emplace(place.line);
  for (auto& [path, lines] : files_) read(path, lines);
}

const std::string* SourceLines::find(const base::Place& place) const {
  const auto file = files_.find(place.file);
  if (file == files_.end()) return nullptr;
  const auto line = file->second.find(place.line);
  return line == file->second.end() ? nullptr : &line->second;
}

// Fills in the wanted lines, and drops those that the file does not have.
void SourceLines::read(const std::string& path, Lines& wanted) {
  struct stat status {};
  const bool regular = ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(regular ? std::fopen(path.c_str(), "rb") : nullptr,
                                                             [](std::FILE* f) { return f ? std::fclose(f) : 0; });
  auto next = wanted.begin();
  std::uint32_t line = 1;
  bool ended = false;  // the line that `next` names was begun and is complete
  std::vector<char> chunk(std::size_t{64} << 10);
  bool more = file != nullptr;
  while (more && next != wanted.end()) {
    const std::size_t size = std::fread(chunk.data(), 1, chunk.size(), file.get());
    more = size == chunk.size();
    const char* at = chunk.data();
    const char* const end = at + size;
    while (at < end && next != wanted.end()) {
      const auto* newline = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
      const char* stop = newline != nullptr ? newline : end;
      ended = newline != nullptr;
      if (line == next->first) {
        const std::size_t room = kLongestLine - next->second.size();
        next->second.append(at, std::min(room, static_cast<std::size_t>(stop - at)));
        if (ended) ++next;
      }
      if (ended) ++line;
      at = ended ? stop + 1 : stop;
    }
  }
  // The last line may lack its end.
  if (next != wanted.end() && next->first == line && !next->second.empty()) ++next;
  wanted.erase(next, wanted.end());
  for (auto& [number, text] : wanted)
    if (text.ends_with('\r')) text.pop_back();
}

void find_words(std::vector<base::Finding>& findings) {
  constexpr std::string_view kBlank = " \t\r()";
  const auto is_further = [](const base::Place& place) { return place.words_on > 0 && place.column > 0; };
  std::vector<base::Finding> asked;
  for (const base::Finding& finding : findings)
    if (std::ranges::any_of(finding.places, is_further)) asked.push_back(finding);
  const SourceLines lines(asked);
  for (base::Finding& finding : findings) {
    for (base::Place& place : finding.places) {
      const std::string* line = is_further(place) ? lines.find(place) : nullptr;
      if (line == nullptr) continue;
      std::size_t at = place.column - 1;
      for (; place.words_on > 0 && at < line->size(); --place.words_on) {
        at += word_length(std::string_view(*line).substr(at));
        at = std::min(line->find_first_not_of(kBlank, at), line->size());
      }
      if (at < line->size() && (*line)[at] != ';') place.column = static_cast<std::uint32_t>(at) + 1;
    }
  }
}

}  // namespace bailiwick::cli
