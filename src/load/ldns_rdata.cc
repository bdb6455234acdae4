// ldns reads a whole record, so the rdata gets an owner, a TTL and a class. Its fixed buffers of 64 KiB are why longer
// text does not go in.
#include "load/ldns_rdata.h"

#include <ldns/ldns.h>

#include <algorithm>
#include <memory>
#include <string_view>

#include "rr/table.h"

namespace bailiwick::load {
namespace {

struct FreeRdf {
  void operator()(ldns_rdf* rdf) const { ldns_rdf_deep_free(rdf); }
};
struct FreeRr {
  void operator()(ldns_rr* record) const { ldns_rr_free(record); }
};
struct FreeBuffer {
  void operator()(ldns_buffer* buffer) const { ldns_buffer_free(buffer); }
};

std::unexpected<std::string> refuse(std::string_view why) {
  return std::unexpected(std::string(why));
}

}  // namespace

std::expected<std::size_t, std::string> ldns_rdata_to_wire(rr::Type type, const std::string& text,
                                                           wire::NameView origin, base::MutableBytes out) {
  constexpr std::size_t kLongestText = 65000;
  if (text.size() > kLongestText) return refuse("its text is longer than 65000 octets");
  const std::unique_ptr<ldns_rdf, FreeRdf> origin_rdf(
      ldns_rdf_new_frm_data(LDNS_RDF_TYPE_DNAME, origin.size(), origin.data()));
  const std::string line = ". 0 IN " + rr::type_name(type) + ' ' + text;
  ldns_rr* parsed = nullptr;
  const ldns_status status = ldns_rr_new_frm_str(&parsed, line.c_str(), 0, origin_rdf.get(), nullptr);
  const std::unique_ptr<ldns_rr, FreeRr> record(parsed);
  if (status != LDNS_STATUS_OK || record == nullptr) return refuse(ldns_get_errorstr_by_id(status));
  if (ldns_rr_get_type(record.get()) != static_cast<ldns_rr_type>(type)) return refuse("its text form is not known");
  const std::unique_ptr<ldns_buffer, FreeBuffer> buffer(ldns_buffer_new(LDNS_MAX_PACKETLEN));
  if (buffer == nullptr) return refuse("out of memory");
  if (ldns_rr_rdata2buffer_wire(buffer.get(), record.get()) != LDNS_STATUS_OK) return refuse("it is too long");
  const std::size_t size = ldns_buffer_position(buffer.get());
  if (size > out.size()) return refuse("it is longer than 65535 octets");
  std::copy_n(ldns_buffer_begin(buffer.get()), size, out.data());
  return size;
}

}  // namespace bailiwick::load
