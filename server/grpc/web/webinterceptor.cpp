// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/web/webinterceptor.h"

#include "metrics/base/clock.h"
#include "server/grpc/call/statuscodes.h"
#include "server/grpc/web/webcall.h"
#include "server/grpc/web/webstream.h"
#include "server/http/cors.h"

#include <algorithm>
#include <utility>

namespace mockforge::grpc {

namespace {

constexpr std::uint64_t kNsPerMs = 1'000'000;
/// A reader of a stream that takes nothing for so long is gone, whatever TCP says.
constexpr std::uint64_t kWriteTimeoutNs = 30'000 * kNsPerMs;

project::Cors corsFor(const std::vector<std::string> &origins, const Metadata &initial)
{
    project::Cors cors;
    cors.enabled = true;
    cors.allowedOrigins = origins;
    cors.allowedMethods = {"POST"};
    cors.exposedHeaders = {"grpc-status", "grpc-message", "grpc-status-details-bin", "x-mockforge-fault",
                           "x-mockforge-injected-delay-ms"};
    for (const auto &[name, value] : initial)
        cors.exposedHeaders.push_back(name);
    return cors;
}

/// Gathers a unary call's reply into one HTTP reply.
class WebReply final : public WebSink
{
public:
    WebReply(std::shared_ptr<http::Exchange> exchange, WebFormat format, std::vector<std::string> origins)
        : m_exchange(std::move(exchange))
        , m_format(std::move(format))
        , m_origins(std::move(origins))
    {}

    void sendHead(const Metadata &initial) override { m_initial = initial; }
    void sendMessage(std::string_view message) override { m_body += messageFrame(message); }
    void hang() override { m_exchange->hang(); }
    void resume() override {} // an exchange that hangs takes its reply all the same
    std::size_t queuedBytes() const override { return m_body.size(); }
    void setRoute(metrics::RouteId route) override { m_exchange->setRoute(route); }
    void addInjected(std::uint64_t injectedNs) override { m_exchange->addInjected(injectedNs); }

    void end(const Status &status, const Metadata &trailers) override
    {
        exchange::Response response;
        response.headers.emplace_back("Content-Type", m_format.contentType);
        Metadata fields = m_initial;
        if (m_body.empty() && status.code != code::kOk) {
            fields = trailerFields(status, trailers);
        } else {
            for (auto &[name, value] : fields)
                value = fieldValue(name, value);
            m_body += trailerFrame(status, trailers);
        }
        http::addCorsHeaders(corsFor(m_origins, fields), m_exchange->request(), response);
        response.headers.insert(response.headers.end(), fields.begin(), fields.end());
        response.body = m_format.text ? toBase64(m_body) : std::move(m_body);
        m_exchange->setError(status.code == code::kOk ? metrics::ErrorType::None
                                                      : metrics::ErrorType::GrpcError);
        m_exchange->reply(std::move(response));
    }

private:
    std::shared_ptr<http::Exchange> m_exchange;
    WebFormat m_format;
    std::vector<std::string> m_origins;
    Metadata m_initial;
    std::string m_body;
};

CallStart startOf(const exchange::Request &request, const std::string &endpoint)
{
    CallStart start;
    start.endpoint = endpoint;
    start.path = request.path;
    start.authority = request.header("Host").value_or("");
    start.peer = request.peer;
    start.peerPort = request.peerPort;
    start.secure = request.secure;
    start.metadata = webMetadata(request);
    if (const std::uint64_t timeout = timeoutOf(request.header("grpc-timeout").value_or("")))
        start.deadlineNs = static_cast<std::int64_t>(monotonicNs() + timeout);
    return start;
}

void replyUnsupported(http::Exchange &exchange)
{
    exchange::Response response;
    response.status = 415;
    response.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
    response.body = "gRPC-Web is answered with protobuf messages only: application/grpc-web+proto or "
                    "application/grpc-web-text+proto\n";
    exchange.setError(metrics::ErrorType::GrpcError);
    exchange.reply(std::move(response));
}

} // namespace

WebInterceptor::WebInterceptor(std::shared_ptr<const Dispatcher> dispatcher, const project::Grpc &settings)
    : m_dispatcher(std::move(dispatcher))
    , m_allowedOrigins(settings.allowedOrigins)
    , m_limits(settings.limits)
{}

bool WebInterceptor::take(const std::shared_ptr<http::Exchange> &exchange,
                          const http::Deciders &deciders) const
{
    return take(exchange, {deciders.modes, &deciders.chaos}, deciders.place.endpoint);
}

bool WebInterceptor::take(const std::shared_ptr<http::Exchange> &exchange, const Deciders &deciders,
                          const std::string &endpoint) const
{
    const exchange::Request &request = exchange->request();
    if (request.method == "OPTIONS") {
        if (!m_dispatcher->serves(std::string(request.path)))
            return false;
        auto preflight = http::preflightReply(corsFor(m_allowedOrigins, {}), request);
        if (!preflight)
            return false;
        exchange->reply(std::move(*preflight));
        return true;
    }
    if (request.method != "POST")
        return false;
    bool supported = true;
    const auto format = webFormatOf(request.header("Content-Type").value_or(""), supported);
    if (!format)
        return false;
    exchange->countAs(metrics::Protocol::Grpc, metrics::kUnknownMethod);
    if (!supported) {
        replyUnsupported(*exchange);
        return true;
    }
    serve(exchange, *format, deciders, endpoint);
    return true;
}

void WebInterceptor::serve(const std::shared_ptr<http::Exchange> &exchange, const WebFormat &format,
                           const Deciders &deciders, const std::string &endpoint) const
{
    const exchange::Request &request = exchange->request();
    auto call = std::make_shared<WebCall>(exchange->worker(), startOf(request, endpoint), m_dispatcher);
    Answer answer = call->findAnswer(deciders);
    exchange->countAs(metrics::Protocol::Grpc, answer.method);
    WebRequest body = parseWebBody(request.body, format.text, m_limits.maxReceiveMessage);
    if (body.problem.code == code::kOk && answer.clientStreaming)
        body.problem = {
            code::kUnimplemented, "gRPC-Web carries no client streams; call the method over HTTP/2", {}};
    if (body.problem.code != code::kOk || !answer.serverStreaming) {
        call->keep(std::make_unique<WebReply>(exchange, format, m_allowedOrigins));
        call->run(std::move(answer.conversation), call->kept(), std::move(body));
        return;
    }
    WebStreamSettings settings;
    settings.format = format;
    exchange::Response cors;
    http::addCorsHeaders(corsFor(m_allowedOrigins, {}), request, cors);
    settings.headers = std::move(cors.headers);
    settings.chunked = request.httpMinor > 0;
    settings.method = answer.method;
    settings.startNs = monotonicNs();
    settings.writeTimeoutNs = kWriteTimeoutNs;
    // The factory must be copyable; what it carries is not.
    auto carried = std::make_shared<Answer>(std::move(answer));
    exchange->takeOver(
        [settings, call, carried, body](http::Takeover takeover) -> std::unique_ptr<http::Session> {
            return std::make_unique<WebStream>(std::move(takeover), settings, call,
                                               std::move(carried->conversation), body);
        },
        true);
}

} // namespace mockforge::grpc
