// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/http/subscriptionconversation.h"

#include "metrics/base/clock.h"
#include "metrics/record/faults.h"
#include "server/chaos/waiting.h"
#include "server/graphql/http/workerparts.h"
#include "server/templating/value.h"

#include <utility>

namespace mockforge::graphql {

namespace {

constexpr std::uint64_t kNsPerMs = 1'000'000;

namespace closecode {
constexpr std::uint16_t kBadRequest = 4400;
constexpr std::uint16_t kUnauthorized = 4401;
constexpr std::uint16_t kForbidden = 4403;
constexpr std::uint16_t kSubprotocolNotAcceptable = 4406;
constexpr std::uint16_t kInitTimeout = 4408;
constexpr std::uint16_t kSubscriberExists = 4409;
constexpr std::uint16_t kTooManyInits = 4429;
} // namespace closecode

std::string textOf(const nlohmann::json &message, const char *name)
{
    const auto found = message.find(name);
    return found != message.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

SubscriptionConversation::SubscriptionConversation(websocket::Channel &channel,
                                                   std::shared_ptr<const Service> service,
                                                   std::shared_ptr<const Labels> labels,
                                                   const http::Deciders &deciders,
                                                   std::shared_ptr<const websocket::ConnectionInfo> info)
    : m_channel(channel)
    , m_service(std::move(service))
    , m_labels(std::move(labels))
    , m_deciders(deciders)
    , m_info(std::move(info))
{}

SubscriptionConversation::~SubscriptionConversation()
{
    m_channel.worker().cancel(m_initTimer);
    for (const auto &[id, running] : m_running)
        forget(*running);
}

void SubscriptionConversation::opened()
{
    if (m_info->subprotocol.empty()) {
        m_channel.close(closecode::kSubprotocolNotAcceptable, "Subprotocol not acceptable");
        return;
    }
    const auto timeout =
        static_cast<std::uint64_t>(m_service->settings().subscriptions.initTimeoutMs) * kNsPerMs;
    m_initTimer = m_channel.worker().schedule(monotonicNs() + timeout, [this] {
        m_initTimer = 0;
        m_channel.close(closecode::kInitTimeout, "Connection initialisation timeout");
    });
}

void SubscriptionConversation::received(websocket::MessageKind kind, std::string_view payload)
{
    const exchange::Request request = m_info->requestWith(payload);
    const nlohmann::json *message = kind == websocket::MessageKind::Text ? request.json() : nullptr;
    if (!message || !message->is_object() || textOf(*message, "type").empty()) {
        m_channel.close(closecode::kBadRequest, "Invalid message received");
        return;
    }
    const std::string type = textOf(*message, "type");
    if (type == "connection_init") {
        init(*message);
    } else if (type == (isLegacy() ? "start" : "subscribe")) {
        start(*message, payload.size());
    } else if (type == (isLegacy() ? "stop" : "complete")) {
        complete(textOf(*message, "id"), isLegacy());
    } else if (type == "ping" && !isLegacy()) {
        const auto content = message->find("payload");
        send("pong", nullptr,
             content == message->end()
                 ? std::string()
                 : content->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    } else if (type == "connection_terminate" && isLegacy()) {
        m_channel.close(websocket::closecode::kNormal, {});
    } else if (type != "pong" || isLegacy()) {
        m_channel.close(closecode::kBadRequest, "Invalid message type \"" + type.substr(0, 60) + "\"");
    }
}

void SubscriptionConversation::init(const nlohmann::json &message)
{
    if (std::exchange(m_initialised, true)) {
        m_channel.close(closecode::kTooManyInits, "Too many initialisation requests");
        return;
    }
    m_channel.worker().cancel(std::exchange(m_initTimer, 0));
    const auto payload = message.find("payload");
    const std::string parameters = payload == message.end() || payload->is_null() ? "{}" : payload->dump();
    exchange::Request probe;
    probe.body = parameters;
    if (!m_service->admits(probe)) {
        if (isLegacy())
            send("connection_error", nullptr, R"({"message":"Forbidden"})");
        m_channel.close(closecode::kForbidden, "Forbidden");
        return;
    }
    send("connection_ack", nullptr, {});
    if (isLegacy())
        send("ka", nullptr, {});
}

void SubscriptionConversation::start(const nlohmann::json &message, std::size_t size)
{
    const std::string id = textOf(message, "id");
    RequestParameters parameters;
    std::string problem;
    const auto payload = message.find("payload");
    if (id.empty() || payload == message.end() || !readParameters(*payload, parameters, problem)) {
        m_channel.close(closecode::kBadRequest,
                        problem.empty() ? "Invalid message received" : "Invalid payload: " + problem);
        return;
    }
    if (!m_initialised) {
        m_channel.close(closecode::kUnauthorized, "Unauthorized");
        return;
    }
    if (m_running.contains(id)) {
        m_channel.close(closecode::kSubscriberExists, "Subscriber for " + id + " already exists");
        return;
    }
    auto &slot = m_running[id];
    slot = std::make_unique<Running>();
    Running &running = *slot;
    running.id = id;
    running.parameters = std::move(parameters);
    running.startNs = monotonicNs();
    running.open = true;
    running.size = size;
    if (m_deciders.chaos.acts() || m_deciders.chaos.actsOnFields())
        running.body = payload->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    m_channel.recorder().requestStarted(metrics::Protocol::GraphQl);
    if (m_running.size() > static_cast<std::size_t>(m_service->settings().subscriptions.maxPerConnection)) {
        refuse(
            running, 429,
            errorReply("too many operations on this connection (graphql.subscriptions.max_per_connection)"));
        return;
    }
    running.found = findOperation(*m_service, parts(), running.parameters);
    if (running.found.operation)
        running.method = methodOf(running.found.operation->type);
    begin(running, m_deciders.modes.decide());
}

void SubscriptionConversation::begin(Running &running, const scenario::Decision &decision)
{
    metrics::Recorder &recorder = m_channel.recorder();
    if (decision.hang) {
        // It stays in flight until the client completes it or goes.
        recorder.faultApplied(metrics::Protocol::GraphQl, metrics::Fault::Timeout);
        return;
    }
    running.modeStatus = decision.errorStatus;
    std::uint64_t delayNs = decision.delayNs;
    if (delayNs > 0)
        recorder.faultApplied(metrics::Protocol::GraphQl, metrics::Fault::Latency);
    if (m_deciders.chaos.acts())
        askRules(running);
    delayNs += running.plan ? running.plan->effects().delayNs : 0;
    const bool hangs = running.plan && running.plan->effects().hang;
    if (delayNs == 0 && !hangs) {
        run(running);
        return;
    }
    release(running, hangs ? 0 : running.startNs + delayNs, [this, &running] {
        running.injectedNs = monotonicNs() - running.startNs;
        run(running);
    });
}

void SubscriptionConversation::askRules(Running &running)
{
    OperationFaults faults(*m_service, m_deciders, m_channel.recorder());
    const exchange::Request request = m_info->requestWith(running.body);
    faults.ask(request, running.size, running.found, false);
    running.abortStatus = faults.abort() ? faults.abort()->status : 0;
    running.plan = faults.takePlan();
}

/// Goes on at a time (0: never), or at once when all chaos is stopped.
void SubscriptionConversation::release(Running &running, std::uint64_t dueNs, std::function<void()> then)
{
    running.waiting = chaos::Waiting::make([this, &running, then = std::move(then)] {
        m_channel.worker().cancel(std::exchange(running.timer, 0));
        then();
    });
    if (dueNs == 0)
        return;
    running.timer = m_channel.worker().schedule(dueNs, [&running] {
        running.timer = 0;
        const std::shared_ptr<chaos::Waiting> waiting = running.waiting;
        waiting->run();
    });
}

void SubscriptionConversation::run(Running &running)
{
    if (running.abortStatus != 0) {
        refuse(running, running.abortStatus, injectedError(running.abortStatus));
    } else if (!running.found.operation) {
        refuse(running, 400, running.found.errors);
    } else if (running.modeStatus != 0) {
        m_channel.recorder().faultApplied(metrics::Protocol::GraphQl, metrics::Fault::Error);
        refuse(running, running.modeStatus, injectedError(running.modeStatus));
    } else if (running.found.operation->type == OperationType::Subscription) {
        subscribe(running);
    } else {
        answerOnce(running);
    }
}

OperationOutcome SubscriptionConversation::answer(Running &running, const SubscriptionEvent *event,
                                                  OperationFaults &faults, std::string &reply)
{
    const exchange::Request request = m_info->requestWith({});
    exchange::Request asked; // outlives the faults' questions
    if (m_deciders.chaos.actsOnFields()) {
        asked = m_info->requestWith(running.body);
        faults.askFields(asked, running.size, running.found);
    }
    return answerOperation(*m_service, parts(), *m_labels, running.found, running.parameters, request, reply,
                           event, faults.fields());
}

/// A query or a mutation: one result.
void SubscriptionConversation::answerOnce(Running &running)
{
    std::string reply;
    OperationFaults faults(*m_service, m_deciders, m_channel.recorder());
    const OperationOutcome outcome = answer(running, nullptr, faults, reply);
    running.route = outcome.route;
    if (outcome.requestError != 0) {
        refuse(running, outcome.requestError, reply);
        return;
    }
    const std::uint64_t delayNs = outcome.delayNs + outcome.faultNs;
    if (delayNs == 0) {
        finish(running, reply, statusOf(outcome), outcome.hasErrors);
        return;
    }
    // What fired stays in flight while its delay lasts.
    const std::shared_ptr<chaos::Plan> fired = faults.takePlan();
    auto last = [this, &running, fired, before = running.injectedNs, reply = std::move(reply),
                 begunNs = monotonicNs(), status = statusOf(outcome), hasErrors = outcome.hasErrors] {
        running.injectedNs = before + monotonicNs() - begunNs;
        finish(running, reply, status, hasErrors);
    };
    if (outcome.faultNs > 0) {
        release(running, monotonicNs() + delayNs, std::move(last));
        return;
    }
    running.timer = m_channel.worker().schedule(monotonicNs() + delayNs, [&running, last = std::move(last)] {
        running.timer = 0;
        last();
    });
}

void SubscriptionConversation::finish(Running &running, const std::string &reply, int status, bool hasErrors)
{
    const std::string id = running.id;
    sendResult(id, reply);
    if (!m_channel.isOpen())
        return; // `running` is gone with the connection
    if (running.plan)
        running.plan->ended(status);
    ended(running, 200, hasErrors);
    complete(id, true);
}

void SubscriptionConversation::ended(Running &running, int status, bool hasErrors)
{
    if (!std::exchange(running.open, false))
        return;
    metrics::RequestSample sample;
    sample.protocol = metrics::Protocol::GraphQl;
    sample.method = running.method;
    sample.status = static_cast<metrics::StatusId>(status);
    sample.route = running.route;
    sample.error = hasErrors || status >= 400 ? metrics::ErrorType::GraphQlError : metrics::ErrorType::None;
    sample.injectedNs = running.injectedNs;
    m_channel.requestEnded(sample, running.startNs);
    if (const std::unique_ptr<chaos::Plan> plan = std::move(running.plan))
        plan->ended(hasErrors && status < 400 ? 500 : status);
}

/// The operation is not executed: `reply` has its errors.
void SubscriptionConversation::refuse(Running &running, int status, const std::string &reply)
{
    const std::string id = running.id;
    sendErrors(id, reply);
    if (const auto found = m_running.find(id); found != m_running.end()) {
        ended(*found->second, status, true);
        complete(id, isLegacy());
    }
}

/// Nothing of it will be called any more.
void SubscriptionConversation::forget(Running &running)
{
    m_channel.worker().cancel(running.timer);
    m_channel.worker().cancel(running.lateTimer);
}

/// Ends an operation.
void SubscriptionConversation::complete(const std::string &id, bool tellClient)
{
    const auto found = m_running.find(id);
    if (found == m_running.end())
        return;
    const std::unique_ptr<Running> running = std::move(found->second);
    m_running.erase(found);
    forget(*running);
    abandoned(*running);
    if (tellClient)
        send("complete", &id, {});
}

void SubscriptionConversation::closed(std::uint16_t, std::string_view)
{
    m_channel.worker().cancel(std::exchange(m_initTimer, 0));
    for (const auto &[id, running] : std::exchange(m_running, {})) {
        forget(*running);
        abandoned(*running);
    }
}

/// The client went, or gave up, before its answer: a mode lets it hang, or it waits for a delay.
void SubscriptionConversation::abandoned(Running &running)
{
    if (!std::exchange(running.open, false))
        return;
    metrics::RequestSample sample;
    sample.protocol = metrics::Protocol::GraphQl;
    sample.method = running.method;
    sample.status = 499; // the client has closed the request, as nginx logs it
    sample.route = running.route;
    sample.error = metrics::ErrorType::ConnectionError;
    sample.injectedNs = monotonicNs() - running.startNs;
    m_channel.requestEnded(sample, running.startNs);
    running.plan.reset();
}

void SubscriptionConversation::send(std::string_view type, const std::string *id, std::string_view payload)
{
    std::string message = "{";
    if (id) {
        message += "\"id\":";
        templating::appendJsonString(message, *id);
        message += ',';
    }
    message += "\"type\":\"";
    message += type;
    message += '"';
    if (!payload.empty()) {
        message += ",\"payload\":";
        message += payload;
    }
    message += '}';
    m_channel.send(websocket::MessageKind::Text, message);
}

void SubscriptionConversation::sendResult(const std::string &id, std::string_view result)
{
    send(isLegacy() ? "data" : "next", &id, result);
}

void SubscriptionConversation::sendErrors(const std::string &id, const std::string &reply)
{
    if (isLegacy()) {
        sendResult(id, reply);
        return;
    }
    // {"errors":[…]}: the list alone is the payload.
    constexpr std::string_view kBefore = "{\"errors\":";
    send("error", &id, std::string_view(reply).substr(kBefore.size(), reply.size() - kBefore.size() - 1));
}

} // namespace mockforge::graphql
