// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/frames/frameeditor.h"

#include "server/grpc/frames/frameorder.h"

#include <algorithm>
#include <utility>

namespace mockforge::grpc {

namespace {

constexpr std::size_t kPrefaceSize = 24; // RFC 9113 §3.4
constexpr std::size_t kHeadSize = 9;
/// What every client takes (SETTINGS_MAX_FRAME_SIZE, RFC 9113 §6.5.2).
constexpr std::size_t kMostPayload = 16'384;
/// Streams of which the library may still have something to say after we have reset them.
constexpr std::size_t kMostReset = 256;

constexpr std::uint8_t kData = 0;
constexpr std::uint8_t kHeaders = 1;
constexpr std::uint8_t kRstStream = 3;
constexpr std::uint8_t kGoAway = 7;
constexpr std::uint8_t kContinuation = 9;

constexpr std::uint8_t kEndStream = 0x1;
constexpr std::uint8_t kEndHeaders = 0x4;
constexpr std::uint8_t kPadded = 0x8;
constexpr std::uint8_t kPriority = 0x20;

std::uint32_t bigEndian(std::string_view bytes)
{
    std::uint32_t number = 0;
    for (const char c : bytes)
        number = number << 8 | static_cast<unsigned char>(c);
    return number;
}

void appendBigEndian(std::string &out, std::uint32_t number, int bytes)
{
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
        out += static_cast<char>(number >> shift & 0xff);
}

void writeHead(std::string &out, const FrameHead &head)
{
    appendBigEndian(out, head.length, 3);
    out += static_cast<char>(head.type);
    out += static_cast<char>(head.flags);
    appendBigEndian(out, head.stream, 4);
}

/// The part of a HEADERS payload that belongs to the block (RFC 9113 §6.2).
std::string_view fragmentOf(std::uint8_t flags, std::string_view payload)
{
    std::size_t padding = 0;
    if ((flags & kPadded) != 0 && !payload.empty()) {
        padding = static_cast<unsigned char>(payload.front());
        payload.remove_prefix(1);
    }
    if ((flags & kPriority) != 0)
        payload.remove_prefix(std::min<std::size_t>(5, payload.size()));
    payload.remove_suffix(std::min(padding, payload.size()));
    return payload;
}

/// What carries a call's status, and what speaks of the fault that hides it.
bool isStatusField(const HeaderField &field)
{
    return field.name.starts_with("grpc-status") || field.name == "grpc-message" ||
           field.name.starts_with("x-mockforge-");
}

} // namespace

bool FrameCursor::next(std::string_view &input)
{
    const std::size_t taken = std::min(kHeadSize - begun.size(), input.size());
    begun.append(input.substr(0, taken));
    input.remove_prefix(taken);
    if (begun.size() < kHeadSize)
        return false;
    const std::string_view text = begun;
    head.length = bigEndian(text.substr(0, 3));
    head.type = static_cast<std::uint8_t>(text[3]);
    head.flags = static_cast<std::uint8_t>(text[4]);
    head.stream = bigEndian(text.substr(5, 4)) & 0x7fff'ffff;
    left = head.length;
    bytes.swap(begun);
    begun.clear();
    return true;
}

void FrameEditor::up(std::string_view bytes)
{
    const std::size_t preface = std::min(kPrefaceSize - m_preface, bytes.size());
    m_preface += preface;
    bytes.remove_prefix(preface);
    while (!bytes.empty()) {
        const std::size_t payload = std::min(m_up.left, bytes.size());
        m_up.left -= payload;
        bytes.remove_prefix(payload);
        if (m_up.left == 0 && m_up.next(bytes) && m_up.head.type == kHeaders)
            m_newest = std::max(m_newest, m_up.head.stream);
    }
}

std::string_view FrameEditor::down(std::string_view bytes)
{
    if (m_lost)
        return bytes;
    m_out.clear();
    while (!m_lost && (m_inFrame || m_down.next(bytes))) {
        if (!m_inFrame)
            beginFrame();
        const std::string_view payload = bytes.substr(0, std::min(m_down.left, bytes.size()));
        bytes.remove_prefix(payload.size());
        m_down.left -= payload.size();
        take(payload);
        m_inFrame = m_down.left > 0;
        if (m_inFrame)
            break;
        if (m_part == Part::Gather)
            endOfFrame();
    }
    if (m_lost)
        m_out += bytes;
    return m_out;
}

void FrameEditor::beginFrame()
{
    const FrameHead &head = m_down.head;
    m_part = partOf(head);
    // A block is not interrupted (RFC 9113 §6.10): what does it all the same, we do not understand.
    if (m_raw.empty() == (head.type == kContinuation))
        lose();
    if (m_part == Part::Pass)
        m_out += m_down.bytes;
}

/// From now on everything passes as it is.
void FrameEditor::lose()
{
    m_lost = true;
    m_part = Part::Pass;
    m_out += std::exchange(m_raw, {});
}

FrameEditor::Part FrameEditor::partOf(const FrameHead &head)
{
    // Header blocks are read even where they are dropped: later ones refer to them.
    if (head.type == kHeaders || head.type == kContinuation)
        return Part::Gather;
    if (!isSilenced(head.stream))
        return Part::Pass;
    if (head.type == kRstStream)
        std::erase(m_reset, head.stream);
    return Part::Drop;
}

bool FrameEditor::isSilenced(std::uint32_t stream) const
{
    return stream > m_lastAllowed || std::find(m_reset.begin(), m_reset.end(), stream) != m_reset.end();
}

void FrameEditor::take(std::string_view payload)
{
    if (m_part == Part::Pass)
        m_out += payload;
    else if (m_part == Part::Gather)
        m_payload += payload;
}

void FrameEditor::endOfFrame()
{
    const FrameHead &head = m_down.head;
    m_raw += m_down.bytes;
    m_raw += m_payload;
    if (head.type == kHeaders) {
        m_blockHead = head;
        m_block = fragmentOf(head.flags, m_payload);
    } else {
        m_block += m_payload;
    }
    m_payload.clear();
    if ((head.flags & kEndHeaders) == 0)
        return;
    endOfBlock();
    m_raw.clear();
}

void FrameEditor::endOfBlock()
{
    if (!m_reader.read(m_block, m_fields)) {
        lose();
        return;
    }
    std::optional<chaos::FrameEffect> effect;
    std::erase_if(m_fields, [&effect](const HeaderField &field) {
        auto order = frameEffectOf(field.name, field.value);
        if (order)
            effect = std::move(order);
        return order.has_value();
    });
    if (effect && !m_writer)
        m_writer.emplace();
    if (isSilenced(m_blockHead.stream))
        return;
    if (effect)
        apply(*effect);
    else if (m_writer)
        writeFields();
    else
        m_out += m_raw;
}

void FrameEditor::apply(const chaos::FrameEffect &effect)
{
    using Kind = chaos::FrameEffect::Kind;
    const std::uint32_t stream = m_blockHead.stream;
    const bool first = !m_fields.empty() && m_fields.front().name == ":status";
    switch (effect.kind) {
    case Kind::MissingTrailers:
        if (first) {
            std::erase_if(m_fields, isStatusField);
            writeFields();
        } else {
            writeFrame(kData, kEndStream, stream, {});
        }
        break;
    case Kind::ResetStream: {
        std::string code;
        appendBigEndian(code, effect.code, 4);
        writeFrame(kRstStream, 0, stream, code);
        if (m_reset.size() == kMostReset)
            m_reset.erase(m_reset.begin());
        m_reset.push_back(stream);
        break;
    }
    case Kind::GoAway:
        goAway(effect);
        if (!effect.unprocessed)
            writeFields();
        break;
    }
}

void FrameEditor::goAway(const chaos::FrameEffect &effect)
{
    const std::uint32_t stream = m_blockHead.stream;
    // A client's streams have odd numbers (RFC 9113 §5.1.1); the last one may only become smaller (§6.8).
    const std::uint32_t last = effect.unprocessed ? stream - std::min<std::uint32_t>(stream, 2) : m_newest;
    m_lastAllowed = std::min(m_lastAllowed, last);
    std::string payload;
    appendBigEndian(payload, m_lastAllowed, 4);
    appendBigEndian(payload, effect.code, 4);
    payload += effect.debug;
    writeFrame(kGoAway, 0, 0, payload);
}

void FrameEditor::writeFields()
{
    std::string block = m_writer->write(m_fields);
    std::string_view left = block;
    std::uint8_t type = kHeaders;
    std::uint8_t flags = m_blockHead.flags & kEndStream;
    do {
        const std::string_view piece = left.substr(0, kMostPayload);
        left.remove_prefix(piece.size());
        writeFrame(type, static_cast<std::uint8_t>(left.empty() ? flags | kEndHeaders : flags),
                   m_blockHead.stream, piece);
        type = kContinuation;
        flags = 0;
    } while (!left.empty());
}

void FrameEditor::writeFrame(std::uint8_t type, std::uint8_t flags, std::uint32_t stream,
                             std::string_view payload)
{
    writeHead(m_out, {static_cast<std::uint32_t>(payload.size()), type, flags, stream});
    m_out += payload;
}

} // namespace mockforge::grpc
