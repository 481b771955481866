// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/http/endpoint.h"

#include "metrics/record/faults.h"
#include "metrics/record/recorder.h"
#include "metrics/record/registry.h"
#include "server/graphql/http/operationfaults.h"
#include "server/graphql/http/page.h"
#include "server/graphql/http/subscriptions.h"
#include "server/graphql/http/workerparts.h"
#include "server/http/cors.h"
#include "server/websocket/handshake.h"

#include <algorithm>

namespace mockforge::graphql {

namespace {

using metrics::Protocol;
constexpr std::string_view kBuiltIn = "(built-in)";

std::shared_ptr<const Labels> makeLabels(const Service &service, metrics::Registry &registry)
{
    auto labels = std::make_shared<Labels>();
    labels->page = registry.internRoute(Protocol::Http, kBuiltIn);
    labels->builtIn = registry.internRoute(Protocol::GraphQl, "(introspection)");
    for (const CompiledRule &rule : service.mock().rules())
        labels->rules.push_back(registry.internRoute(Protocol::GraphQl, rule.spec->id));
    labels->fields.resize(service.schema()->fieldCount(), metrics::kUnmatchedRoute);
    for (const OperationType type :
         {OperationType::Query, OperationType::Mutation, OperationType::Subscription}) {
        const NamedType *root = service.schema()->root(type);
        for (std::size_t i = 0; root && i < root->fields.size(); ++i)
            labels->fields[root->fields[i].number] =
                registry.internRoute(Protocol::GraphQl, root->name + "." + root->fields[i].name);
    }
    return labels;
}

void showPage(http::Exchange &exchange, std::shared_ptr<const std::string> page)
{
    exchange::Response response;
    response.headers.emplace_back("Content-Type", contentTypeOf(MediaType::Page));
    response.headers.emplace_back("Content-Security-Policy", pagePolicy());
    response.headers.emplace_back("Cache-Control", "no-cache");
    response.headers.emplace_back("Vary", "Accept");
    response.shared = std::move(page);
    exchange.reply(std::move(response));
}

} // namespace

Endpoint::Endpoint(std::shared_ptr<const Service> service, bool ownPort, metrics::Registry &registry)
    : m_service(std::move(service))
    , m_ownPort(ownPort)
    , m_labels(makeLabels(*m_service, registry))
{
    m_cors.enabled = !m_service->settings().allowedOrigins.empty();
    m_cors.allowedOrigins = m_service->settings().allowedOrigins;
    if (m_service->settings().playground)
        m_page = pageText();
}

bool Endpoint::take(const std::shared_ptr<http::Exchange> &exchange, const http::Deciders &deciders) const
{
    const exchange::Request &request = exchange->request();
    const std::string &path = m_service->settings().path;
    if (request.path != path) {
        if (!m_ownPort || request.path != "/" || request.method != "GET")
            return false;
        plain(exchange, deciders, [exchange, path] {
            exchange::Response elsewhere;
            elsewhere.status = 307;
            elsewhere.headers.emplace_back("Location", path);
            exchange->reply(std::move(elsewhere));
        });
        return true;
    }
    if (websocket::asksForWebSocket(request)) {
        plain(exchange, deciders, [exchange, service = m_service, labels = m_labels, deciders] {
            acceptSubscriptions(exchange, service, labels, deciders);
        });
    } else {
        answer(exchange, deciders);
    }
    return true;
}

/// Pages, preflights, redirects and handshakes are no GraphQL requests; to the rules neither. `then` answers
/// one, unless a rule does; it must hold what it needs, for the endpoint may be replaced while it waits.
void Endpoint::plain(const std::shared_ptr<http::Exchange> &exchange, const http::Deciders &deciders,
                     std::function<void()> then) const
{
    exchange->countAs(Protocol::Http, metrics::httpMethodId(exchange->request().method));
    exchange->setRoute(m_labels->page);
    std::unique_ptr<chaos::Plan> plan;
    if (deciders.chaos.acts()) {
        chaos::Subject subject = http::subjectOf(deciders.place, *exchange, kBuiltIn);
        subject.protocol = Protocol::Http;
        subject.hasReply = !websocket::asksForWebSocket(exchange->request());
        plan = deciders.chaos.plan(subject, exchange->recorder());
    }
    if (!plan) {
        then();
        return;
    }
    if (plan->effects().abort)
        then = [exchange, reply = http::replyOf(*plan->effects().abort)] {
            exchange->reply(reply);
        };
    http::FaultCompanion::run(exchange, std::move(plan), 0, std::move(then));
}

void Endpoint::answer(const std::shared_ptr<http::Exchange> &exchange, const http::Deciders &deciders) const
{
    const exchange::Request &request = exchange->request();
    if (auto preflight = http::preflightReply(m_cors, request)) {
        plain(exchange, deciders, [exchange, reply = std::move(*preflight)] { exchange->reply(reply); });
        return;
    }
    const bool isGet = request.method == "GET" || request.method == "HEAD";
    const auto media = negotiate(request, isGet && m_page);
    if (media == MediaType::Page) {
        plain(exchange, deciders, [exchange, page = m_page] { showPage(*exchange, page); });
        return;
    }
    exchange->countAs(Protocol::GraphQl, metrics::kUnknownOperation);
    Reply reply;
    reply.media = media.value_or(MediaType::PlainJson);
    if (!media) {
        refuse(reply, 406, "a reply is application/graphql-response+json or application/json");
    } else if (!isGet && request.method != "POST") {
        refuse(reply, 405, "a GraphQL request is a GET or a POST");
        reply.headers.emplace_back("Allow", "GET, POST");
    } else if (request.body.size() > static_cast<std::size_t>(m_service->settings().limits.maxBody)) {
        exchange->recorder().refused(metrics::Refusal::BodyTooLarge);
        refuse(reply, 413, "the request is larger than graphql.limits.max_body");
    } else if (const ParsedRequest parsed = parseRequest(request); parsed.status != 0) {
        refuse(reply, parsed.status, parsed.problem);
    } else {
        operate(*exchange, deciders, parsed, reply);
    }
    if (reply.hangs) {
        exchange->countAs(Protocol::GraphQl, reply.method);
        exchange->setRoute(reply.route);
        exchange->recorder().faultApplied(Protocol::GraphQl, metrics::Fault::Timeout);
        exchange->hang();
        return;
    }
    send(exchange, std::move(reply));
}

void Endpoint::operate(http::Exchange &exchange, const http::Deciders &deciders, const ParsedRequest &parsed,
                       Reply &reply) const
{
    if (!parsed.isBatch) {
        operation(exchange, deciders, parsed.operations.front(), reply);
        return;
    }
    const project::GraphQl &settings = m_service->settings();
    if (!settings.batching) {
        refuse(reply, 400, "this endpoint takes one operation in a request (graphql.batching is off)");
        return;
    }
    if (parsed.operations.size() > static_cast<std::size_t>(settings.limits.maxBatch)) {
        refuse(reply, 400,
               "a request has " + std::to_string(settings.limits.maxBatch) +
                   " operations at most, this one " + std::to_string(parsed.operations.size()));
        return;
    }
    std::string all = "[";
    for (const RequestParameters &parameters : parsed.operations) {
        reply.body.clear();
        operation(exchange, deciders, parameters, reply);
        all += (all.size() > 1 ? "," : "") + reply.body;
    }
    reply.body = all + "]";
    // The list is well formed whatever became of its operations, and counts as the first of them.
    reply.status = 200;
    reply.headers.erase(std::remove_if(reply.headers.begin(), reply.headers.end(),
                                       [](const auto &header) { return header.first == "Allow"; }),
                        reply.headers.end());
}

/// What HTTP cannot carry: it is answered, and nobody decides over it.
bool Endpoint::isRefused(http::Exchange &exchange, const FoundOperation &found, Reply &reply) const
{
    if (!found.operation)
        return false;
    const OperationType type = found.operation->type;
    if (reply.method == metrics::kUnknownOperation)
        reply.method = methodOf(type);
    if (type != OperationType::Query && exchange.request().method != "POST") {
        refuse(reply, 405, "by GET only queries can be asked");
        reply.headers.emplace_back("Allow", "POST");
        return true;
    }
    if (type != OperationType::Subscription)
        return false;
    reply.body += errorReply("subscriptions need a WebSocket at the same path, with the subprotocol "
                             "graphql-transport-ws");
    requestError(reply, 400);
    return true;
}

void Endpoint::operation(http::Exchange &exchange, const http::Deciders &deciders,
                         const RequestParameters &parameters, Reply &reply) const
{
    FoundOperation found = findOperation(*m_service, m_service->partsOf(exchange.worker()), parameters);
    if (isRefused(exchange, found, reply))
        return;
    const bool isFirst = reply.route == metrics::kUnmatchedRoute;
    if (isFirst && found.operation)
        reply.route = fieldLabel(*m_service, *m_labels, found); // unless a rule answers
    const scenario::Decision decision = deciders.modes.decide();
    reply.modeNs = std::max(reply.modeNs, decision.delayNs);
    reply.hangs = reply.hangs || decision.hang;
    if (decision.hang)
        return;
    OperationFaults faults(*m_service, deciders, exchange.recorder());
    if (faults.acts()) {
        const exchange::Request &request = exchange.request();
        faults.ask(request, request.body.size(), found, true);
    }
    int status = 0;
    if (faults.abort()) {
        addAbort(*faults.abort(), reply);
        status = faults.abort()->status;
    } else if (!found.operation) {
        reply.body += found.errors;
        requestError(reply, status = 400);
    } else if (decision.errorStatus != 0) {
        exchange.recorder().faultApplied(Protocol::GraphQl, metrics::Fault::Error);
        reply.isInjected = true;
        reply.body += injectedError(decision.errorStatus);
        requestError(reply, status = decision.errorStatus);
    } else {
        status = execute(exchange, parameters, found, faults, isFirst, reply);
    }
    faults.ended(status);
    if (!reply.plan)
        reply.plan = faults.takePlan();
    else if (const auto plan = faults.takePlan())
        reply.plan->join(*plan);
}

/// Gives the operation's own status: HTTP's says 200 of most.
int Endpoint::execute(http::Exchange &exchange, const RequestParameters &parameters, FoundOperation &found,
                      OperationFaults &faults, bool isFirst, Reply &reply) const
{
    const OperationOutcome outcome =
        answerOperation(*m_service, m_service->partsOf(exchange.worker()), *m_labels, found, parameters,
                        exchange.request(), reply.body, nullptr, faults.fields());
    if (isFirst)
        reply.route = outcome.route;
    reply.delayNs = std::max(reply.delayNs, outcome.delayNs);
    faults.addDelay(outcome.faultNs);
    reply.hasErrors = reply.hasErrors || outcome.hasErrors;
    if (outcome.requestError != 0)
        requestError(reply, outcome.requestError);
    if (outcome.ruleStatus != 0)
        reply.status = outcome.ruleStatus;
    return statusOf(outcome);
}

/// An error in the shape of GraphQL's, or what the rule gives, whole.
void Endpoint::addAbort(const chaos::Abort &abort, Reply &reply) const
{
    if (!abort.body.empty() || !abort.contentType.empty()) {
        reply.abort = http::replyOf(abort);
        reply.hasErrors = true;
        return;
    }
    if (abort.retryAfterS > 0)
        reply.headers.emplace_back("Retry-After", std::to_string(abort.retryAfterS));
    reply.body += injectedError(abort.status);
    requestError(reply, abort.status);
}

/// A well-formed request that is not executed: application/json says 200 and leaves the rest to its reader
/// (section 6.4).
void Endpoint::requestError(Reply &reply, int status) const
{
    reply.hasErrors = true;
    reply.status = reply.media == MediaType::ResponseJson ? status : 200;
}

void Endpoint::refuse(Reply &reply, int status, std::string_view why) const
{
    reply.hasErrors = true;
    reply.status = status;
    reply.body += errorReply(why);
}

void Endpoint::send(const std::shared_ptr<http::Exchange> &exchange, Reply reply) const
{
    exchange->countAs(Protocol::GraphQl, reply.method);
    exchange->setRoute(reply.route);
    if (reply.hasErrors)
        exchange->setError(metrics::ErrorType::GraphQlError);
    exchange::Response response;
    if (reply.abort) {
        response = std::move(*reply.abort);
    } else {
        response.status = reply.status;
        response.headers = std::move(reply.headers);
        response.headers.emplace_back("Content-Type", contentTypeOf(reply.media));
        response.body = std::move(reply.body);
    }
    if (reply.isInjected)
        response.headers.emplace_back("X-MockForge-Fault", "error");
    if (reply.modeNs > 0) {
        exchange->recorder().faultApplied(Protocol::GraphQl, metrics::Fault::Latency);
        response.headers.emplace_back("X-MockForge-Injected-Delay-Ms",
                                      std::to_string((reply.modeNs + 500'000) / 1'000'000));
    }
    http::addCorsHeaders(m_cors, exchange->request(), response);
    const std::uint64_t delayNs = reply.modeNs + reply.delayNs;
    auto answer = [exchange, response = std::move(response)]() mutable {
        exchange->reply(std::move(response));
    };
    if (reply.plan)
        http::FaultCompanion::run(exchange, std::move(reply.plan), delayNs, std::move(answer));
    else if (delayNs == 0)
        answer();
    else
        exchange->after(delayNs, std::move(answer));
}

} // namespace mockforge::graphql
