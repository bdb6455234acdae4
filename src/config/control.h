// Where the server of a config is asked, for the commands that talk to it.
#pragma once

#include <string>

namespace bailiwick::config {

// Its `control.socket`, absolute, or "" where that is off. Neither zones nor profiles are looked at, so that it takes
// no longer with many zones in zones-directory; of a config with mistakes, or none at all, it is what can be made out,
// and else the default: a server may run that has read a better one. Throws nothing.
std::string control_socket(const std::string& config_path);

}  // namespace bailiwick::config
