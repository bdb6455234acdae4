// The part of X05 that is about the NSEC3PARAM records.
#pragma once

#include "check/context.h"

namespace bailiwick::check {

void look_at_nsec3_parameters(const Context& context, Sink& sink);

}  // namespace bailiwick::check
