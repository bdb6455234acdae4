#include "wire/writer.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "unit/wire/support.h"

using namespace bailiwick;
using wire::name;
using wire::Writer;

namespace {

struct Draft {
  std::vector<std::uint8_t> bytes = std::vector<std::uint8_t>(600, 0xee);
  std::string hex(std::size_t from, std::size_t to) const {
    std::string text;
    for (std::size_t i = from; i < to; ++i) {
      static constexpr char kDigits[] = "0123456789abcdef";
      text += kDigits[bytes[i] >> 4];
      text += kDigits[bytes[i] & 15];
    }
    return text;
  }
};

}  // namespace

TEST_CASE("names are compressed against all that stands before (RFC 1035 §4.1.4), ignoring case") {
  Draft message;
  Writer writer(message.bytes, 12, 512);
  writer.put_compressed(name("www.example.com."));  // 12: www, 16: example, 24: com
  writer.put_compressed(name("ns1.EXAMPLE.com."));
  CHECK(message.hex(29, writer.position()) == "036e7331c010");
  const std::size_t at = writer.position();
  writer.put_compressed(name("ns1.example.com."));
  CHECK(message.hex(at, writer.position()) == "c01d");
  const std::size_t root = writer.position();
  writer.put_compressed(name("."));
  CHECK(message.hex(root, writer.position()) == "00");
  const std::size_t com = writer.position();
  writer.put_compressed(name("net."));
  CHECK(message.hex(com, writer.position()) == "036e657400");
}

TEST_CASE("nothing is written past the limit, and a roll back forgets the names too") {
  Draft message;
  Writer writer(message.bytes, 12, 40);
  writer.put_compressed(name("www.example.com."));
  const Writer::Mark mark = writer.mark();
  writer.put_compressed(name("a.b."));
  writer.put32(1);
  writer.put16(2);
  CHECK(writer.fits());
  writer.put8(3);
  CHECK_FALSE(writer.fits());
  CHECK(message.bytes[40] == 0xee);
  writer.roll_back(mark);
  CHECK(writer.fits());
  writer.put_compressed(name("a.b."));
  CHECK(message.hex(29, writer.position()) == "0161016200");
}

TEST_CASE("a name beyond offset 0x3fff is no compression target") {
  std::vector<std::uint8_t> big(40000);
  Writer writer(big, 0x4000, big.size());
  writer.put_compressed(name("a.example."));
  const std::size_t at = writer.position();
  writer.put_compressed(name("a.example."));
  CHECK(writer.position() - at == name("a.example.").size());
}

TEST_CASE("more names than are remembered are still written right") {
  std::vector<std::uint8_t> big(8000);
  Writer writer(big, 12, big.size());
  for (int i = 0; i < 300; ++i) writer.put_compressed(name("n" + std::to_string(i) + ".example."));
  CHECK(writer.fits());
  const std::size_t at = writer.position();
  writer.put_compressed(name("n299.example."));
  CHECK(base::load16(big.data() + at + 5) == (0xc000 | 15));
}
