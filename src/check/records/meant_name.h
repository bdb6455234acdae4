// What somebody meant who wrote a name without its final dot (RFC 1035 §5.1 completes it with the zone's own), or a
// URL in the place of a host.
#pragma once

#include <optional>
#include <string>

#include "rr/type.h"
#include "wire/name.h"

namespace bailiwick::check {

// What stands before the zone's own name, as a name of its own; `name` is at or below `origin`.
wire::Name before_origin(wire::NameView name, wire::NameView origin);

// "www.example.org." of www.example.org.example.com: a name below `origin` that, as it was most likely written, ends in
// a top-level domain. For names that do not exist in the zone: those that do were meant.
std::optional<std::string> name_with_final_dot(wire::NameView name, wire::NameView origin);

// A URL in the place of a name.
struct UrlAsName {
  std::string written;  // "http://www.example.org/"
  std::string host;     // "www.example.org.", to be written in its place
};

// Of a name with a scheme (`://`), or with a path or a port behind a name that ends in a top-level domain. RFC 2317's
// `0/25` is none.
std::optional<UrlAsName> url_as_name(wire::NameView name, wire::NameView origin);

// What to do about the name of a host without address in a record of that type: what was most likely meant comes
// before `otherwise`, such as "add ...".
std::string name_to_write(rr::Type type, wire::NameView name, wire::NameView origin, const std::string& otherwise);

}  // namespace bailiwick::check
