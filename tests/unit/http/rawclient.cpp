// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rawclient.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstdlib>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

RawClient::RawClient(std::uint16_t port)
{
    m_descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    void *raw = &address;
    if (::connect(m_descriptor, static_cast<sockaddr *>(raw), sizeof address) != 0)
        m_end = End::Reset;
}

RawClient::~RawClient()
{
    close();
}

bool RawClient::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(m_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool RawClient::fill(int timeoutMs)
{
    if (m_end != End::Data)
        return false;
    pollfd waiting{m_descriptor, POLLIN, 0};
    if (::poll(&waiting, 1, timeoutMs) <= 0) {
        m_end = End::Timeout;
        return false;
    }
    std::array<char, 65536> bytes;
    const ssize_t size = ::recv(m_descriptor, bytes.data(), bytes.size(), 0);
    if (size <= 0) {
        m_end = size == 0 ? End::Fin : End::Reset;
        return false;
    }
    m_buffer.append(bytes.data(), static_cast<std::size_t>(size));
    return true;
}

std::string RawClient::take(std::size_t size)
{
    std::string result = m_buffer.substr(0, size);
    m_buffer.erase(0, size);
    return result;
}

std::string RawClient::readUntil(std::string_view text, int timeoutMs)
{
    std::size_t found = 0;
    while ((found = m_buffer.find(text)) == std::string::npos && fill(timeoutMs)) {
    }
    return take(found == std::string::npos ? m_buffer.size() : found + text.size());
}

std::string RawClient::readSize(std::size_t size, int timeoutMs)
{
    while (m_buffer.size() < size && fill(timeoutMs)) {
    }
    return take(std::min(size, m_buffer.size()));
}

std::string RawClient::readAll(int timeoutMs)
{
    while (fill(timeoutMs)) {
    }
    return take(m_buffer.size());
}

std::string RawClient::readReply(int timeoutMs)
{
    std::string head = readUntil("\r\n\r\n", timeoutMs);
    const std::size_t length = head.find("Content-Length: ");
    if (length == std::string::npos)
        return head;
    return head + readSize(static_cast<std::size_t>(std::atol(head.c_str() + length + 16)), timeoutMs);
}

void RawClient::shutdownWrite()
{
    ::shutdown(m_descriptor, SHUT_WR);
}

void RawClient::close()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
}

void RawClient::reset()
{
    const linger now{1, 0};
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close();
}
