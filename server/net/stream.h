// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/flawedcertificate.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

struct ssl_st;

namespace mockforge::net {

class Gate;
class Pipe;
class TlsContext;
class Watcher;
class Worker;

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
    Stream();
    /// Takes the descriptor; a null `tls` means plain text. `flaw`: of the certificate that is shown.
    Stream(int descriptor, const TlsContext *tls, Flaw flaw = Flaw::None);
    ~Stream();
    Stream(Stream &&other) noexcept;
    Stream &operator=(Stream &&other) noexcept;

    /// Puts a pipe between the stream and its socket; null for none. attach() comes after it.
    void setPipe(std::unique_ptr<Pipe> pipe);
    /// Who is woken when bytes that were held may move on; again after the stream has moved to another owner.
    void attach(Worker &worker, Watcher &watcher);
    /// Skips `skip` bytes of what is written from now on, and lets the next `bytes` out in slices.
    void pace(std::uint64_t skip, std::uint64_t bytes, std::size_t slice, std::uint64_t gapNs);
    /// The readiness that must not be asked for now, because bytes are held.
    std::uint32_t heldEvents() const noexcept;
    /// How long to wait with the end of the connection.
    std::uint64_t closeDelayNs() const;
    /// From now on close() sends RST (RFC 9293 §3.10.7), and what was not sent is lost.
    void resetOnClose() noexcept;
    /// Bytes that the client's kernel has not acknowledged.
    std::size_t unacknowledged() const noexcept;

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

private:
    IoResult tlsResult(int returned);
    IoResult writeNow(std::string_view bytes);
    IoResult readNow(char *to, std::size_t size);
    IoResult gatedWrite(std::string_view bytes);
    IoResult gatedRead(char *to, std::size_t size);
    IoResult ended(bool reset);

    int m_descriptor = -1;
    ssl_st *m_ssl = nullptr;
    bool m_wantsWrite = false;
    std::unique_ptr<Gate> m_gate; ///< null: bytes flow
    Worker *m_worker = nullptr;
    Watcher *m_watcher = nullptr;
    std::size_t m_pendingWrite = 0; ///< TLS wants a write of at least so many bytes again
};

} // namespace mockforge::net
