// Where the commands look for the running server: also where the config has mistakes, which is when they are needed
// most.
#include "config/control.h"

#include "unit/config/support.h"

using namespace bailiwick;
using namespace bailiwick::config;

namespace {

std::string socket_of(const Sandbox& sandbox, std::string_view text) {
  sandbox.write("bailiwick.yaml", text);
  return control_socket(sandbox.path("bailiwick.yaml"));
}

}  // namespace

TEST_CASE("the socket of a config, a default, none, and a path beside the config") {
  const Sandbox sandbox;
  CHECK(socket_of(sandbox, "") == "/run/bailiwick/control");
  CHECK(socket_of(sandbox, "control: {socket: /run/x}\n") == "/run/x");
  CHECK(socket_of(sandbox, "control: {socket: sub/x}\n") == sandbox.path("sub/x"));
  CHECK(socket_of(sandbox, "control: {socket: \"\"}\n") == "");
  CHECK(control_socket(sandbox.path("missing.yaml")) == "/run/bailiwick/control");
}

TEST_CASE("the server finds the same path as the commands") {
  const Sandbox sandbox;
  sandbox.write("zones/example.com.zone");
  for (const char* text : {"", "control: {socket: sub/x, group: \"27\"}\n", "control: {socket: \"\"}\n"}) {
    const Loaded loaded = sandbox.load(text);
    CHECK(loaded.usable());
    CHECK(loaded.config.control_socket == socket_of(sandbox, text));
  }
  CHECK(sandbox.load("control: {group: wheel}\n").config.control_group == "wheel");
  CHECK(sandbox.load("").config.control_group == "");
}

TEST_CASE("mistakes elsewhere in the config do not hide the socket") {
  const Sandbox sandbox;
  CHECK(socket_of(sandbox, "listen: nonsense\nzones-directory: /none\ncontrol: {socket: /run/x}\n") == "/run/x");
  CHECK(socket_of(sandbox, "control: {socket: [1], group: ok}\n") == "/run/bailiwick/control");
  CHECK(socket_of(sandbox, "control: {socket: /run/x\n") == "/run/bailiwick/control");
}
