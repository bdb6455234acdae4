// The one file that knows Boost.Beast: it reads the requests, and its streams keep the time.
#include "transport/page_server.h"

#include <boost/beast/core/flat_static_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/span_body.hpp>
#include <boost/beast/http/write.hpp>
#include <exception>
#include <string_view>
#include <utility>

namespace bailiwick::transport {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;

constexpr std::string_view kPath = "/metrics";
constexpr std::size_t kLargestRequest = 8 << 10;  // octets, without a body: that is not read
constexpr auto kSessionTime = std::chrono::seconds(5);
constexpr auto kPageLasts = std::chrono::seconds(1);

using Request = http::request_parser<http::empty_body>;
using Response = http::response<http::span_body<const char>>;

http::status status_of(const Request& request) {
  const std::string_view target = request.get().target();
  const http::verb method = request.get().method();
  if (target.substr(0, target.find('?')) != kPath) return http::status::not_found;
  return method == http::verb::get || method == http::verb::head ? http::status::ok : http::status::method_not_allowed;
}

}  // namespace

struct PageServer::Session {
  beast::tcp_stream stream;
};

PageServer::PageServer(asio::io_context& context, std::string type, std::function<std::string()> make_page)
    : context_(context),
      type_(std::move(type)),
      make_page_(std::move(make_page)),
      acceptors_(context, [this](asio::ip::tcp::socket socket) { admit(std::move(socket)); }) {}

PageServer::~PageServer() = default;

void PageServer::listen(const std::string& label, Descriptor socket) {
  acceptors_.listen(label, std::move(socket));
}

void PageServer::close(const std::string& label) {
  acceptors_.close(label);
}

void PageServer::admit(asio::ip::tcp::socket socket) {
  if (sessions_.size() >= 2 * kMostSessions) return;  // those that were closed have not ended yet
  if (sessions_.size() >= kMostSessions) sessions_.front().stream.close();
  const auto session = sessions_.insert(sessions_.end(), Session{beast::tcp_stream(std::move(socket))});
  try {
    session->stream.expires_after(kSessionTime);
    asio::co_spawn(context_, serve(*session), [this, session](const std::exception_ptr&) { sessions_.erase(session); });
  } catch (const std::exception&) {
    sessions_.erase(session);  // no memory for it
  }
}

asio::awaitable<void> PageServer::serve(Session& session) {
  boost::system::error_code error;
  beast::flat_static_buffer<kLargestRequest> buffer;
  Request request;
  request.header_limit(kLargestRequest);
  co_await http::async_read_header(session.stream, buffer, request, asio::redirect_error(asio::use_awaitable, error));
  if (error) co_return;

  Response response{status_of(request), 11};
  const Page page = response.result() == http::status::ok
                        ? this->page()
                        : std::make_shared<const std::string>("GET " + std::string(kPath) + " is all there is\n");
  response.set(http::field::content_type, response.result() == http::status::ok ? type_ : "text/plain");
  if (response.result() == http::status::method_not_allowed) response.set(http::field::allow, "GET, HEAD");
  response.keep_alive(false);
  response.content_length(page->size());
  if (request.get().method() != http::verb::head) response.body() = {page->data(), page->size()};
  co_await http::async_write(session.stream, response, asio::redirect_error(asio::use_awaitable, error));
  session.stream.socket().shutdown(asio::ip::tcp::socket::shutdown_send, error);
}

PageServer::Page PageServer::page() {
  const auto now = std::chrono::steady_clock::now();
  if (page_ == nullptr || now - made_ >= kPageLasts) {
    page_ = std::make_shared<const std::string>(make_page_());
    made_ = now;
  }
  return page_;
}

}  // namespace bailiwick::transport
