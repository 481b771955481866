// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace mockforge::chaos {

/// What becomes of the HTTP/2 frames of a gRPC call.
struct FrameEffect
{
    enum class Kind {
        MissingTrailers, ///< the stream ends without the call's status (RFC 9113 §8.1)
        ResetStream,     ///< RST_STREAM takes the place of the end (RFC 9113 §6.4)
        GoAway,          ///< the connection takes no further streams (RFC 9113 §6.8)
    };
    Kind kind = Kind::MissingTrailers;
    std::uint32_t code = 0;   ///< error code (RFC 9113 §7)
    bool unprocessed = false; ///< GoAway: this stream and later ones are declared not processed
    std::string debug;        ///< GoAway: additional debug data
};

} // namespace mockforge::chaos
