// The files that a Reader has open: steps through their windows, and what is wrong with a file as a whole.
#include <utility>

#include "load/reader.h"

namespace bailiwick::load {
namespace {

Problem file_problem(const char* code, std::string message, std::string help) {
  return {.level = base::Level::Fatal,
          .code = code,
          .at = nullptr,
          .length = 0,
          .message = std::move(message),
          .help = std::move(help)};
}

}  // namespace

void Reader::open_zone(Source& source, const std::string& path) {
  open_file(source, path, {0, 0});
}

void Reader::close_zone() {
  close_file();
}

bool Reader::Context::operator==(const Context& other) const {
  return position == other.position && line == other.line && wire::equal(origin.view(), other.origin.view()) &&
         origin_location == other.origin_location && default_ttl == other.default_ttl;
}

Reader::Context Reader::context() const {
  const OpenFile& file = open_.back();
  return {file.source->position(), file.line, origin_, origin_location_, default_ttl_};
}

void Reader::open_part(Source& source, const std::string& path, const Context& context) {
  is_part_ = true;
  default_ttl_ = context.default_ttl;
  open_file(source, path, {0, 0});
  set_origin(context.origin.view(), context.origin_location);
  open_.back().line = context.line;
}

void Reader::take_over(Reader& part) {
  open_.back().source = part.open_.back().source;
  open_.back().line = part.open_.back().line;
}

void Reader::open_file(Source& source, const std::string& path, Tokens::Place included_at) {
  auto [number, is_new] = file_numbers_.try_emplace(path, std::uint16_t{0});
  if (is_new) number->second = builder_.add_file(path);
  open_.push_back({.source = &source, .path = path, .number = number->second});
  reporter_.enter(path, included_at);
  if (files_ != nullptr) files_->push_back(source.stamp());
}

void Reader::read_until(std::uint64_t position) {
  Source& source = *open_.back().source;
  while (source.position() < position && reads_on()) {
    open_.back().result = source.fill();
    if (!open_.back().result || source.begin() == source.end()) return;
    Tokens in(source.begin(), source.end(), source.at_end(), open_.back().line);
    read_window(source, in, position);
    if (octets_read_ != nullptr) *octets_read_ += static_cast<std::uint64_t>(in.position() - source.begin());
    OpenFile& file = open_.back();  // this very one again: included files have been closed
    file.line = in.line();
    source.consume(in.position());
    if (!in.is_cut()) continue;
    file.result = source.skip_line();
    ++file.line;
    if (!file.result) return;
  }
}

// Says what is wrong with the file as a whole.
void Reader::close_file() {
  const OpenFile& file = open_.back();
  if (!file.result)
    reporter_.add_at({file.line, 0}, file_problem("S07", file.result.error().message, "check the disk"));
  if (file.source->has_changed())
    reporter_.add_at({0, 0}, file_problem("S01", "the file was written to while it was read",
                                          "load it again; write to another file and rename that one"));
  if (file.source->lacks_final_newline()) {
    Problem problem = file_problem("S15", "the last line has no newline at its end", "check that the file is whole");
    problem.level = base::Level::Info;
    reporter_.add_at({file.line == 1 ? 1 : file.line - 1, 0}, problem);
  }
  for (base::Waiver& waiver : open_.back().waiting) {
    waiver.problem = "no record follows it";
    keep(std::move(waiver));
  }
  reporter_.leave();
  open_.pop_back();
}

// Reads entries as long as the window surely holds the next one whole, or the rest of the input.
void Reader::read_window(Source& source, Tokens& in, std::uint64_t position) {
  const std::size_t enough = source.at_end() ? 1 : kMaxEntry;
  const std::size_t window = static_cast<std::size_t>(source.end() - source.begin());
  const std::uint64_t left = position - source.position();
  const std::size_t behind = left < window ? window - left : 0;  // what lies behind the position
  owner_word_ = {};
  while (in.remaining() >= enough && in.remaining() > behind && reads_on()) read_one(in);
}

}  // namespace bailiwick::load
