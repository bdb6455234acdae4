// Several replies to one question as one list: each line begins with the letters of the replies that have it.
#pragma once

#include <string>
#include <vector>

#include "support/ldns_client.h"

namespace bailiwick::differential {

// The replies are called a, b, c in the order given; the first lines say what their headers are.
std::string side_by_side(const std::vector<support::Reply>& replies);

}  // namespace bailiwick::differential
