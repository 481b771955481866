// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace mockforge::exchange {

/// How a reply is put on the wire where it must not simply arrive whole. Made by faults, carried out by the
/// connection.
struct Delivery
{
    enum class End { AsUsual, Fin, Reset, Hang };

    std::optional<std::string> instead;   ///< these bytes in place of the framed reply
    std::optional<std::size_t> bodyBytes; ///< the body ends here; its Content-Length still tells the whole
    bool badChunk = false;                ///< chunked, with a size in the middle that is none
    End end = End::AsUsual;               ///< what follows the last byte
    std::size_t sliceBytes = 0;           ///< 0: not paced
    std::uint64_t gapNs = 0;              ///< between two slices
    bool paceHead = false;                ///< the head is paced; otherwise the body is
};

} // namespace mockforge::exchange
