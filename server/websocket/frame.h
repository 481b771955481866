// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mockforge::websocket {

/// RFC 6455 §5.2
enum class Opcode : std::uint8_t { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

/// RFC 6455 §7.4.1
namespace closecode {
inline constexpr std::uint16_t kNormal = 1000;
inline constexpr std::uint16_t kGoingAway = 1001;
inline constexpr std::uint16_t kProtocolError = 1002;
inline constexpr std::uint16_t kNoStatus = 1005; ///< never on the wire
inline constexpr std::uint16_t kAbnormal = 1006; ///< never on the wire
inline constexpr std::uint16_t kInvalidPayload = 1007;
inline constexpr std::uint16_t kPolicyViolation = 1008;
inline constexpr std::uint16_t kTooBig = 1009;
inline constexpr std::uint16_t kInternalError = 1011;
inline constexpr std::uint16_t kTryAgainLater = 1013;
/// Whether an endpoint may send the code in a Close frame.
constexpr bool maySend(int code) noexcept
{
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}
} // namespace closecode

enum class MessageKind : std::uint8_t { Text, Binary };

/// What comes out of the frames of a client.
class FrameEvents
{
public:
    virtual ~FrameEvents() = default;
    /// A whole message; the view ends with the call. Text is valid UTF-8.
    virtual void messageArrived(MessageKind kind, std::string_view payload) = 0;
    virtual void pingArrived(std::string_view payload) = 0;
    virtual void pongArrived(std::string_view payload) = 0;
    /// `code` is kNoStatus when the frame had none.
    virtual void closeArrived(std::uint16_t code, std::string_view reason) = 0;
};

/// The frames of a client, as they arrive in pieces: checks them strictly (RFC 6455 §5), unmasks, puts
/// fragments together, and fails at the first byte that cannot be part of UTF-8. A pure incremental function
/// of the bytes. Memory is bounded by the limits.
class FrameReader
{
public:
    FrameReader(std::size_t maxFrame, std::size_t maxMessage)
        : m_maxFrame(maxFrame)
        , m_maxMessage(maxMessage)
    {}

    struct Failure
    {
        std::uint16_t code = 0; ///< 0: none
        std::string_view why;
    };

    /// Takes the bytes, which it unmasks in place. Stops at a failure and at a Close frame; what follows is
    /// ignored.
    Failure feed(char *data, std::size_t size, FrameEvents &events);
    /// Called by an event: feed() returns after it, and unread() bytes at its end are to be fed again.
    void stop() noexcept { m_stopped = true; }
    std::size_t unread() const noexcept { return m_unread; }

private:
    Failure readHead(char *&data, std::size_t &size);
    Failure checkHead();
    Failure payload(char *&data, std::size_t &size, FrameEvents &events);
    Failure frameEnded(std::string_view whole, FrameEvents &events);
    Failure controlEnded(std::string_view content, FrameEvents &events);

    std::size_t m_maxFrame;
    std::size_t m_maxMessage;
    unsigned char m_head[14] = {};
    std::size_t m_headSize = 0;
    bool m_hasHead = false;
    bool m_fin = false;
    Opcode m_opcode = Opcode::Text;
    std::uint64_t m_left = 0; ///< bytes of the payload still to come
    std::size_t m_maskAt = 0;
    unsigned char m_mask[4] = {};
    bool m_inMessage = false; ///< fragments have begun
    MessageKind m_kind = MessageKind::Text;
    std::string m_message;
    std::size_t m_validTo = 0; ///< of m_message, when it is text
    std::string m_control;
    bool m_closed = false;
    bool m_stopped = false;
    std::size_t m_unread = 0;
};

/// Appends one unmasked frame, as a server sends it.
void appendFrame(std::string &out, Opcode opcode, std::string_view payload, bool fin = true);
/// The payload of one whole frame that appendFrame() made.
std::string_view payloadOf(std::string_view frame) noexcept;
/// A Close frame; the reason is cut to what fits (123 bytes), at a character's end. Code 0: without a body.
void appendClose(std::string &out, std::uint16_t code, std::string_view reason);

/// Whether text that is valid up to `validTo` can still become valid UTF-8; moves `validTo` to the end, or to
/// the beginning of a character whose last bytes are missing.
bool continuesUtf8(std::string_view text, std::size_t &validTo) noexcept;
bool isValidUtf8(std::string_view text) noexcept;

} // namespace mockforge::websocket
