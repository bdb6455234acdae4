#include "transport/tcp_session.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace bailiwick::transport {
namespace {

constexpr std::size_t kSmallInput = 1024;     // enough for several queries; grown for longer ones
constexpr std::size_t kWriteAt = 64 << 10;    // replies that gather before they are sent
constexpr std::size_t kKeptOutput = 4 << 10;  // memory that an idle connection may hold on to
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
  extend();
}

asio::awaitable<void> TcpSession::run() {
  for (bool open = true; open;) {
    const Next next = answer_waiting();
    if (!output_.empty()) open = co_await write();
    if (!open || next == Next::Close) break;
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

// Answers complete messages until there are none or the output is full.
TcpSession::Next TcpSession::answer_waiting() {
  while (end_ - begin_ >= 2) {
    const std::size_t size = base::load16(&input_[begin_]);
    // No message is that short, and one who sends such a thing has lost the framing.
    if (size == 0) return Next::Close;
    if (end_ - begin_ < 2 + size) break;
    answer({&input_[begin_ + 2], size});
    begin_ += 2 + size;
    extend();
    if (output_.size() >= kWriteAt) return Next::Write;
  }
  make_room();
  return Next::Read;
}

void TcpSession::answer(std::span<const std::uint8_t> query) {
  std::vector<std::uint8_t>& scratch = shared_.scratch;
  std::memcpy(&scratch[2], query.data(), query.size());
  Exchange exchange{.buffer = base::MutableBytes(scratch).subspan(2),
                    .query_size = query.size(),
                    .reply_size = 0,
                    .protocol = Protocol::Tcp,
                    .client = address_octets(peer_.data())};
  shared_.responder.respond({&exchange, 1});
  if (exchange.reply_size == 0) return;
  base::store16(scratch.data(), static_cast<std::uint16_t>(exchange.reply_size));
  output_.insert(output_.end(), scratch.data(), scratch.data() + 2 + exchange.reply_size);
}

// What has come in moves to the front, and the buffer becomes as large as the message that has begun.
void TcpSession::make_room() {
  std::memmove(input_.data(), input_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  const std::size_t frame = end_ >= 2 ? 2 + std::size_t{base::load16(input_.data())} : 0;
  const std::size_t wanted = std::max(frame, kSmallInput);
  if (input_.size() < wanted) input_.resize(wanted);
  if (input_.size() > kSmallInput && end_ == 0) input_ = std::vector<std::uint8_t>(kSmallInput);
}

// False when the connection is of no use any more.
asio::awaitable<bool> TcpSession::write() {
  boost::system::error_code error;
  writing_ = true;
  deadline_ = Clock::now() + shared_.idle_timeout;
  co_await asio::async_write(socket_, asio::buffer(output_), asio::redirect_error(asio::use_awaitable, error));
  writing_ = false;
  output_.clear();
  if (output_.capacity() > kKeptOutput) output_ = {};
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
  socket_.non_blocking(true, error);
  if (error) return false;
  const std::size_t size = socket_.read_some(asio::buffer(input_.data() + end_, input_.size() - end_), error);
  end_ += size;
  if (error || size >= finish_budget_) return false;
  finish_budget_ -= size;
  return true;
}

void TcpSession::extend() {
  deadline_ = Clock::now() + shared_.idle_timeout;
  ticket_.touch();
}

}  // namespace bailiwick::transport
