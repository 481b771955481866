// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/web/webcall.h"

#include "metrics/base/clock.h"
#include "server/grpc/call/statuscodes.h"

#include <algorithm>
#include <utility>

namespace mockforge::grpc {

WebCall::WebCall(net::Worker &worker, CallStart start, std::shared_ptr<const Dispatcher> dispatcher)
    : m_worker(worker)
    , m_start(std::move(start))
    , m_dispatcher(std::move(dispatcher))
{}

WebCall::~WebCall()
{
    cancelTimers();
    m_conversation.reset();
}

Answer WebCall::findAnswer(scenario::Director::Reader &modes)
{
    return m_dispatcher->answer(*this, modes);
}

void WebCall::run(std::unique_ptr<Conversation> answer, WebSink &sink, WebRequest request)
{
    const auto self = shared_from_this();
    m_sink = &sink;
    m_conversation = std::move(answer);
    m_request = std::move(request);
    if (m_route)
        sink.setRoute(*m_route);
    if (m_injectedNs > 0)
        sink.addInjected(m_injectedNs);
    if (m_request.problem.code != code::kOk) {
        finish(m_request.problem, {});
        return;
    }
    armDeadline();
    m_conversation->started();
    deliver();
}

void WebCall::armDeadline()
{
    if (m_start.deadlineNs == 0)
        return;
    m_deadline =
        m_worker.schedule(static_cast<std::uint64_t>(m_start.deadlineNs), [self = shared_from_this()] {
            self->m_deadline = 0;
            if (!self->isOpen())
                return;
            self->m_conversation->cancelled();
            self->finish({code::kDeadlineExceeded, "the deadline has passed", {}}, {});
        });
}

/// The request's messages, as many as the conversation takes at once.
void WebCall::deliver()
{
    while (isOpen() && !m_hanging && m_delivered < m_request.messages.size() && !m_conversation->isBusy())
        m_conversation->received(m_request.messages[m_delivered++]);
    if (isOpen() && !m_hanging && m_delivered == m_request.messages.size() &&
        !std::exchange(m_halfClosed, true))
        m_conversation->halfClosed();
}

void WebCall::cancel()
{
    const auto self = shared_from_this();
    if (!isOpen())
        return;
    m_sink = nullptr;
    cancelTimers();
    if (m_conversation)
        m_conversation->cancelled();
}

void WebCall::cancelTimers()
{
    const auto timers = std::exchange(m_timers, {});
    for (const net::DelayQueue::Id timer : timers)
        m_worker.cancel(timer);
    m_worker.cancel(std::exchange(m_deadline, 0));
}

void WebCall::sendInitialMetadata(Metadata metadata, bool now)
{
    if (!isOpen() || m_headSent)
        return;
    m_initial = std::move(metadata);
    if (now) {
        m_headSent = true;
        m_sink->sendHead(m_initial);
    }
}

void WebCall::send(std::string message)
{
    if (!isOpen())
        return;
    if (!std::exchange(m_headSent, true))
        m_sink->sendHead(m_initial);
    m_sink->sendMessage(message);
}

void WebCall::finish(Status status, Metadata trailers)
{
    if (!isOpen())
        return;
    trailers.insert(trailers.end(), m_marks.begin(), m_marks.end());
    if (!m_headSent && status.code == code::kOk) {
        m_headSent = true;
        m_sink->sendHead(m_initial);
    }
    if (!m_headSent) // the trailers alone make the reply
        trailers.insert(trailers.begin(), m_initial.begin(), m_initial.end());
    WebSink *sink = std::exchange(m_sink, nullptr);
    const auto self = shared_from_this(); // a timer's closure may have been the last to hold it
    cancelTimers();
    sink->end(status, trailers);
}

void WebCall::hang()
{
    if (!isOpen())
        return;
    m_hanging = true;
    m_sink->hang();
}

void WebCall::after(std::uint64_t delayNs, std::function<void()> then)
{
    if (!isOpen())
        return;
    auto id = std::make_shared<net::DelayQueue::Id>(0);
    *id = m_worker.schedule(monotonicNs() + delayNs, [self = shared_from_this(), id, then = std::move(then)] {
        std::erase(self->m_timers, *id);
        if (!self->isOpen())
            return;
        then();
        self->deliver();
    });
    m_timers.push_back(*id);
}

void WebCall::markTrailers(Metadata trailers)
{
    m_marks = std::move(trailers);
}

void WebCall::setRoute(std::uint16_t route)
{
    m_route = route;
    if (m_sink)
        m_sink->setRoute(route);
}

void WebCall::addInjected(std::uint64_t injectedNs)
{
    if (m_sink)
        m_sink->addInjected(injectedNs);
    else
        m_injectedNs += injectedNs;
}

std::function<void(RunningCall::Task)> WebCall::poster()
{
    return [weak = weak_from_this(), worker = &m_worker](const Task &task) {
        worker->post([weak, task] {
            const auto self = weak.lock();
            if (self && self->isOpen()) {
                task();
                self->deliver();
            }
        });
    };
}

} // namespace mockforge::grpc
