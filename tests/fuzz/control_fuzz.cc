// Any octets at all as a line of the control socket, as a request and as a reply: no crash, no hang; what is understood
// is written as a line that says the same, and what is not is explained in a sentence fit for a terminal.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.h"
#include "base/printable.h"
#include "control/protocol.h"

using namespace bailiwick;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view line(reinterpret_cast<const char*>(data), size);
  if (const auto request = control::parse_request(line)) {
    const std::string written = control::to_line(*request);
    BAILIWICK_ASSERT(written.find('\n') == written.size() - 1);
    const auto again = control::parse_request(std::string_view(written).substr(0, written.size() - 1));
    BAILIWICK_ASSERT(again.has_value() && *again == *request);
  } else {
    const std::string& message = request.error().message;
    BAILIWICK_ASSERT(!message.empty() && message == base::printable(message));
  }
  if (const auto reply = control::parse_reply(line)) {
    const std::string written = control::to_line(*reply);
    BAILIWICK_ASSERT(written.find('\n') == written.size() - 1);
    BAILIWICK_ASSERT(control::parse_reply(std::string_view(written).substr(0, written.size() - 1)).has_value());
  }
  return 0;
}
