// The one door to Boost.Asio: all of it that Bailiwick uses, compiled once (asio.cc) and not in every file.
// Include it from .cc files, acceptors.h, guarded_run.h, message_handler.h, tcp.h and page_server.h only; other headers
// of this room stay free of it.
#pragma once

#define BOOST_ASIO_SEPARATE_COMPILATION
#define BOOST_ASIO_NO_DEPRECATED
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

namespace bailiwick::transport {
namespace asio = boost::asio;
}  // namespace bailiwick::transport
