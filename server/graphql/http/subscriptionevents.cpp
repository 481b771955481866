// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// SubscriptionConversation: subscriptions and their events.

#include "metrics/base/clock.h"
#include "server/chaos/waiting.h"
#include "server/graphql/http/subscriptionconversation.h"
#include "server/graphql/http/workerparts.h"

#include <algorithm>
#include <utility>

namespace mockforge::graphql {

namespace {

constexpr std::uint64_t kNsPerMs = 1'000'000;

/// Learns the arguments of a subscription's field, as they come out of the request's variables.
class ArgumentProbe final : public Resolver
{
public:
    Resolved resolve(const FieldCall &call) override
    {
        arguments = call.arguments;
        return Resolved::null();
    }

    Json arguments = Json::object();
};

} // namespace

void SubscriptionConversation::subscribe(Running &running)
{
    WorkerParts &mine = parts();
    const exchange::Request request = m_info->requestWith({});
    OperationCall call;
    call.request = &request;
    call.variables = &running.parameters.variables;
    call.name = running.found.operation->name.text;
    call.type = OperationType::Subscription;
    const OperationAnswer answer = mine.resolver.begin(call);
    if (answer.isError) {
        refuse(running, answer.status == 0 ? 200 : answer.status,
               errorReply(answer.message, answer.extensions));
        return;
    }
    PreparedOperation &prepared =
        running.found.document->prepared(m_service->schema(), *running.found.operation);
    ArgumentProbe probe;
    std::string reply;
    if (!prepared.execute(running.parameters.variables, probe, reply).executed) {
        refuse(running, 400, reply);
        return;
    }
    const FieldDefinition *field = prepared.subscriptionField();
    if (!field) {
        refuse(running, 400, errorReply("the subscription selects no field"));
        return;
    }
    const CompiledRule *rule = mine.resolver.eventsOf(*field, probe.arguments);
    running.route = rule ? m_labels->rules[rule->number] : m_labels->fields[field->number];
    running.count = rule ? rule->spec->count : 0;
    const std::int64_t intervalMs = rule && rule->spec->intervalMs > 0
                                        ? rule->spec->intervalMs
                                        : m_service->settings().subscriptions.intervalMs;
    running.intervalNs = static_cast<std::uint64_t>(intervalMs) * kNsPerMs;
    ended(running, 200, false);
    running.rules = m_deciders.chaos.subscriptionRules(m_channel.recorder());
    if (askEvent(running, false).completes) {
        complete(std::string(running.id), true);
        return;
    }
    if (!rule || rule->spec->event == project::GraphQlRule::Event::None) {
        scheduleEvent(running);
        return;
    }
    using Event = project::GraphQlRule::Event;
    const Event kind = rule->spec->event;
    running.eventType = m_service->schema()->type(rule->spec->eventCollection);
    running.subscription =
        m_service->events().subscribe(m_channel.worker(), rule->spec->eventCollection,
                                      kind == Event::Created   ? Change::Kind::Created
                                      : kind == Event::Updated ? Change::Kind::Updated
                                                               : Change::Kind::Deleted,
                                      [this, &running](const ItemPtr &item) { event(running, item); });
}

void SubscriptionConversation::scheduleEvent(Running &running)
{
    running.timer = m_channel.worker().schedule(monotonicNs() + running.intervalNs, [this, &running] {
        running.timer = 0;
        event(running, nullptr);
    });
}

/// What the chaos rules do to the subscription's next event, or to the subscription when it has none.
chaos::EventEffect SubscriptionConversation::askEvent(Running &running, bool isEvent)
{
    if (!running.rules->acts())
        return {};
    const exchange::Request request = m_info->requestWith(running.body);
    const std::string route = fieldName(*m_service, running.found);
    return running.rules->ask(
        OperationFaults::subjectOf(m_deciders, request, running.size, running.found, route), running.sent,
        isEvent);
}

/// False when the connection is gone, and what runs on it.
bool SubscriptionConversation::sendCopies(const std::string &id, const std::string &reply,
                                          std::int64_t copies)
{
    for (std::int64_t i = 0; i < copies && m_channel.isOpen(); ++i)
        sendResult(id, reply);
    return m_channel.isOpen();
}

bool SubscriptionConversation::sendEvent(Running &running, const ItemPtr &item)
{
    const chaos::EventEffect effect = askEvent(running, true);
    SubscriptionEvent now{running.events++, item, running.eventType};
    if (effect.drops)
        return true;
    std::string reply;
    OperationFaults faults(*m_service, m_deciders, m_channel.recorder());
    const OperationOutcome outcome = answer(running, &now, faults, reply);
    ++running.sent;
    const std::int64_t copies = 1 + effect.extraCopies;
    if (outcome.faultNs == 0 && running.late.empty())
        return sendCopies(std::string(running.id), reply, copies);
    // Events keep their order: none is sent before an earlier one.
    const std::uint64_t before = running.late.empty() ? 0 : running.late.back().dueNs;
    running.late.push_back(
        {std::max(before, monotonicNs() + outcome.faultNs), std::move(reply), copies, faults.takePlan()});
    if (running.late.size() == 1)
        awaitLate(running);
    return true;
}

void SubscriptionConversation::awaitLate(Running &running)
{
    running.waiting = chaos::Waiting::make([this, &running] { sendLate(running); });
    running.lateTimer = m_channel.worker().schedule(running.late.front().dueNs, [&running] {
        running.lateTimer = 0;
        const std::shared_ptr<chaos::Waiting> waiting = running.waiting;
        waiting->run();
    });
}

/// Sends what is due; all that is held when it is called early, because all chaos was stopped.
void SubscriptionConversation::sendLate(Running &running)
{
    m_channel.worker().cancel(std::exchange(running.lateTimer, 0));
    const std::string id = running.id;
    const std::uint64_t now = monotonicNs();
    const bool all = running.late.front().dueNs > now;
    while (!running.late.empty() && (all || running.late.front().dueNs <= now)) {
        const LateEvent event = std::move(running.late.front());
        running.late.pop_front();
        if (!sendCopies(id, event.reply, event.copies))
            return;
    }
    if (!running.late.empty())
        awaitLate(running);
    else if (!endsNow(running) && running.timer == 0 && !running.subscription)
        scheduleEvent(running);
}

/// Completes the subscription when it has come to its end; false: it goes on.
bool SubscriptionConversation::endsNow(Running &running)
{
    if (!running.late.empty())
        return false;
    // Swallowed events count for the rule of the mock, but a stalled subscription does not end either.
    const chaos::EventEffect next = askEvent(running, false);
    const bool isOver = running.count > 0 && running.events >= static_cast<std::uint64_t>(running.count);
    if (!next.completes && (!isOver || next.drops))
        return false;
    complete(std::string(running.id), true);
    return true;
}

void SubscriptionConversation::event(Running &running, const ItemPtr &item)
{
    if (!sendEvent(running, item) || endsNow(running))
        return;
    // The last event may be held back: then what sends it sees to the end.
    const bool isOver = running.count > 0 && running.events >= static_cast<std::uint64_t>(running.count);
    if (!item && (!isOver || running.late.empty()))
        scheduleEvent(running);
}

} // namespace mockforge::graphql
