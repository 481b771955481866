// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/call/callfaults.h"

#include "metrics/base/clock.h"
#include "metrics/record/faults.h"
#include "metrics/record/recorder.h"
#include "server/grpc/call/statuscodes.h"
#include "server/grpc/frames/frameorder.h"

#include <algorithm>
#include <utility>

namespace mockforge::grpc {

CallFaults::CallFaults(Host &host, const CallStart &start, std::string_view method)
    : m_host(host)
    , m_start(start)
    , m_method(method)
{}

chaos::Subject CallFaults::subject()
{
    if (!m_request) {
        m_request = std::make_unique<exchange::Request>();
        m_request->method = "POST";
        m_request->target = m_start.path;
        m_request->path = m_start.path;
        m_request->peer = m_start.peer;
        m_request->peerPort = m_start.peerPort;
        m_request->secure = m_start.secure;
        for (const auto &[name, value] : m_start.metadata)
            m_request->headers.push_back({name, value});
    }
    chaos::Subject subject{metrics::Protocol::Grpc, m_start.endpoint, m_method, m_method, m_start.peer, 0,
                           m_request.get()};
    subject.deadlineNs = m_start.deadlineNs;
    subject.nowNs = monotonicNs();
    subject.framed = m_start.framed;
    return subject;
}

void CallFaults::ended(int code)
{
    if (m_plan)
        m_plan->ended(httpStatusOfCode(code));
}

void CallFaults::down(std::string message, std::uint64_t index, chaos::Injector &rules,
                      metrics::Recorder &recorder)
{
    const chaos::MessageFacts facts{Direction::Down, index, message.size()};
    m_down.push({std::move(message), 0}, facts, subject(), rules, recorder, monotonicNs());
    hold(rules);
    move();
}

void CallFaults::up(std::string_view message, std::uint64_t index, chaos::Injector &rules,
                    metrics::Recorder &recorder)
{
    const chaos::MessageFacts facts{Direction::Up, index, message.size()};
    m_up.push({std::string(message), 0}, facts, subject(), rules, recorder, monotonicNs());
    hold(rules);
    move();
}

void CallFaults::hold(chaos::Injector &rules)
{
    if (!m_place.isTaken())
        m_place = rules.held().add(m_host.releaser());
}

void CallFaults::finishDown()
{
    m_endDown = true;
    m_down.finish();
    move();
}

void CallFaults::finishUp()
{
    m_endUp = true;
    m_up.finish();
    move();
}

void CallFaults::release()
{
    m_down.release();
    m_up.release();
    move();
}

void CallFaults::setEnding(const chaos::CallEnding &ending, Status status)
{
    m_endingAfter = ending.after;
    m_endingLabel = ending.label;
    m_endingFrames = ending.frames;
    m_ending = std::move(status);
}

void CallFaults::moveDown()
{
    for (chaos::Message message; m_down.pop(message, monotonicNs());) {
        m_host.passDown(std::move(message.bytes));
        if (++m_passed == m_endingAfter) {
            end();
            return;
        }
    }
    if (m_endDown && !m_down.isHolding()) {
        m_endDown = false;
        m_host.endDown();
    }
}

/// The call ends here, whatever the mock has to say.
void CallFaults::end()
{
    m_endingAfter = 0;
    m_endDown = false;
    m_down = chaos::MessageLine();
    m_host.recorder().faultApplied(metrics::Protocol::Grpc, m_endingLabel);
    Metadata marks;
    if (m_plan->namesFaults())
        marks.emplace_back("x-mockforge-fault",
                           std::string(metrics::kFaultNames[static_cast<std::size_t>(m_endingLabel)]));
    if (m_endingFrames)
        marks.push_back(toField(*m_endingFrames));
    ended(m_ending.code);
    m_host.endWith(std::move(m_ending), std::move(marks));
}

void CallFaults::woken()
{
    m_dueNs = 0;
    move();
}

void CallFaults::settle()
{
    const std::uint64_t now = monotonicNs();
    if (const std::uint64_t held = m_up.takeHeldNs(now) + m_down.takeHeldNs(now))
        m_host.addInjected(held);
}

void CallFaults::move()
{
    // What is passed up may be answered at once, which comes back here.
    if (std::exchange(m_moving, true))
        return;
    for (chaos::Message message; m_up.pop(message, monotonicNs());)
        m_host.passUp(message.bytes);
    if (m_endUp && !m_up.isHolding()) {
        m_endUp = false;
        m_host.endUp();
    }
    moveDown();
    m_moving = false;
    settle();
    std::uint64_t due = m_down.nextNs();
    if (due == 0 || (m_up.nextNs() != 0 && m_up.nextNs() < due))
        due = m_up.nextNs();
    if (due == 0)
        m_place.leave();
    if (due != 0 && (m_dueNs == 0 || due < m_dueNs)) {
        m_dueNs = due;
        const std::uint64_t now = monotonicNs();
        m_host.moveLater(due > now ? due - now : 0);
    }
}

} // namespace mockforge::grpc
