// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/listensocket.h"

#include "server/net/portowner.h"

#include <cerrno>
#include <cstring>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace mockforge::net {

namespace {

constexpr int kBacklog = 4096;
constexpr int kPortsToTry = 100;

using AddressList = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

std::string where(const std::string &host, std::uint16_t port)
{
    const bool v6 = host.find(':') != std::string::npos;
    return (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

Result<AddressList> resolve(const std::string &host, std::uint16_t port)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    addrinfo *list = nullptr;
    const int failure = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &list);
    if (failure != 0) {
        return Error{"bad_address", "cannot listen on '" + host + "': " + ::gai_strerror(failure),
                     "Give an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them."};
    }
    return AddressList(list, &::freeaddrinfo);
}

/// IPv4 first: "localhost" means 127.0.0.1 to most of the clients that are pointed at a mock.
const addrinfo *preferred(const addrinfo *list) noexcept
{
    for (const addrinfo *item = list; item; item = item->ai_next) {
        if (item->ai_family == AF_INET)
            return item;
    }
    return list;
}

std::string describeOwner(const control::PortOwner &owner)
{
    if (owner.pid == 0)
        return "Another program holds it. Stop that program or choose another port.";
    return "It is held by " + (owner.process.empty() ? std::string("a process") : owner.process) + " (pid " +
           std::to_string(owner.pid) + "). Stop it or choose another port.";
}

Error bindError(int cause, const std::string &host, std::uint16_t port)
{
    const std::string reason = std::strerror(cause);
    if (cause == EADDRINUSE)
        return {"port_in_use", "port " + std::to_string(port) + " on " + host + " is in use",
                describeOwner(findPortOwner(port))};
    if (cause == EACCES || cause == EPERM)
        return {"no_permission", "no permission to listen on " + where(host, port) + ": " + reason,
                "Ports below 1024 need privileges. Choose a port above 1023."};
    return {"bad_address", "cannot listen on " + where(host, port) + ": " + reason,
            "Give an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them."};
}

void setReuse(int descriptor) noexcept
{
    const int on = 1;
    ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
}

std::uint16_t boundPort(int descriptor)
{
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    void *raw = &address;
    if (::getsockname(descriptor, static_cast<sockaddr *>(raw), &size) != 0)
        return 0;
    if (address.ss_family == AF_INET)
        return ntohs(static_cast<sockaddr_in *>(raw)->sin_port);
    return ntohs(static_cast<sockaddr_in6 *>(raw)->sin6_port);
}

} // namespace

ListenSocket::~ListenSocket()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

ListenSocket::ListenSocket(ListenSocket &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_port(other.m_port)
{}

ListenSocket &ListenSocket::operator=(ListenSocket &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_port, other.m_port);
    return *this;
}

Result<ListenSocket> ListenSocket::open(const std::string &host, std::uint16_t port)
{
    auto addresses = resolve(host, port);
    if (!addresses)
        return addresses.error();
    const addrinfo *address = preferred(addresses.value().get());
    ListenSocket result;
    result.m_descriptor = ::socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (result.m_descriptor < 0)
        return bindError(errno, host, port);
    setReuse(result.m_descriptor);
    const int off = 0;
    if (address->ai_family == AF_INET6)
        ::setsockopt(result.m_descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    if (::bind(result.m_descriptor, address->ai_addr, address->ai_addrlen) != 0)
        return bindError(errno, host, port);
    result.m_port = boundPort(result.m_descriptor);
    // A port that the kernel chose is given back when the socket stops listening; one that was asked for is
    // kept. The one that is bound here keeps it free until then.
    if (port == 0 && result.m_port != 0)
        return open(host, result.m_port);
    if (::listen(result.m_descriptor, kBacklog) != 0)
        return bindError(errno, host, port);
    return result;
}

bool ListenSocket::listenAgain() noexcept
{
    setReuse(m_descriptor);
    return ::listen(m_descriptor, kBacklog) == 0;
}

std::uint16_t findFreePort(const std::string &host, std::uint16_t near)
{
    for (int i = 1; i <= kPortsToTry && near > 0 && near + i <= 65535; ++i) {
        if (const auto socket = ListenSocket::open(host, static_cast<std::uint16_t>(near + i)); socket)
            return socket.value().port();
        else if (socket.error().code == "bad_address")
            return 0;
    }
    const auto socket = ListenSocket::open(host, 0);
    return socket ? socket.value().port() : std::uint16_t{0};
}

} // namespace mockforge::net
