// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

struct ssl_st;

namespace mockforge::net {

class TlsContext;

/// What came of a read or a write.
struct IoResult
{
    enum class Kind { Done, WouldBlock, Closed, Failed };
    Kind kind = Kind::Done;
    std::size_t size = 0; ///< bytes moved, when Done
};

/// An accepted connection's bytes, in clear or through TLS: owns the descriptor, never blocks, never raises
/// SIGPIPE on a thread that blocks that signal. One thread. Knows nothing of HTTP.
class Stream
{
public:
    Stream() = default;
    /// Takes the descriptor; a null `tls` means plain text.
    Stream(int descriptor, const TlsContext *tls);
    ~Stream();
    Stream(Stream &&other) noexcept;
    Stream &operator=(Stream &&other) noexcept;

    int descriptor() const noexcept { return m_descriptor; }
    bool isOpen() const noexcept { return m_descriptor >= 0; }
    bool isSecure() const noexcept { return m_ssl != nullptr; }

    /// The server's side of the TLS handshake (RFC 8446); Done at once for plain text. Failed: a bad or
    /// missing client certificate, no common version, or not TLS at all. `wantsWrite()` says what WouldBlock
    /// waits for.
    IoResult handshake();
    IoResult read(char *to, std::size_t size);
    IoResult write(std::string_view bytes);
    /// Several pieces at once, so that head and body leave in one segment without being copied together.
    IoResult writeAll(std::span<const std::string_view> pieces);
    bool wantsWrite() const noexcept { return m_wantsWrite; }
    /// Decrypted bytes are held that no readiness event will announce.
    bool hasBuffered() const noexcept;

    /// Says that nothing more will be sent: close_notify where there is TLS, then FIN.
    void shutdownWrite();
    void close();
    /// Gives the descriptor up, for plain text only.
    int release() noexcept;

private:
    IoResult tlsResult(int returned);

    int m_descriptor = -1;
    ssl_st *m_ssl = nullptr;
    bool m_wantsWrite = false;
};

} // namespace mockforge::net
