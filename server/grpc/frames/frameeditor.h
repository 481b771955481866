// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/faults/frameeffect.h"
#include "server/grpc/frames/headerblocks.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mockforge::grpc {

/// The head of a frame (RFC 9113 §4.1).
struct FrameHead
{
    std::uint32_t length = 0; ///< of the payload
    std::uint8_t type = 0;
    std::uint8_t flags = 0;
    std::uint32_t stream = 0;
};

/// Where one direction of a connection is among its frames.
struct FrameCursor
{
    FrameHead head;
    std::string bytes;    ///< of the head, as they came
    std::size_t left = 0; ///< bytes of the payload that are still to come
    std::string begun;    ///< of the next head

    /// Takes the next head off the input; false: it is not complete yet.
    bool next(std::string_view &input);
};

/// Follows the frames of one connection between a client and the gRPC library, and does to them what the
/// library cannot be told: see frameorder.h. Until the first order it changes nothing; from then on it
/// writes the header blocks itself, since the client's table no longer equals the library's (RFC 7541
/// §2.3.2). What it cannot read passes unchanged. One thread.
class FrameEditor
{
public:
    /// Bytes from the client, from its preface on; they are looked at only.
    void up(std::string_view bytes);
    /// Bytes of the library's; gives what the client gets instead, valid until the next call.
    std::string_view down(std::string_view bytes);

private:
    enum class Part { Pass, Gather, Drop };

    void beginFrame();
    Part partOf(const FrameHead &head);
    void take(std::string_view payload);
    void endOfFrame();
    void endOfBlock();
    void lose();
    void apply(const chaos::FrameEffect &effect);
    bool isSilenced(std::uint32_t stream) const;
    void writeFrame(std::uint8_t type, std::uint8_t flags, std::uint32_t stream, std::string_view payload);
    void writeFields();
    void goAway(const chaos::FrameEffect &effect);

    static constexpr std::uint32_t kAllStreams = 0x7fff'ffff;

    std::size_t m_preface = 0; ///< bytes of the client's preface that have passed
    FrameCursor m_up;
    std::uint32_t m_newest = 0; ///< the client's last stream

    FrameCursor m_down;
    bool m_inFrame = false;
    Part m_part = Part::Pass;
    std::string m_out;
    std::string m_raw;     ///< frames of a header block as they came
    std::string m_payload; ///< of the frame at hand
    std::string m_block;
    FrameHead m_blockHead; ///< of the frame that began the block
    HeaderReader m_reader;
    std::optional<HeaderWriter> m_writer; ///< none: the library's blocks pass
    std::vector<HeaderField> m_fields;
    bool m_lost = false;                       ///< a block could not be read
    std::uint32_t m_lastAllowed = kAllStreams; ///< streams above have been declared unprocessed
    std::vector<std::uint32_t> m_reset;        ///< streams that we have reset, the last ones
};

} // namespace mockforge::grpc
