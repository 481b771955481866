// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Any bytes as a client's frames, whole and in pieces: the same comes out, within the limits, text is UTF-8,
// and no memory is taken for what a head only promises.

#include "server/websocket/frame.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace mockforge::websocket;

namespace {

constexpr std::size_t kMaxFrame = 300;
constexpr std::size_t kMaxMessage = 500;

class Log final : public FrameEvents
{
public:
    void messageArrived(MessageKind kind, std::string_view payload) override
    {
        if (payload.size() > kMaxMessage || (kind == MessageKind::Text && !isValidUtf8(payload)))
            std::abort();
        add(kind == MessageKind::Text ? 'T' : 'B', payload);
    }
    void pingArrived(std::string_view payload) override { addControl('p', payload); }
    void pongArrived(std::string_view payload) override { addControl('o', payload); }
    void closeArrived(std::uint16_t code, std::string_view reason) override
    {
        if ((code != closecode::kNoStatus && !closecode::maySend(code)) || !isValidUtf8(reason))
            std::abort();
        addControl('c', reason);
        text += std::to_string(code);
    }
    std::string text;

private:
    void add(char what, std::string_view payload)
    {
        text += what + std::to_string(payload.size()) + ":";
        text += payload;
    }
    void addControl(char what, std::string_view payload)
    {
        if (payload.size() > 125)
            std::abort();
        add(what, payload);
    }
};

/// `step` 0: all at once; otherwise pieces of sizes that vary with it.
std::string outcome(const std::uint8_t *data, std::size_t size, std::size_t step)
{
    Log log;
    FrameReader reader(kMaxFrame, kMaxMessage);
    std::size_t start = 0;
    std::size_t turn = 0;
    while (start < size) {
        const std::size_t take = step == 0 ? size : 1 + (step * ++turn) % 13;
        // A copy of its own size, so that a byte too far is seen.
        std::string piece(reinterpret_cast<const char *>(data) + start, std::min(take, size - start));
        start += piece.size();
        const FrameReader::Failure failure = reader.feed(piece.data(), piece.size(), log);
        if (failure.code != 0)
            return log.text + "!" + std::to_string(failure.code);
    }
    return log.text;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::string whole = outcome(data + 1, size - 1, 0);
    if (outcome(data + 1, size - 1, 1 + data[0]) != whole || outcome(data + 1, size - 1, 13) != whole)
        std::abort();
    // What a server writes is what a client reads, but for the mask.
    std::string frame;
    appendClose(frame, 1000, std::string_view(reinterpret_cast<const char *>(data), size));
    if (frame.size() > 127)
        std::abort();
    return 0;
}
