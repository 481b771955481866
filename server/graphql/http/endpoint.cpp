// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/http/endpoint.h"

#include "metrics/record/faults.h"
#include "metrics/record/recorder.h"
#include "metrics/record/registry.h"
#include "server/graphql/http/page.h"
#include "server/graphql/http/subscriptions.h"
#include "server/graphql/http/workerparts.h"
#include "server/http/cors.h"
#include "server/websocket/handshake.h"

#include <algorithm>

namespace mockforge::graphql {

namespace {

using metrics::Protocol;

std::shared_ptr<const Labels> makeLabels(const Service &service, metrics::Registry &registry)
{
    auto labels = std::make_shared<Labels>();
    labels->page = registry.internRoute(Protocol::Http, "(built-in)");
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

bool Endpoint::take(const std::shared_ptr<http::Exchange> &exchange, scenario::Director::Reader &modes) const
{
    const exchange::Request &request = exchange->request();
    const std::string &path = m_service->settings().path;
    if (request.path != path) {
        if (!m_ownPort || request.path != "/" || request.method != "GET")
            return false;
        asPlainHttp(*exchange);
        exchange::Response elsewhere;
        elsewhere.status = 307;
        elsewhere.headers.emplace_back("Location", path);
        exchange->reply(std::move(elsewhere));
        return true;
    }
    if (websocket::asksForWebSocket(request))
        upgrade(exchange, modes);
    else
        answer(exchange, modes);
    return true;
}

void Endpoint::abort(http::Exchange &exchange, const chaos::Abort &abort) const
{
    exchange::Response response = http::replyOf(abort);
    if (abort.body.empty() && abort.contentType.empty()) {
        const MediaType media = negotiate(exchange.request(), false).value_or(MediaType::PlainJson);
        response.status = media == MediaType::ResponseJson ? abort.status : 200;
        response.headers.front().second = contentTypeOf(media);
        response.body = injectedError(abort.status);
    }
    exchange.setError(metrics::ErrorType::GraphQlError);
    http::addCorsHeaders(m_cors, exchange.request(), response);
    exchange.reply(std::move(response));
}

/// Pages, preflights, redirects and handshakes are no GraphQL requests.
void Endpoint::asPlainHttp(http::Exchange &exchange) const
{
    exchange.countAs(metrics::Protocol::Http, metrics::httpMethodId(exchange.request().method));
    exchange.setRoute(m_labels->page);
}

void Endpoint::answer(const std::shared_ptr<http::Exchange> &exchange,
                      scenario::Director::Reader &modes) const
{
    const exchange::Request &request = exchange->request();
    if (auto preflight = http::preflightReply(m_cors, request)) {
        asPlainHttp(*exchange);
        exchange->reply(std::move(*preflight));
        return;
    }
    const bool isGet = request.method == "GET" || request.method == "HEAD";
    const auto media = negotiate(request, isGet && m_page);
    if (media == MediaType::Page) {
        showPage(*exchange);
        return;
    }
    exchange->countAs(metrics::Protocol::GraphQl, metrics::kUnknownOperation);
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
        operate(*exchange, modes, parsed, reply);
    }
    if (reply.hangs) {
        exchange->countAs(metrics::Protocol::GraphQl, reply.method);
        exchange->setRoute(reply.route);
        exchange->recorder().faultApplied(metrics::Protocol::GraphQl, metrics::Fault::Timeout);
        exchange->hang();
        return;
    }
    send(exchange, std::move(reply));
}

void Endpoint::operate(http::Exchange &exchange, scenario::Director::Reader &modes,
                       const ParsedRequest &parsed, Reply &reply) const
{
    if (!parsed.isBatch) {
        operation(exchange, modes, parsed.operations.front(), reply);
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
        operation(exchange, modes, parameters, reply);
        all += (all.size() > 1 ? "," : "") + reply.body;
    }
    reply.body = all + "]";
    // The list is well formed whatever became of its operations, and counts as the first of them.
    reply.status = 200;
    reply.headers.erase(std::remove_if(reply.headers.begin(), reply.headers.end(),
                                       [](const auto &header) { return header.first == "Allow"; }),
                        reply.headers.end());
}

void Endpoint::operation(http::Exchange &exchange, scenario::Director::Reader &modes,
                         const RequestParameters &parameters, Reply &reply) const
{
    const exchange::Request &request = exchange.request();
    WorkerParts &parts = m_service->partsOf(exchange.worker());
    FoundOperation found = findOperation(*m_service, parts, parameters);
    if (!found.operation) {
        reply.body += found.errors;
        requestError(reply, 400);
    } else {
        const OperationType type = found.operation->type;
        if (reply.method == metrics::kUnknownOperation)
            reply.method = methodOf(type);
        if (type != OperationType::Query && request.method != "POST") {
            refuse(reply, 405, "by GET only queries can be asked");
            reply.headers.emplace_back("Allow", "POST");
            return;
        }
        if (type == OperationType::Subscription) {
            reply.body += errorReply("subscriptions need a WebSocket at the same path, with the subprotocol "
                                     "graphql-transport-ws");
            requestError(reply, 400);
            return;
        }
    }
    const bool isFirst = reply.route == metrics::kUnmatchedRoute;
    if (isFirst && found.operation)
        reply.route = fieldLabel(*m_service, *m_labels, found); // unless a rule answers
    const scenario::Decision decision = modes.decide();
    reply.modeNs = std::max(reply.modeNs, decision.delayNs);
    reply.hangs = reply.hangs || decision.hang;
    if (decision.hang || !found.operation)
        return;
    if (decision.errorStatus != 0) {
        exchange.recorder().faultApplied(metrics::Protocol::GraphQl, metrics::Fault::Error);
        reply.body += injectedError(decision.errorStatus);
        reply.isInjected = true;
        requestError(reply, decision.errorStatus);
        return;
    }
    const OperationOutcome outcome =
        answerOperation(*m_service, parts, *m_labels, found, parameters, request, reply.body);
    if (isFirst)
        reply.route = outcome.route;
    reply.delayNs = std::max(reply.delayNs, outcome.delayNs);
    reply.hasErrors = reply.hasErrors || outcome.hasErrors;
    if (outcome.requestError != 0)
        requestError(reply, outcome.requestError);
    if (outcome.ruleStatus != 0)
        reply.status = outcome.ruleStatus;
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
    exchange->countAs(metrics::Protocol::GraphQl, reply.method);
    exchange->setRoute(reply.route);
    if (reply.hasErrors)
        exchange->setError(metrics::ErrorType::GraphQlError);
    exchange::Response response;
    response.status = reply.status;
    response.headers = std::move(reply.headers);
    response.headers.emplace_back("Content-Type", contentTypeOf(reply.media));
    if (reply.isInjected)
        response.headers.emplace_back("X-MockForge-Fault", "error");
    response.body = std::move(reply.body);
    if (reply.modeNs > 0) {
        exchange->recorder().faultApplied(metrics::Protocol::GraphQl, metrics::Fault::Latency);
        response.headers.emplace_back("X-MockForge-Injected-Delay-Ms",
                                      std::to_string((reply.modeNs + 500'000) / 1'000'000));
    }
    http::addCorsHeaders(m_cors, exchange->request(), response);
    const std::uint64_t delayNs = reply.modeNs + reply.delayNs;
    if (delayNs == 0) {
        exchange->reply(std::move(response));
        return;
    }
    exchange->after(delayNs, [exchange, response = std::move(response)]() mutable {
        exchange->reply(std::move(response));
    });
}

void Endpoint::showPage(http::Exchange &exchange) const
{
    asPlainHttp(exchange);
    exchange::Response response;
    response.headers.emplace_back("Content-Type", contentTypeOf(MediaType::Page));
    response.headers.emplace_back("Content-Security-Policy", pagePolicy());
    response.headers.emplace_back("Cache-Control", "no-cache");
    response.headers.emplace_back("Vary", "Accept");
    response.shared = m_page;
    exchange.reply(std::move(response));
}

void Endpoint::upgrade(const std::shared_ptr<http::Exchange> &exchange,
                       scenario::Director::Reader &modes) const
{
    asPlainHttp(*exchange);
    acceptSubscriptions(exchange, m_service, m_labels, modes);
}

} // namespace mockforge::graphql
