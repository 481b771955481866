// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// A blocking TCP client for tests: sends exactly what it is told and shows exactly what came back.
class RawClient
{
public:
    enum class End { Data, Fin, Reset, Timeout };

    explicit RawClient(std::uint16_t port);
    ~RawClient();
    RawClient(const RawClient &) = delete;
    RawClient &operator=(const RawClient &) = delete;

    bool send(std::string_view bytes);
    /// Reads until `size` bytes are there, the text occurs, or the server ends the connection.
    std::string readUntil(std::string_view text, int timeoutMs = 5000);
    std::string readSize(std::size_t size, int timeoutMs = 5000);
    /// All that comes until the server closes; end() says how.
    std::string readAll(int timeoutMs = 5000);
    /// One reply with a Content-Length.
    std::string readReply(int timeoutMs = 5000);
    End end() const { return m_end; }
    void shutdownWrite();
    void close();
    /// Closes with a TCP reset.
    void reset();
    int descriptor() const { return m_descriptor; }

private:
    bool fill(int timeoutMs);
    std::string take(std::size_t size);

    int m_descriptor = -1;
    std::string m_buffer;
    End m_end = End::Data;
};
