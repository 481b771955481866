// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/http/subscriptionconversation.h"

#include "metrics/base/clock.h"
#include "metrics/record/faults.h"
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

std::string textOf(const nlohmann::json &message, const char *name)
{
    const auto found = message.find(name);
    return found != message.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

SubscriptionConversation::SubscriptionConversation(websocket::Channel &channel,
                                                   std::shared_ptr<const Service> service,
                                                   std::shared_ptr<const Labels> labels,
                                                   scenario::Director::Reader &modes,
                                                   std::shared_ptr<const websocket::ConnectionInfo> info)
    : m_channel(channel)
    , m_service(std::move(service))
    , m_labels(std::move(labels))
    , m_modes(modes)
    , m_info(std::move(info))
{}

SubscriptionConversation::~SubscriptionConversation()
{
    m_channel.worker().cancel(m_initTimer);
    for (const auto &[id, running] : m_running)
        m_channel.worker().cancel(running->timer);
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
        start(*message);
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

void SubscriptionConversation::start(const nlohmann::json &message)
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
    begin(running, m_modes.decide());
}

void SubscriptionConversation::begin(Running &running, const scenario::Decision &decision)
{
    metrics::Recorder &recorder = m_channel.recorder();
    if (decision.hang) {
        // It stays in flight until the client completes it or goes.
        recorder.faultApplied(metrics::Protocol::GraphQl, metrics::Fault::Timeout);
        return;
    }
    if (decision.delayNs == 0) {
        run(running, decision.errorStatus);
        return;
    }
    recorder.faultApplied(metrics::Protocol::GraphQl, metrics::Fault::Latency);
    running.injectedNs = decision.delayNs;
    running.timer = m_channel.worker().schedule(running.startNs + decision.delayNs,
                                                [this, &running, status = decision.errorStatus] {
                                                    running.timer = 0;
                                                    run(running, status);
                                                });
}

void SubscriptionConversation::run(Running &running, int injectedStatus)
{
    if (injectedStatus != 0 && running.found.operation) {
        m_channel.recorder().faultApplied(metrics::Protocol::GraphQl, metrics::Fault::Error);
        refuse(running, injectedStatus, injectedError(injectedStatus));
    } else if (!running.found.operation) {
        refuse(running, 400, running.found.errors);
    } else if (running.found.operation->type == OperationType::Subscription) {
        subscribe(running);
    } else {
        answerOnce(running);
    }
}

/// A query or a mutation: one result.
void SubscriptionConversation::answerOnce(Running &running)
{
    std::string reply;
    const exchange::Request request = m_info->requestWith({});
    const OperationOutcome outcome =
        answerOperation(*m_service, parts(), *m_labels, running.found, running.parameters, request, reply);
    running.route = outcome.route;
    if (outcome.requestError != 0) {
        refuse(running, outcome.requestError, reply);
        return;
    }
    const auto finish = [this, &running, hasErrors = outcome.hasErrors, reply = std::move(reply)] {
        running.timer = 0;
        sendResult(running.id, reply);
        ended(running, 200, hasErrors);
        complete(running.id, true);
    };
    if (outcome.delayNs == 0) {
        finish();
        return;
    }
    running.injectedNs += outcome.delayNs;
    running.timer = m_channel.worker().schedule(monotonicNs() + outcome.delayNs, finish);
}

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

void SubscriptionConversation::event(Running &running, const ItemPtr &item)
{
    std::string reply;
    const exchange::Request request = m_info->requestWith({});
    SubscriptionEvent now{running.events++, item, running.eventType};
    answerOperation(*m_service, parts(), *m_labels, running.found, running.parameters, request, reply, &now);
    const std::string id = running.id;
    sendResult(id, reply);
    if (!m_channel.isOpen())
        return; // `running` is gone with the connection
    if (running.count > 0 && running.events >= static_cast<std::uint64_t>(running.count))
        complete(id, true);
    else if (!item)
        scheduleEvent(running);
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

/// Forgets an operation.
void SubscriptionConversation::complete(const std::string &id, bool tellClient)
{
    const auto found = m_running.find(id);
    if (found == m_running.end())
        return;
    const std::unique_ptr<Running> running = std::move(found->second);
    m_running.erase(found);
    m_channel.worker().cancel(running->timer);
    abandoned(*running);
    if (tellClient)
        send("complete", &id, {});
}

void SubscriptionConversation::closed(std::uint16_t, std::string_view)
{
    m_channel.worker().cancel(std::exchange(m_initTimer, 0));
    for (const auto &[id, running] : std::exchange(m_running, {})) {
        m_channel.worker().cancel(running->timer);
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
