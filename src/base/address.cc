#include "base/address.h"

#include <arpa/inet.h>

namespace bailiwick::base {

std::string address_text(Bytes address) {
  char text[INET6_ADDRSTRLEN] = "";
  ::inet_ntop(address.size() == 4 ? AF_INET : AF_INET6, address.data(), text, sizeof text);
  return text;
}

}  // namespace bailiwick::base
