// The part of Boost.Asio that this room uses; its functions are compiled once, in transport/asio.cc. For .cc files.
#pragma once

#define BOOST_ASIO_SEPARATE_COMPILATION
#define BOOST_ASIO_NO_DEPRECATED
#include <boost/asio/buffer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

namespace bailiwick::control {
namespace asio = boost::asio;
}  // namespace bailiwick::control
