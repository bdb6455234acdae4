// The one file of the tests that includes ldns: the judge of what the server sends.
#include "support/ldns_client.h"

#include <ldns/ldns.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace bailiwick::support {
namespace {

struct Free {
  void operator()(ldns_rr* rr) const { ldns_rr_free(rr); }
  void operator()(ldns_rdf* rdf) const { ldns_rdf_deep_free(rdf); }
  void operator()(char* text) const { std::free(text); }
};
using Text = std::unique_ptr<char, Free>;

void put16(Octets& out, unsigned value) {
  out.push_back(static_cast<std::uint8_t>(value >> 8));
  out.push_back(static_cast<std::uint8_t>(value));
}
unsigned get16(const Octets& in, std::size_t at) {
  return static_cast<unsigned>(in[at] << 8 | in[at + 1]);
}

void put_opt(Octets& out, const Edns& edns) {
  out.push_back(0);
  put16(out, LDNS_RR_TYPE_OPT);
  put16(out, edns.payload);
  put16(out, edns.version);
  put16(out, edns.dnssec_ok ? 0x8000 : 0);
  std::size_t length = 0;
  for (const auto& option : edns.options) length += 4 + option.data.size();
  put16(out, static_cast<unsigned>(length));
  for (const auto& option : edns.options) {
    put16(out, option.code);
    put16(out, static_cast<unsigned>(option.data.size()));
    out.insert(out.end(), option.data.begin(), option.data.end());
  }
}

// The OPT record's own fields; its rdata is what lies between the fixed part and `end`.
std::expected<Edns, std::string> read_opt(const Octets& message, const ldns_rr* rr, std::size_t start,
                                          std::size_t end) {
  if (message[start] != 0) return std::unexpected("OPT is not owned by the root");
  Edns out;
  const std::uint32_t ttl = ldns_rr_ttl(rr);
  out.payload = static_cast<std::uint16_t>(ldns_rr_get_class(rr));
  out.version = static_cast<std::uint8_t>(ttl >> 16);
  out.dnssec_ok = (ttl & 0x8000) != 0;
  for (std::size_t at = start + 11; at < end;) {
    if (end - at < 4 || end - at - 4 < get16(message, at + 2)) return std::unexpected("broken EDNS option");
    const auto data = message.begin() + static_cast<std::ptrdiff_t>(at) + 4;
    const unsigned length = get16(message, at + 2);
    out.options.push_back({static_cast<std::uint16_t>(get16(message, at)), Octets(data, data + length)});
    at += 4 + length;
  }
  return out;
}

std::unique_ptr<ldns_rdf, Free> read_name(const std::string& text) {
  ldns_rdf* raw = nullptr;
  if (ldns_str2rdf_dname(&raw, text.c_str()) != LDNS_STATUS_OK) throw std::invalid_argument("not a name: " + text);
  return std::unique_ptr<ldns_rdf, Free>(raw);
}

std::string name_text(const ldns_rdf* name) {
  return Text(ldns_rdf2str(name)).get();
}

Record make_record(ldns_rr* rr) {
  Record out;
  ldns_dname2canonical(ldns_rr_owner(rr));
  out.owner = name_text(ldns_rr_owner(rr));
  out.type = static_cast<std::uint16_t>(ldns_rr_get_type(rr));
  out.ttl = ldns_rr_ttl(rr);
  for (std::size_t i = 0; i < ldns_rr_rd_count(rr); ++i) {
    ldns_rdf* field = ldns_rr_rdf(rr, i);
    if (ldns_rdf_get_type(field) == LDNS_RDF_TYPE_DNAME) {
      ldns_dname2canonical(field);
      out.targets.push_back(name_text(field));
    }
    if (i != 0) out.rdata += ' ';
    const Text text(ldns_rdf2str(field));
    out.rdata += text ? text.get() : "(unreadable)";
  }
  return out;
}

// Walks the records after the question; ldns reads each.
std::optional<std::string> read_section(const Octets& message, std::size_t& at, ldns_pkt_section which, Section& out,
                                        Reply& reply) {
  const std::size_t index = which == LDNS_SECTION_ANSWER ? 6 : which == LDNS_SECTION_AUTHORITY ? 8 : 10;
  for (unsigned left = get16(message, index); left > 0; --left) {
    const std::size_t start = at;
    ldns_rr* raw = nullptr;
    const ldns_status status = ldns_wire2rr(&raw, message.data(), message.size(), &at, which);
    if (status != LDNS_STATUS_OK) return std::string(ldns_get_errorstr_by_id(status));
    const std::unique_ptr<ldns_rr, Free> rr(raw);
    if (ldns_rr_get_type(raw) == LDNS_RR_TYPE_OPT) {
      if (reply.edns || which != LDNS_SECTION_ADDITIONAL) return "an OPT too many or in the wrong section";
      auto edns = read_opt(message, raw, start, at);
      if (!edns) return edns.error();
      reply.edns = std::move(*edns);
      reply.rcode = static_cast<std::uint16_t>(reply.rcode | (ldns_rr_ttl(raw) >> 24) << 4);
    } else {
      out.push_back(make_record(raw));
    }
  }
  std::sort(out.begin(), out.end());
  return std::nullopt;
}

std::optional<std::string> read_question(const Octets& message, std::size_t& at, Reply& reply) {
  const unsigned count = get16(message, 4);
  if (count > 1) return "more than one question";
  if (count == 0) return std::nullopt;
  const std::size_t start = at;
  ldns_rr* raw = nullptr;
  const ldns_status status = ldns_wire2rr(&raw, message.data(), message.size(), &at, LDNS_SECTION_QUESTION);
  if (status != LDNS_STATUS_OK) return std::string("question: ") + ldns_get_errorstr_by_id(status);
  const std::unique_ptr<ldns_rr, Free> rr(raw);
  reply.question.assign(message.begin() + static_cast<std::ptrdiff_t>(start),
                        message.begin() + static_cast<std::ptrdiff_t>(at));
  reply.question_text =
      name_text(ldns_rr_owner(raw)) + " " + type_name(static_cast<std::uint16_t>(ldns_rr_get_type(raw)));
  return std::nullopt;
}

std::expected<Reply, std::string> judge(const std::optional<Octets>& message, const Query& query) {
  if (!message) return std::unexpected("no reply to " + query.name + " " + type_name(query.type));
  auto reply = parse_reply(*message);
  if (reply && reply->id != query.id) return std::unexpected("the reply has another id");
  return reply;
}

}  // namespace

Octets encode(const Query& query) {
  const auto name = read_name(query.name);
  Octets out;
  put16(out, query.id);
  put16(out, static_cast<unsigned>(query.opcode << 11) | (query.rd ? 0x100U : 0U) | (query.ad ? 0x20U : 0U) |
                 (query.cd ? 0x10U : 0U));
  for (const unsigned count : {1U, 0U, 0U, query.edns ? 1U : 0U}) put16(out, count);
  const std::uint8_t* octets = ldns_rdf_data(name.get());
  out.insert(out.end(), octets, octets + ldns_rdf_size(name.get()));
  put16(out, query.type);
  put16(out, query.klass);
  if (query.edns) put_opt(out, *query.edns);
  return out;
}

std::string dig_line(const Query& query, std::uint16_t port, bool tcp) {
  std::string out = "dig @127.0.0.1 -p " + std::to_string(port) + " '" + query.name + "' " + type_name(query.type);
  if (query.klass != 1) out += " CLASS" + std::to_string(query.klass);
  out += query.rd ? " +rec" : " +norec";
  out += query.ad ? " +ad" : " +noad";
  if (query.cd) out += " +cd";
  out += " +nocookie +ignore";
  if (tcp) out += " +tcp";
  if (!query.edns) return out + " +noedns";
  out +=
      " +edns=" + std::to_string(query.edns->version) + " +noednsneg +bufsize=" + std::to_string(query.edns->payload);
  if (query.edns->dnssec_ok) out += " +dnssec";
  return out;
}

std::expected<Reply, std::string> parse_reply(const Octets& message) {
  if (message.size() < 12) return std::unexpected("shorter than a header");
  Reply out;
  out.size = message.size();
  out.id = static_cast<std::uint16_t>(get16(message, 0));
  const unsigned flags = get16(message, 2);
  out.qr = flags & 0x8000, out.aa = flags & 0x400, out.tc = flags & 0x200, out.rd = flags & 0x100;
  out.ra = flags & 0x80, out.ad = flags & 0x20, out.cd = flags & 0x10;
  out.opcode = static_cast<std::uint8_t>(flags >> 11 & 15);
  out.rcode = flags & 15;
  std::size_t at = 12;
  auto wrong = read_question(message, at, out);
  if (!wrong) wrong = read_section(message, at, LDNS_SECTION_ANSWER, out.answer, out);
  if (!wrong) wrong = read_section(message, at, LDNS_SECTION_AUTHORITY, out.authority, out);
  if (!wrong) wrong = read_section(message, at, LDNS_SECTION_ADDITIONAL, out.additional, out);
  if (!wrong && at != message.size()) wrong = std::to_string(message.size() - at) + " octets too many at the end";
  if (wrong) return std::unexpected(*wrong);
  return out;
}

std::expected<Reply, std::string> ask_udp(std::uint16_t port, const Query& query, std::chrono::milliseconds timeout,
                                          const std::string& address) {
  UdpSocket socket(address, port);
  socket.send(encode(query));
  return judge(socket.receive(timeout), query);
}

std::expected<Reply, std::string> ask_tcp(std::uint16_t port, const Query& query, std::chrono::milliseconds timeout,
                                          const std::string& address) {
  TcpSocket socket(address, port);
  if (!socket.connected()) return std::unexpected("no TCP connection");
  socket.send(encode(query));
  return judge(socket.receive(timeout), query);
}

std::string canonical_name(const std::string& name) {
  const auto read = read_name(name);
  ldns_dname2canonical(read.get());
  return name_text(read.get());
}

void remove_twins(Reply& reply) {
  for (Section* section : {&reply.answer, &reply.authority, &reply.additional})
    section->erase(std::unique(section->begin(), section->end()), section->end());
}

std::string type_name(std::uint16_t type) {
  return Text(ldns_rr_type2str(static_cast<ldns_rr_type>(type))).get();
}

std::uint16_t type_from_name(const std::string& name) {
  return static_cast<std::uint16_t>(ldns_get_rr_type_by_name(name.c_str()));
}

std::string rcode_name(std::uint16_t rcode) {
  if (rcode == 16) return "BADVERS";
  const Text text(ldns_pkt_rcode2str(static_cast<ldns_pkt_rcode>(rcode)));
  return text ? text.get() : "RCODE" + std::to_string(rcode);
}

std::string Record::text() const {
  return owner + " " + std::to_string(ttl) + " " + type_name(type) + " " + rdata;
}

std::vector<std::string> lines(const Section& section) {
  std::vector<std::string> out;
  for (const auto& record : section) out.push_back(record.text());
  return out;
}

std::string describe(const Reply& reply) {
  std::string out = rcode_name(reply.rcode);
  for (const auto& [name, on] : {std::pair{"aa", reply.aa},
                                 {"tc", reply.tc},
                                 {"rd", reply.rd},
                                 {"ra", reply.ra},
                                 {"ad", reply.ad},
                                 {"cd", reply.cd}}) {
    if (on) out += std::string(" ") + name;
  }
  if (reply.edns) out += " edns" + std::string(reply.edns->dnssec_ok ? "+do" : "");
  out += " " + std::to_string(reply.size) + " octets\n;; " + reply.question_text + "\n";
  const auto add = [&out](const char* title, const Section& section) {
    if (!section.empty()) out += std::string(";; ") + title + "\n";
    for (const auto& line : lines(section)) out += line + "\n";
  };
  add("answer", reply.answer);
  add("authority", reply.authority);
  add("additional", reply.additional);
  return out;
}

}  // namespace bailiwick::support
