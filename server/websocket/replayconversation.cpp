// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/websocket/replayconversation.h"

#include "metrics/base/clock.h"

#include <utility>

namespace mockforge::websocket {

namespace {

constexpr std::uint64_t kNsPerMs = 1'000'000;

} // namespace

ReplayConversation::ReplayConversation(Channel &channel, const Labels &labels,
                                       scenario::Director::Reader &modes,
                                       std::shared_ptr<const Recording> recording, bool loop,
                                       std::shared_ptr<const ConnectionInfo> info, std::uint64_t seed)
    : MockConversation(channel, labels, modes)
    , m_recording(std::move(recording))
    , m_loop(loop)
    , m_info(std::move(info))
    , m_random(seed, streamOf("websocket"), m_info->id)
    , m_variables{{"message", nullptr},
                  {"connection", {{"id", m_info->id}, {"subprotocol", m_info->subprotocol}}}}
{}

ReplayConversation::~ReplayConversation()
{
    channel().worker().cancel(m_timer);
}

void ReplayConversation::opened()
{
    next();
}

/// Goes on to the line at m_at: waits for its message, or for its time.
void ReplayConversation::next()
{
    if (m_at == m_recording->lines.size()) {
        if (!m_loop || m_recording->lines.empty())
            return;
        m_at = 0;
    }
    m_waiting = m_recording->lines[m_at].waits();
    if (!m_waiting)
        schedule();
}

void ReplayConversation::schedule()
{
    // A loop of lines without a pause still lets others have their turn.
    const auto ns = static_cast<std::uint64_t>(m_recording->lines[m_at].pauseMs) * kNsPerMs;
    m_turn.injectedNs += m_turn.open ? ns : 0;
    m_timer = channel().worker().schedule(monotonicNs() + ns, [this] {
        m_timer = 0;
        say(m_recording->lines[m_at]);
        ++m_at;
        if (channel().isOpen())
            next();
    });
}

void ReplayConversation::say(const ReplayLine &line)
{
    if (line.kind == MessageKind::Binary) {
        channel().send(MessageKind::Binary, line.bytes);
    } else {
        const exchange::Request request = m_info->requestWith(m_message);
        templating::Context context;
        context.request = &request;
        context.params = &m_info->params;
        context.random = &m_random;
        context.sequence = m_said;
        context.nowMs = wallClockMs();
        context.variables = &m_variables;
        std::string out;
        const auto rendered = line.text.render(context, out);
        if (!rendered || !isValidUtf8(out))
            return channel().close(closecode::kInternalError,
                                   rendered ? "a line is not UTF-8" : rendered.error().message);
        channel().send(MessageKind::Text, out);
    }
    ++m_said;
    endTurn(m_turn);
}

void ReplayConversation::answer(MessageKind kind, std::string_view payload, Turn turn)
{
    if (!m_waiting || !m_recording->lines[m_at].awaits(payload)) {
        endTurn(turn); // nothing waits for it
        return;
    }
    m_waiting = false;
    m_message = payload;
    m_variables["message"] = kind == MessageKind::Text ? m_message : std::string();
    m_turn = turn;
    schedule();
}

void ReplayConversation::over(std::uint16_t, std::string_view)
{
    channel().worker().cancel(std::exchange(m_timer, 0));
    endTurn(m_turn, metrics::ErrorType::ConnectionError);
}

} // namespace mockforge::websocket
