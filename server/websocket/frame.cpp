// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/websocket/frame.h"

#include <algorithm>
#include <cstring>

namespace mockforge::websocket {

namespace {

constexpr std::size_t kMaxControl = 125;
/// A long message's memory grows with what has arrived, not with what its head promises.
constexpr std::size_t kReserve = 256 * 1024;
constexpr std::string_view kNotUtf8 = "a text message is not UTF-8";

bool isControl(Opcode opcode) noexcept
{
    return static_cast<unsigned>(opcode) >= 8;
}

void unmask(char *data, std::size_t size, const unsigned char mask[4], std::size_t at) noexcept
{
    unsigned char rotated[8];
    for (std::size_t i = 0; i < 8; ++i)
        rotated[i] = mask[(at + i) & 3U];
    std::uint64_t wide = 0;
    std::memcpy(&wide, rotated, 8);
    std::size_t i = 0;
    for (; i + 8 <= size; i += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, data + i, 8);
        word ^= wide;
        std::memcpy(data + i, &word, 8);
    }
    for (; i < size; ++i)
        data[i] = static_cast<char>(static_cast<unsigned char>(data[i]) ^ rotated[i & 7U]);
}

std::size_t extraLength(unsigned char second) noexcept
{
    const unsigned length = second & 0x7FU;
    return length == 126 ? 2 : length == 127 ? 8 : 0;
}

} // namespace

FrameReader::Failure FrameReader::feed(char *data, std::size_t size, FrameEvents &events)
{
    m_stopped = false;
    m_unread = 0;
    while (!m_closed && !m_stopped && (size > 0 || (m_hasHead && m_left == 0))) {
        if (!m_hasHead) {
            if (const Failure failure = readHead(data, size); failure.code != 0)
                return failure;
            if (!m_hasHead)
                return {};
        }
        if (const Failure failure = payload(data, size, events); failure.code != 0)
            return failure;
    }
    m_unread = m_closed ? 0 : size;
    return {};
}

FrameReader::Failure FrameReader::readHead(char *&data, std::size_t &size)
{
    for (;;) {
        const std::size_t wanted = m_headSize < 2 ? 2 : 2 + extraLength(m_head[1]) + 4;
        const std::size_t take = std::min(wanted - m_headSize, size);
        std::memcpy(m_head + m_headSize, data, take);
        m_headSize += take;
        data += take;
        size -= take;
        if (m_headSize < wanted)
            return {};
        if (wanted == 2) {
            // An unmasked frame has no mask to wait for: it fails here.
            if ((m_head[1] & 0x80U) == 0)
                return {closecode::kProtocolError, "a client's frames must be masked"};
            continue;
        }
        m_headSize = 0;
        m_hasHead = true;
        return checkHead();
    }
}

FrameReader::Failure FrameReader::checkHead()
{
    const unsigned code = m_head[0] & 0x0FU;
    m_fin = (m_head[0] & 0x80U) != 0;
    if ((m_head[0] & 0x70U) != 0)
        return {closecode::kProtocolError, "a reserved bit is set and no extension was agreed on"};
    if ((code > 2 && code < 8) || code > 10)
        return {closecode::kProtocolError, "unknown opcode"};
    m_opcode = static_cast<Opcode>(code);
    const std::size_t extra = extraLength(m_head[1]);
    std::uint64_t length = m_head[1] & 0x7FU;
    if (extra > 0) {
        length = 0;
        for (std::size_t i = 0; i < extra; ++i)
            length = (length << 8U) | m_head[2 + i];
        if (length < (extra == 2 ? 126U : 65536U) || (length >> 63U) != 0)
            return {closecode::kProtocolError, "the payload's length is not in its shortest form"};
    }
    std::memcpy(m_mask, m_head + 2 + extra, 4);
    m_maskAt = 0;
    m_left = length;
    if (isControl(m_opcode)) {
        m_control.clear();
        return !m_fin || length > kMaxControl
                   ? Failure{closecode::kProtocolError, "a control frame is whole and has 125 bytes at most"}
                   : Failure{};
    }
    if ((m_opcode == Opcode::Continuation) != m_inMessage)
        return {closecode::kProtocolError,
                m_inMessage ? "a new message begins inside of a fragmented one" : "nothing to continue"};
    if (length > m_maxFrame)
        return {closecode::kTooBig, "the frame is larger than allowed"};
    if (m_message.size() + length > m_maxMessage)
        return {closecode::kTooBig, "the message is larger than allowed"};
    if (m_opcode != Opcode::Continuation)
        m_kind = m_opcode == Opcode::Text ? MessageKind::Text : MessageKind::Binary;
    m_inMessage = true;
    return {};
}

FrameReader::Failure FrameReader::payload(char *&data, std::size_t &size, FrameEvents &events)
{
    const std::size_t take = static_cast<std::size_t>(std::min<std::uint64_t>(m_left, size));
    unmask(data, take, m_mask, m_maskAt);
    const std::string_view piece(data, take);
    data += take;
    size -= take;
    m_maskAt += take;
    m_left -= take;
    const bool control = isControl(m_opcode);
    const bool whole = m_left == 0 && m_fin && !control && m_message.empty();
    if (control) {
        m_control += piece;
    } else if (!whole) {
        if (m_message.capacity() < m_message.size() + take)
            m_message.reserve(
                m_message.size() +
                std::max(take, static_cast<std::size_t>(std::min<std::uint64_t>(m_left, kReserve))));
        m_message += piece;
        if (m_kind == MessageKind::Text && !continuesUtf8(m_message, m_validTo))
            return {closecode::kInvalidPayload, kNotUtf8};
    }
    if (m_left > 0)
        return {};
    m_hasHead = false;
    return control ? controlEnded(m_control, events)
                   : frameEnded(whole ? piece : std::string_view(m_message), events);
}

FrameReader::Failure FrameReader::frameEnded(std::string_view whole, FrameEvents &events)
{
    if (!m_fin)
        return {};
    m_inMessage = false;
    const bool collected = whole.data() == m_message.data();
    if (m_kind == MessageKind::Text && (collected ? m_validTo < whole.size() : !isValidUtf8(whole)))
        return {closecode::kInvalidPayload, kNotUtf8};
    m_validTo = 0;
    events.messageArrived(m_kind, whole);
    m_message.clear();
    if (m_message.capacity() > kReserve)
        m_message.shrink_to_fit();
    return {};
}

FrameReader::Failure FrameReader::controlEnded(std::string_view content, FrameEvents &events)
{
    if (m_opcode == Opcode::Ping) {
        events.pingArrived(content);
    } else if (m_opcode == Opcode::Pong) {
        events.pongArrived(content);
    } else {
        m_closed = true;
        if (content.size() == 1)
            return {closecode::kProtocolError, "a close code has two bytes"};
        if (content.empty()) {
            events.closeArrived(closecode::kNoStatus, {});
            return {};
        }
        const auto byte = [&](std::size_t i) {
            return static_cast<unsigned>(static_cast<unsigned char>(content[i]));
        };
        const auto code = static_cast<std::uint16_t>(byte(0) << 8U | byte(1));
        if (!closecode::maySend(code))
            return {closecode::kProtocolError, "this close code must not be sent"};
        if (!isValidUtf8(content.substr(2)))
            return {closecode::kInvalidPayload, "the reason of a close is not UTF-8"};
        events.closeArrived(code, content.substr(2));
    }
    return {};
}

void appendFrame(std::string &out, Opcode opcode, std::string_view payload, bool fin)
{
    char head[10];
    std::size_t size = 2;
    head[0] = static_cast<char>((fin ? 0x80U : 0U) | static_cast<unsigned>(opcode));
    const auto big = [&](std::size_t bytes) {
        for (std::size_t i = 0; i < bytes; ++i)
            head[2 + i] = static_cast<char>((payload.size() >> (8 * (bytes - 1 - i))) & 0xFFU);
        size += bytes;
    };
    if (payload.size() < 126) {
        head[1] = static_cast<char>(payload.size());
    } else if (payload.size() < 65536) {
        head[1] = 126;
        big(2);
    } else {
        head[1] = 127;
        big(8);
    }
    out.append(head, size);
    out += payload;
}

std::string_view payloadOf(std::string_view frame) noexcept
{
    return frame.substr(2 + extraLength(static_cast<unsigned char>(frame[1])));
}

void appendClose(std::string &out, std::uint16_t code, std::string_view reason)
{
    std::string payload;
    if (code != 0) {
        payload += static_cast<char>(code >> 8U);
        payload += static_cast<char>(code & 0xFFU);
        std::size_t fits = std::min(reason.size(), kMaxControl - 2);
        while (fits > 0 && fits < reason.size() &&
               (static_cast<unsigned char>(reason[fits]) & 0xC0U) == 0x80U)
            --fits;
        payload += reason.substr(0, fits);
    }
    appendFrame(out, Opcode::Close, payload);
}

bool continuesUtf8(std::string_view text, std::size_t &validTo) noexcept
{
    const auto *const begin = reinterpret_cast<const unsigned char *>(text.data());
    const auto *p = begin + validTo;
    const auto *const end = begin + text.size();
    while (p < end) {
        std::uint64_t word = 0;
        while (end - p >= 8) {
            std::memcpy(&word, p, 8);
            if ((word & 0x8080808080808080ULL) != 0)
                break;
            p += 8;
        }
        if (p == end)
            break;
        const unsigned c = *p;
        if (c < 0x80) {
            ++p;
            continue;
        }
        if (c < 0xC2 || c > 0xF4)
            return false;
        const std::ptrdiff_t length = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
        const std::ptrdiff_t there = std::min(length, end - p);
        // The second byte alone tells overlong forms, surrogates and what lies beyond U+10FFFF.
        const unsigned low = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
        const unsigned high = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
        if (there > 1 && (p[1] < low || p[1] > high))
            return false;
        for (std::ptrdiff_t i = 2; i < there; ++i) {
            if ((p[i] & 0xC0U) != 0x80U)
                return false;
        }
        if (there < length)
            break;
        p += length;
    }
    validTo = static_cast<std::size_t>(p - begin);
    return true;
}

bool isValidUtf8(std::string_view text) noexcept
{
    std::size_t validTo = 0;
    return continuesUtf8(text, validTo) && validTo == text.size();
}

} // namespace mockforge::websocket
