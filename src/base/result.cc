#include "base/result.h"

#include <system_error>

namespace bailiwick::base {

std::unexpected<Error> fail(std::string message) {
  return std::unexpected(Error{std::move(message)});
}

std::unexpected<Error> fail_errno(std::string_view what, int errno_value) {
  return fail(std::string(what) + ": " + std::generic_category().message(errno_value));
}

std::unexpected<Error> fail_in(std::string_view context, const Error& error) {
  return fail(std::string(context) + ": " + error.message);
}

}  // namespace bailiwick::base
