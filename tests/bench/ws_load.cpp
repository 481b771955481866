// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Load for a WebSocket echo server: connections that each keep a number of small text messages under way. One
// thread of epoll, the frames made beforehand and the replies only counted, so that the server is what is
// measured.
//
//   ws_load PORT PATH CONNECTIONS DEPTH SECONDS   prints echoes per second
//   ws_load PORT PATH CONNECTIONS hold            connects, prints "open", and holds the connections until
//   its input ends

#include <arpa/inet.h>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <netinet/tcp.h>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view kMessage = "{\"id\":42,\"name\":\"Lamp\",\"price\":9}";
constexpr std::size_t kReply = 2 + kMessage.size();
static_assert(kMessage.size() < 126);

struct Connection
{
    int descriptor = -1;
    std::size_t partial = 0; ///< bytes of a reply that is not whole yet
};

[[noreturn]] void fail(const char *what)
{
    std::perror(what);
    std::exit(1);
}

std::string maskedFrame()
{
    const unsigned char mask[4] = {0x12, 0x34, 0x56, 0x78};
    std::string frame{static_cast<char>(0x81), static_cast<char>(0x80 | kMessage.size())};
    for (const unsigned char byte : mask)
        frame += static_cast<char>(byte);
    for (std::size_t i = 0; i < kMessage.size(); ++i)
        frame += static_cast<char>(static_cast<unsigned char>(kMessage[i]) ^ mask[i % 4]);
    return frame;
}

int connectTo(int port, const std::string &path)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (descriptor < 0 || ::connect(descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        fail("connect");
    const int one = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    const std::string request =
        "GET " + path +
        " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    if (::send(descriptor, request.data(), request.size(), 0) != static_cast<ssize_t>(request.size()))
        fail("send");
    std::string reply;
    while (!reply.ends_with("\r\n\r\n")) {
        char byte = 0;
        if (::recv(descriptor, &byte, 1, 0) != 1)
            fail("the handshake's reply");
        reply += byte;
    }
    if (!reply.starts_with("HTTP/1.1 101 "))
        fail("the handshake was refused");
    return descriptor;
}

class Load
{
public:
    Load(int port, const std::string &path, int connections, std::size_t depth)
        : m_epoll(::epoll_create1(0))
        , m_frame(maskedFrame())
    {
        for (std::size_t i = 0; i < depth; ++i)
            m_frames += m_frame;
        m_connections.resize(static_cast<std::size_t>(connections));
        for (Connection &connection : m_connections) {
            connection.descriptor = connectTo(port, path);
            epoll_event event{};
            event.events = EPOLLIN;
            event.data.ptr = &connection;
            if (::epoll_ctl(m_epoll, EPOLL_CTL_ADD, connection.descriptor, &event) != 0)
                fail("epoll_ctl");
        }
    }

    double run(double seconds)
    {
        for (Connection &connection : m_connections)
            send(connection, m_frames.size());
        const auto begun = Clock::now();
        const auto end = begun + std::chrono::duration<double>(seconds);
        while (Clock::now() < end) {
            epoll_event events[64];
            const int count = ::epoll_wait(m_epoll, events, 64, 1000);
            for (int i = 0; i < count; ++i)
                receive(*static_cast<Connection *>(events[i].data.ptr));
        }
        return static_cast<double>(m_echoes) / std::chrono::duration<double>(Clock::now() - begun).count();
    }

private:
    void send(Connection &connection, std::size_t bytes)
    {
        // A socket that takes the few kilobytes of a connection's messages at once: the server has read the
        // ones before.
        if (::send(connection.descriptor, m_frames.data(), bytes, MSG_NOSIGNAL) !=
            static_cast<ssize_t>(bytes))
            fail("send");
    }

    void receive(Connection &connection)
    {
        const ssize_t size = ::recv(connection.descriptor, m_buffer, sizeof m_buffer, 0);
        if (size <= 0)
            fail("recv");
        // A reply begins where the one before it ended; its first byte tells a text frame from anything else.
        const std::size_t first = connection.partial == 0 ? 0 : kReply - connection.partial;
        if (first < static_cast<std::size_t>(size) && static_cast<unsigned char>(m_buffer[first]) != 0x81)
            fail("this is no echo");
        connection.partial += static_cast<std::size_t>(size);
        const std::size_t whole = connection.partial / kReply;
        connection.partial %= kReply;
        m_echoes += whole;
        if (whole > 0)
            send(connection, whole * m_frame.size());
    }

    int m_epoll;
    std::string m_frame;
    std::string m_frames; ///< as many as are under way on one connection
    std::vector<Connection> m_connections;
    std::uint64_t m_echoes = 0;
    char m_buffer[65536];
};

} // namespace

int main(int argc, char **argv)
{
    if (argc < 5) {
        std::fputs("ws_load PORT PATH CONNECTIONS DEPTH SECONDS | ws_load PORT PATH CONNECTIONS hold\n",
                   stderr);
        return 2;
    }
    const bool hold = std::strcmp(argv[4], "hold") == 0;
    Load load(std::atoi(argv[1]), argv[2], std::atoi(argv[3]),
              hold ? 0 : static_cast<std::size_t>(std::atoi(argv[4])));
    if (hold) {
        std::puts("open");
        std::fflush(stdout);
        while (std::getchar() != EOF) {
        }
        return 0;
    }
    std::printf("%.0f\n", load.run(argc > 5 ? std::atof(argv[5]) : 4));
    return 0;
}
