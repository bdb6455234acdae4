// What the world refuses (bind, open, a full disk): an Error in words for the operator, handed up as std::expected.
// Each caller on the way up may put its own context in front.
#pragma once

#include <expected>
#include <string>
#include <string_view>

namespace bailiwick::base {

struct Error {
  std::string message;  // one sentence without a full stop, e.g. "cannot open /etc/x: Permission denied"
};

template <class T>
using Result = std::expected<T, Error>;

std::unexpected<Error> fail(std::string message);
// "WHAT: strerror(errno_value)".
std::unexpected<Error> fail_errno(std::string_view what, int errno_value);
// "CONTEXT: the error's own message".
std::unexpected<Error> fail_in(std::string_view context, const Error& error);

}  // namespace bailiwick::base
