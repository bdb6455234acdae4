#include "transport/tcp_session.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace bailiwick::transport {
namespace {

constexpr std::size_t kSmallInput = 1024;   // enough for several queries; grown for longer ones
constexpr std::size_t kWriteAt = 64 << 10;  // replies that gather before they are sent
constexpr std::size_t kFinishBudget = 256 << 10;

}  // namespace

TcpSession::TcpSession(asio::ip::tcp::socket socket, const SocketAddress& peer, ConnectionTable::Ticket ticket,
                       TcpShared& shared)
    : socket_(std::move(socket)),
      peer_(peer),
      ticket_(std::move(ticket)),
      shared_(shared),
      finish_budget_(kFinishBudget),
      input_(kSmallInput) {
  boost::system::error_code ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  socket_.non_blocking(true, ignored);
  extend();
}

TcpSession::TcpSession(asio::ip::tcp::socket socket, MovedConnection moved, TcpShared& shared)
    : TcpSession(std::move(socket), moved.peer, std::move(moved.ticket), shared) {
  handed_over_ = std::move(moved.handed_over);
  end_ = moved.received.size();
  input_ = std::move(moved.received);
  make_room();
}

asio::awaitable<void> TcpSession::run() {
  for (bool open = true; open;) {
    if (!handed_over_.empty()) {
      if (shared_.handler == nullptr) co_return hand_over();
      if (!co_await handle()) break;
    }
    const Next next = answer_waiting();
    if (!send_now()) open = co_await write();
    if (!open || next == Next::Close) break;
    // The others first: by then the client may have sent more, and reading it takes one system call and no waiting.
    co_await asio::post(socket_.get_executor(), asio::use_awaitable);
    if (next == Next::Read) open = co_await read();
  }
  boost::system::error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  socket_.close(ignored);
}

void TcpSession::finish() {
  if (finishing_) return;
  finishing_ = true;
  boost::system::error_code ignored;
  if (reading_) socket_.cancel(ignored);
}

void TcpSession::close() {
  boost::system::error_code ignored;
  // A client that does not take its replies must not leave them in the kernel either: reset.
  if (writing_) socket_.set_option(asio::socket_base::linger(true, 0), ignored);
  socket_.close(ignored);
}

// Answers complete messages until there are none, the output is full, or one is for the slow path.
TcpSession::Next TcpSession::answer_waiting() {
  shared_.output.clear();
  for (;;) {
    const bool framing_holds = gather();
    const bool is_full = shared_.batch.size() == TcpBatch::kMessages;
    if (shared_.batch.size() > 0) answer();
    if (!handed_over_.empty()) return Next::Again;
    if (!framing_holds) return Next::Close;
    if (shared_.output.size() >= kWriteAt) return Next::Again;
    if (!is_full) break;
  }
  make_room();
  return Next::Read;
}

// Fills the batch with complete messages. False before one without octets: no message is that short, and one who sends
// such a thing has lost the framing.
bool TcpSession::gather() {
  shared_.batch.clear();
  while (end_ - begin_ >= 2 && shared_.batch.size() < TcpBatch::kMessages) {
    const std::size_t size = base::load16(&input_[begin_]);
    if (size == 0) return false;
    if (end_ - begin_ < 2 + size) break;
    shared_.batch.add({&input_[begin_ + 2], size}, address_octets(peer_.data()));
    begin_ += 2 + size;
  }
  return true;
}

void TcpSession::answer() {
  TcpBatch& batch = shared_.batch;
  batch.respond();
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (batch[i].route == Route::Silent) continue;
    std::vector<std::uint8_t>& to = batch[i].route == Route::Answered ? shared_.output : handed_over_;
    const base::Bytes framed = batch.framed(i);
    to.insert(to.end(), framed.begin(), framed.end());
  }
  extend();
}

// What has come in moves to the front, and the buffer becomes as large as the message that has begun.
void TcpSession::make_room() {
  if (begin_ < end_) std::memmove(input_.data(), input_.data() + begin_, end_ - begin_);  // at first there is no buffer
  end_ -= begin_;
  begin_ = 0;
  const std::size_t frame = end_ >= 2 ? 2 + std::size_t{base::load16(input_.data())} : 0;
  const std::size_t wanted = std::max(frame, kSmallInput);
  if (input_.size() < wanted) input_.resize(wanted);
  if (input_.size() > kSmallInput && end_ == 0) input_ = std::vector<std::uint8_t>(kSmallInput);
}

// Whether the kernel took all at once, as it does unless the client is behind with its reading.
bool TcpSession::send_now() {
  const std::vector<std::uint8_t>& output = shared_.output;
  if (output.empty()) return true;
  boost::system::error_code error;
  const std::size_t size = socket_.write_some(asio::buffer(output), error);
  if (!error && size == output.size()) return true;
  output_.assign(output.begin() + static_cast<std::ptrdiff_t>(size), output.end());
  return false;
}

// False when the connection is of no use any more.
asio::awaitable<bool> TcpSession::write() {
  boost::system::error_code error;
  writing_ = true;
  deadline_ = Clock::now() + shared_.idle_timeout;
  co_await asio::async_write(socket_, asio::buffer(output_), asio::redirect_error(asio::use_awaitable, error));
  writing_ = false;
  output_ = {};  // an idle connection holds on to no memory
  extend();
  co_return !error;
}

// False at the end of what the client sends.
asio::awaitable<bool> TcpSession::read() {
  if (finishing_) co_return read_without_waiting();
  boost::system::error_code error;
  reading_ = true;
  end_ += co_await socket_.async_read_some(asio::buffer(input_.data() + end_, input_.size() - end_),
                                           asio::redirect_error(asio::use_awaitable, error));
  reading_ = false;
  // Woken by finish(), not by the client: there may still be something to read.
  if (error && finishing_) co_return read_without_waiting();
  co_return !error;
}

bool TcpSession::read_without_waiting() {
  boost::system::error_code error;
  const std::size_t size = socket_.read_some(asio::buffer(input_.data() + end_, input_.size() - end_), error);
  end_ += size;
  if (error || size >= finish_budget_) return false;
  finish_budget_ -= size;
  return true;
}

// The connection leaves this thread for good.
void TcpSession::hand_over() {
  if (shared_.handover == nullptr) return close();
  boost::system::error_code error;
  Descriptor socket(socket_.release(error));
  if (error) return;
  const auto received = input_.begin() + static_cast<std::ptrdiff_t>(begin_);
  shared_.handover->take(
      MovedConnection{.socket = std::move(socket),
                      .peer = peer_,
                      .ticket = std::move(ticket_),
                      .handed_over = std::move(handed_over_),
                      .received = {received, received + static_cast<std::ptrdiff_t>(end_ - begin_)}});
}

// False when the connection is of no use any more. How long a reply may take to be made is the handler's affair.
asio::awaitable<bool> TcpSession::handle() {
  const std::vector<std::uint8_t> messages = std::exchange(handed_over_, {});
  for (std::size_t at = 0; at < messages.size() && socket_.is_open();) {
    const std::size_t size = base::load16(&messages[at]);
    const Message message{
        .octets = base::Bytes(messages).subspan(at + 2, size), .protocol = Protocol::Tcp, .client = peer_};
    deadline_ = Clock::time_point::max();
    co_await shared_.handler->handle(message, *this);
    extend();
    at += 2 + size;
  }
  co_return socket_.is_open();
}

asio::awaitable<bool> TcpSession::send(base::Bytes message) {
  std::array<std::uint8_t, 2> length{};
  base::store16(length.data(), static_cast<std::uint16_t>(message.size()));
  const std::array<asio::const_buffer, 2> framed{asio::buffer(length), asio::buffer(message.data(), message.size())};
  boost::system::error_code error;
  writing_ = true;
  extend();
  co_await asio::async_write(socket_, framed, asio::redirect_error(asio::use_awaitable, error));
  writing_ = false;
  deadline_ = Clock::time_point::max();
  co_return !error;
}

void TcpSession::extend() {
  const Clock::time_point now = Clock::now();
  deadline_ = now + shared_.idle_timeout;
  ticket_.touch(now);
}

}  // namespace bailiwick::transport
