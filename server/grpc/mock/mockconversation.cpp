// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/mock/mockconversation.h"

#include "metrics/base/clock.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace mockforge::grpc {

namespace {

constexpr std::uint64_t kNsPerMs = 1'000'000;
/// How soon a full queue is looked at again.
constexpr std::uint64_t kRecheckNs = 2 * kNsPerMs;
/// Messages sent in a row before others get their turn.
constexpr int kMostInARow = 256;

nlohmann::json metadataOf(const Metadata &metadata)
{
    nlohmann::json object = nlohmann::json::object();
    for (const auto &[name, value] : metadata) {
        if (!name.ends_with("-bin") && !object.contains(name)) // bytes are no text
            object[name] = value;
    }
    return object;
}

} // namespace

MockConversation::MockConversation(std::shared_ptr<const Service> service, const Service::Private &parts,
                                   std::shared_ptr<const std::vector<metrics::RouteId>> routes,
                                   const MethodEntry &method, Call &call)
    : m_service(std::move(service))
    , m_parts(parts)
    , m_routes(std::move(routes))
    , m_method(method)
    , m_rules(parts.rules[method.index])
    , m_call(call)
{
    if (method.clientStreaming && !method.serverStreaming)
        m_seen.resize(m_rules.candidates.size());
}

void MockConversation::started()
{
    // Where no message is needed to know the rule, it may speak first.
    if (m_method.clientStreaming && m_method.serverStreaming && !m_rules.dependOnMessage &&
        choose(std::make_shared<const Incoming>(*m_parts.schema, m_call.start())))
        pump();
}

void MockConversation::received(std::string_view bytes)
{
    if (m_over || !m_call.isOpen())
        return;
    const auto message = std::make_shared<Incoming>(*m_parts.schema, m_call.start());
    if (std::string problem = message->decode(bytes, m_method.descriptor->input_type()); !problem.empty())
        return finish({kInternal, std::move(problem), {}});
    ++m_count;
    take(message);
}

void MockConversation::take(const Message &message)
{
    if (!m_method.clientStreaming) {
        if (m_count > 1)
            return finish({kInternal, "a call of " + m_method.path.substr(1) + " takes one message", {}});
        if (choose(message)) {
            enqueue(m_rule->reply(), message, true);
            pump();
        }
        return;
    }
    m_last = message;
    if (!collect(*message))
        return;
    if (m_method.serverStreaming)
        answerBoth(message);
    else
        look(*message);
}

/// Keeps a stream's message where a template may want it.
bool MockConversation::collect(const Incoming &message)
{
    if (!m_rules.needs.messages)
        return true;
    m_collected += message.size();
    if (m_collected > static_cast<std::size_t>(m_parts.project->grpc.limits.maxCollected)) {
        finish({kResourceExhausted, "the stream's messages are over grpc.limits.max_collected", {}});
        return false;
    }
    m_variables["messages"].push_back(message.json(JsonView::Fields));
    return true;
}

void MockConversation::look(const Incoming &message)
{
    for (std::size_t i = 0; i < m_seen.size(); ++i) {
        Seen &seen = m_seen[i];
        seen.last = m_rules.candidates[i].messageFits(message);
        seen.any |= seen.last;
        seen.all &= seen.last;
        seen.first = m_count == 1 ? seen.last : seen.first;
    }
}

bool MockConversation::fits(std::size_t candidate, const Incoming &message) const
{
    using Which = project::GrpcRule::Which;
    const Rule &rule = m_rules.candidates[candidate];
    if (!rule.metadataFits(message))
        return false;
    if (!rule.hasMessageConditions())
        return true;
    if (m_seen.empty())
        return m_count > 0 && rule.messageFits(message);
    const Seen &seen = m_seen[candidate];
    const Which which = rule.spec().which;
    return m_count > 0 && (which == Which::Any     ? seen.any
                           : which == Which::All   ? seen.all
                           : which == Which::First ? seen.first
                                                   : seen.last);
}

bool MockConversation::choose(const Message &message)
{
    m_rule = &m_rules.standard;
    std::optional<std::uint64_t> number;
    for (std::size_t i = 0; i < m_rules.candidates.size() && !number; ++i) {
        if (!fits(i, *message))
            continue;
        number = m_rules.candidates[i].claim();
        if (number)
            m_rule = &m_rules.candidates[i];
    }
    m_sequence = number ? *number : m_rule->claim().value_or(0);
    m_random = Random(m_parts.seed, m_rule->stream(), m_sequence);
    m_call.setRoute(
        (*m_routes)[m_rule->isDefault() ? m_service->ruleIds().size() + m_method.index : m_rule->index()]);
    if (auto initial = m_rule->initialMetadata(context(message, 0)); !initial) {
        fail(initial.error());
        return false;
    } else if (!initial.value().empty()) {
        m_call.sendInitialMetadata(std::move(initial).value(), false);
    }
    if (m_rule->onStart())
        enqueue(*m_rule->onStart(), message, m_rule->onStart()->spec().status.has_value());
    return true;
}

void MockConversation::answerBoth(const Message &message)
{
    if (!m_rule && !choose(message))
        return;
    if (const Reply *reply = m_rule->replyTo(*message))
        enqueue(*reply, message, reply->spec().status.has_value());
    pump();
}

void MockConversation::halfClosed()
{
    if (m_over || !m_call.isOpen() || std::exchange(m_half, true))
        return;
    if (!m_method.clientStreaming) {
        if (m_count == 0)
            finish({kInternal, "the client ended its side without a message", {}});
        return;
    }
    if (!m_last)
        m_last = std::make_shared<const Incoming>(*m_parts.schema, m_call.start());
    if (!m_rule && !choose(m_last))
        return;
    if (!m_method.serverStreaming)
        enqueue(m_rule->reply(), m_last, true);
    else if (m_rule->onHalfClose())
        enqueue(*m_rule->onHalfClose(), m_last, true);
    else
        enqueue(m_rules.nothing, m_last, true);
    pump();
}

void MockConversation::enqueue(const Reply &reply, const Message &message, bool ends)
{
    m_jobs.push_back({&reply, message, ends});
}

void MockConversation::wait(std::uint64_t ns)
{
    m_waiting = true;
    m_call.after(ns, [this] {
        m_waiting = false;
        countPause();
        pump();
    });
}

/// False when there is nothing to wait for.
bool MockConversation::pause(const project::Delay &delay)
{
    const std::int64_t ms =
        delay.minMs == delay.maxMs ? delay.minMs : m_random.between(delay.minMs, delay.maxMs);
    if (ms <= 0)
        return false;
    m_pausedAt = monotonicNs();
    wait(static_cast<std::uint64_t>(ms) * kNsPerMs);
    return true;
}

/// What was waited on purpose is not the mock's own time.
void MockConversation::countPause()
{
    if (const std::uint64_t begun = std::exchange(m_pausedAt, 0); begun != 0)
        m_call.addInjected(monotonicNs() - begun);
}

void MockConversation::cancelled()
{
    countPause();
    m_over = true;
}

void MockConversation::pump()
{
    if (m_running)
        return;
    m_running = true;
    int row = 0;
    while (!m_over && !m_waiting && !m_jobs.empty() && m_call.isOpen()) {
        if (++row > kMostInARow) {
            wait(0);
            break;
        }
        if (step(m_jobs.front()))
            m_jobs.pop_front();
    }
    m_running = false;
}

/// Does the next thing of a job; true when the job is done.
bool MockConversation::step(Job &job)
{
    const project::GrpcReply &spec = job.reply->spec();
    if (!std::exchange(job.begun, true) && pause(spec.delay))
        return false;
    if (job.next < job.reply->count()) {
        const bool stream = m_method.serverStreaming;
        if (stream &&
            m_call.queuedBytes() > static_cast<std::size_t>(m_parts.project->grpc.limits.maxQueue)) {
            wait(kRecheckNs);
            return false;
        }
        auto message =
            job.reply->message(job.next, context(job.message, job.next), *m_parts.schema, *m_parts.generator);
        if (!message) {
            fail(message.error());
            return true;
        }
        m_call.send(std::move(message).value());
        if (++job.next < job.reply->count()) {
            pause(spec.interval);
            return false;
        }
    }
    if (job.reply->count() > 0 && (spec.repeatCount == 0 || job.turn + 1 < spec.repeatCount)) {
        ++job.turn;
        job.next = 0;
        pause(spec.repeatInterval);
        return false;
    }
    if (job.ends)
        end(*job.reply, job.message);
    return true;
}

/// The status is the reply's own, or else the rule's.
void MockConversation::end(const Reply &reply, const Message &message)
{
    const Reply &last = reply.spec().status ? reply : m_rule->reply();
    auto status = last.status(context(message, 0), *m_parts.schema, *m_parts.generator);
    if (!status)
        return fail(status.error());
    auto trailers = m_rule->trailingMetadata(context(message, 0));
    if (!trailers)
        return fail(trailers.error());
    finish(std::move(status).value(), std::move(trailers).value());
}

void MockConversation::fail(const Error &error)
{
    const std::string which =
        m_rule->isDefault() ? std::string("the mock") : "the rule '" + m_rule->spec().id + "'";
    finish(
        {kInternal,
         which + " cannot answer: " + error.message + (error.detail.empty() ? "" : " (" + error.detail + ")"),
         {}});
}

void MockConversation::finish(Status status, Metadata trailers)
{
    m_over = true;
    m_call.finish(std::move(status), std::move(trailers));
}

templating::Context MockConversation::context(const Message &message, std::size_t index)
{
    const Needs &needs = m_rule->needs();
    templating::Context context;
    context.random = &m_random;
    static const exchange::Request nothing;
    context.request = &nothing;
    if (!needs.call)
        return context;
    context.request = needs.body      ? &message->request(JsonView::Canonical)
                      : needs.message ? &message->request(JsonView::Fields)
                                      : &message->call();
    context.sequence = m_sequence;
    context.nowMs = wallClockMs();
    if (needs.message)
        m_variables["message"] = message->json(JsonView::Fields);
    if (!m_variables.contains("metadata"))
        m_variables["metadata"] = metadataOf(m_call.start().metadata);
    m_variables["count"] = m_count;
    m_variables["index"] = index;
    context.variables = &m_variables;
    return context;
}

} // namespace mockforge::grpc
