// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace mockforge::net {

/// What lies between a stream and its socket where bytes must not simply flow: it holds them back, lets few
/// of them pass, changes them, or ends the connection. It sees what TLS has not encrypted yet, or has
/// decrypted. One thread, that of its stream.
class Pipe
{
public:
    enum class End { None, Fin, Reset };

    /// What may happen now.
    struct Step
    {
        std::size_t size = 0;      ///< bytes that may move
        std::uint64_t againNs = 0; ///< when to ask again, where none may
        End end = End::None;       ///< the connection ends instead
    };

    virtual ~Pipe() = default;
    /// Whether it does anything now; asked before everything else.
    virtual bool acts() = 0;
    /// Asked before a write of `size` bytes, and again when the time that it gave has come.
    virtual Step beforeWrite(std::size_t size, std::uint64_t nowNs) = 0;
    virtual void wrote(std::size_t size, std::uint64_t nowNs) = 0;
    virtual Step beforeRead(std::size_t size, std::uint64_t nowNs) = 0;
    /// Bytes that have come in; may change them.
    virtual void read(char *bytes, std::size_t size, std::uint64_t nowNs) = 0;
    /// Whether it changes what goes out, which is copied then.
    virtual bool changesWrites() const = 0;
    /// Bytes on their way out; never the same ones twice.
    virtual void change(char *bytes, std::size_t size) = 0;
    /// How long to wait with the end of the connection.
    virtual std::uint64_t closeDelayNs() = 0;
};

} // namespace mockforge::net
