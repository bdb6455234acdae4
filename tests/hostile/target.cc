#include "hostile/target.h"

#include <thread>

#include "support/ldns_client.h"

namespace bailiwick::hostile {
namespace {

using std::chrono::seconds;
using support::Octets;

constexpr std::uint16_t kNormalId = 0x2222;
constexpr std::size_t kLargestReply = 1232;  // what the servers here send over UDP at most

Octets normal_query() {
  support::Query query;
  query.name = "www.example.";
  query.id = kNormalId;
  return support::encode(query);
}

bool is_normal_reply(const support::Reply& reply) {
  return reply.id == kNormalId && reply.rcode == 0 && reply.answer.size() == 1;
}

std::string fault_of(const Octets& packet, const support::Reply& reply) {
  if (!reply.qr) return "not a reply";
  if (packet.size() < 12) return "a reply to less than a header";
  if ((packet[2] & 0x80) != 0) return "a reply to a reply";
  if (reply.id != (packet[0] << 8 | packet[1])) return "an id that nobody used";
  return "";
}

// What a message says that came back.
Outcome outcome_of(const Octets& packet, const Octets& message) {
  const auto reply = support::parse_reply(message);
  if (!reply) return {"", "unreadable: " + reply.error()};
  return {support::rcode_name(reply->rcode), fault_of(packet, *reply)};
}

}  // namespace

Outcome Target::udp_outcome(const Octets& packet) {
  udp_.send(packet);
  udp_.send(normal_query());
  Outcome outcome{"silence", ""};
  for (int replies = 0; replies < 2; ++replies) {
    const auto message = udp_.receive(seconds(5));
    if (!message) return {outcome.rcode, "the normal question after it got no reply"};
    if (const auto reply = support::parse_reply(*message); reply && is_normal_reply(*reply)) return outcome;
    if (message->size() > kLargestReply) return {"", "more octets than anybody asked for"};
    outcome = outcome_of(packet, *message);
    if (!outcome.wrong.empty()) return outcome;
  }
  return {outcome.rcode, "more than one reply"};
}

Outcome Target::tcp_outcome(const Octets& packet) const {
  Outcome outcome{"silence", ""};
  support::TcpSocket socket("127.0.0.1", port_);
  if (!socket.connected()) return {"", "no connection"};
  socket.send(packet);
  socket.finish_sending();
  if (const auto message = socket.receive(seconds(5))) outcome = outcome_of(packet, *message);
  if (outcome.wrong.empty()) outcome.wrong = answers_normally(true);
  return outcome;
}

Outcome Target::over_udp(const Octets& packet) {
  Outcome outcome = udp_outcome(packet);
  if (outcome.rcode != "NOERROR") std::this_thread::sleep_for(pause_);
  return outcome;
}

Outcome Target::over_tcp(const Octets& packet) {
  Outcome outcome = tcp_outcome(packet);
  if (outcome.rcode != "NOERROR") std::this_thread::sleep_for(pause_);
  return outcome;
}

std::string Target::answers_normally(bool tcp, const std::string& source) const {
  const auto wrong_with = [](const std::optional<Octets>& message) -> std::string {
    if (!message) return "a normal question got no reply";
    const auto reply = support::parse_reply(*message);
    return reply && is_normal_reply(*reply) ? "" : "a normal question got a wrong reply";
  };
  if (tcp) {
    support::TcpSocket socket("127.0.0.1", port_, source);
    if (!socket.send(normal_query())) return "no connection for a normal question";
    return wrong_with(socket.receive(seconds(5)));
  }
  support::UdpSocket socket("127.0.0.1", port_);
  socket.send(normal_query());
  return wrong_with(socket.receive(seconds(5)));
}

}  // namespace bailiwick::hostile
