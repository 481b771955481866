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
    m_faults.reset();
}

Answer WebCall::findAnswer(const Deciders &deciders)
{
    m_rules = deciders.chaos;
    Answer answer = m_dispatcher->answer(*this, deciders);
    m_label = answer.label;
    return answer;
}

CallFaults &WebCall::faults(std::string_view method)
{
    if (!m_faults)
        m_faults = std::make_unique<CallFaults>(*this, m_start, method);
    return *m_faults;
}

bool WebCall::underRules(bool held) const
{
    return held || (m_rules && !m_label.empty() && m_rules->actsOnMessages());
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
            if (!self->m_sink)
                return;
            if (!self->m_ending)
                self->m_conversation->cancelled();
            self->m_ending.reset();
            self->end({code::kDeadlineExceeded, "the deadline has passed", {}}, self->m_marks);
        });
}

/// The request's messages, as many as the conversation takes at once.
void WebCall::deliver()
{
    while (isOpen() && !m_hanging && m_delivered < m_request.messages.size() && !m_conversation->isBusy()) {
        const std::string_view message = m_request.messages[m_delivered++];
        if (underRules(m_faults && m_faults->holdsUp()))
            faults(m_label).up(message, m_delivered, *m_rules, recorder());
        else
            m_conversation->received(message);
    }
    if (!isOpen() || m_hanging || m_delivered != m_request.messages.size() ||
        std::exchange(m_halfClosed, true))
        return;
    if (m_faults && m_faults->holdsUp())
        m_faults->finishUp();
    else
        m_conversation->halfClosed();
}

void WebCall::passUp(std::string_view message)
{
    if (isOpen())
        m_conversation->received(message);
}

void WebCall::endUp()
{
    if (isOpen())
        m_conversation->halfClosed();
}

void WebCall::cancel()
{
    const auto self = shared_from_this();
    if (!m_sink)
        return;
    if (m_faults)
        m_faults->settle();
    m_sink = nullptr;
    cancelTimers();
    if (m_conversation && !m_ending)
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
    ++m_sent;
    if (underRules(m_faults && m_faults->wantsDown()))
        faults(m_label).down(std::move(message), m_sent, *m_rules, recorder());
    else
        passDown(std::move(message));
}

void WebCall::passDown(std::string message)
{
    if (!m_sink)
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
    if (!m_faults) {
        end(status, std::move(trailers));
        return;
    }
    const auto self = shared_from_this();
    m_faults->ended(status.code);
    m_ending = Ending{std::move(status), std::move(trailers)};
    m_faults->finishDown();
}

void WebCall::endDown()
{
    const Ending ending = std::move(*m_ending);
    m_ending.reset();
    if (m_sink)
        end(ending.status, ending.trailers);
}

void WebCall::endWith(Status status, Metadata trailers)
{
    m_ending.reset();
    if (!m_sink)
        return;
    trailers.insert(trailers.end(), m_marks.begin(), m_marks.end());
    end(status, std::move(trailers));
}

void WebCall::end(const Status &status, Metadata trailers)
{
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

void WebCall::resume()
{
    if (!isOpen() || !std::exchange(m_hanging, false))
        return;
    m_sink->resume();
}

void WebCall::after(std::uint64_t delayNs, std::function<void()> then)
{
    if (!isOpen())
        return;
    schedule(delayNs, [self = shared_from_this(), then = std::move(then)] {
        if (self->isOpen()) {
            then();
            self->deliver();
        }
    });
}

void WebCall::moveLater(std::uint64_t delayNs)
{
    schedule(delayNs, [self = shared_from_this()] {
        if (!self->m_sink)
            return;
        self->m_faults->woken();
        self->deliver();
    });
}

std::function<void()> WebCall::releaser()
{
    return [weak = weak_from_this(), worker = &m_worker] {
        worker->post([weak] {
            const auto self = weak.lock();
            if (self && self->m_sink) {
                self->m_faults->release();
                self->deliver();
            }
        });
    };
}

void WebCall::schedule(std::uint64_t delayNs, std::function<void()> then)
{
    auto id = std::make_shared<net::DelayQueue::Id>(0);
    *id = m_worker.schedule(monotonicNs() + delayNs, [self = shared_from_this(), id, then = std::move(then)] {
        std::erase(self->m_timers, *id);
        then();
    });
    m_timers.push_back(*id);
}

void WebCall::markTrailers(Metadata trailers)
{
    m_marks.insert(m_marks.end(), trailers.begin(), trailers.end());
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
