// The compiled part of Boost.Asio.
#include "transport/asio.h"

#include <boost/asio/impl/src.hpp>
