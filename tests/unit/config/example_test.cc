// config/bailiwick.yaml is the documentation that operators read first: it must have every option, each at its default
// where it is commented out, and it must load.
#include <sstream>

#include "config/options.h"
#include "unit/config/support.h"

using namespace bailiwick;
using namespace bailiwick::config;

namespace {

std::string example_path() {
  const auto top = std::filesystem::path(__FILE__).parent_path() / ".." / ".." / "..";
  return std::filesystem::absolute(top / "config" / "bailiwick.yaml").lexically_normal().string();
}

std::string example_text() {
  std::ifstream file(example_path(), std::ios::binary);
  REQUIRE(file.is_open());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// A sentence has one blank after its #, a commented-out option none, or its own indentation of two.
std::string uncommented(const std::string& text) {
  std::istringstream in(text);
  std::string out;
  for (std::string line; std::getline(in, line);) {
    const bool option = line.size() > 1 && line[0] == '#' && (line[1] != ' ' || line[2] == ' ');
    out += (option ? line.substr(1) : line) + '\n';
  }
  return out;
}

}  // namespace

TEST_CASE("the example config has every option of the table, at its default where commented out") {
  const Sandbox sandbox;
  sandbox.write("zones/example.com.zone");
  sandbox.write("config/conf.d/x");
  const std::string path = sandbox.path("config/bailiwick.yaml");
  const Loaded written = load_text(example_text(), path);
  const Loaded whole = load_text(uncommented(example_text()), path);
  CHECK(lines(written) == std::string());
  CHECK(lines(whole) == std::string());
  for (const Option& option : options()) {
    CAPTURE(std::string(option.key));
    CHECK(whole.origins.contains(option.key));
    if (option.show == nullptr || is_of_record(option) || written.origins.contains(option.key)) continue;
    CHECK(option.show(whole.config) == default_text(option));
  }
}

TEST_CASE("the example config listens where the quickstart asks, without privilege") {
  const Loaded loaded = load_text(example_text(), "/nowhere/config/bailiwick.yaml");
  CHECK(loaded.config.listen == std::vector<base::Endpoint>{endpoint("127.0.0.1", 5300), endpoint("::1", 5300)});
  CHECK(loaded.config.zones_directory == "/nowhere/zones");
  CHECK_FALSE(loaded.config.zones_listed);
}
