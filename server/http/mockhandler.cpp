// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/mockhandler.h"

#include "metrics/record/faults.h"
#include "metrics/record/recorder.h"
#include "server/http/cors.h"
#include "server/http/faultcompanion.h"

#include <nlohmann/json.hpp>

#include <string>

namespace mockforge::http {

namespace {

constexpr std::size_t kNearMisses = 3;

std::string toJson(const nlohmann::ordered_json &value)
{
    // A request's own bytes may be quoted in the reply; what is not UTF-8 becomes U+FFFD instead of an
    // exception.
    return value.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

exchange::Response jsonReply(int status, const nlohmann::ordered_json &value)
{
    exchange::Response response;
    response.status = status;
    response.headers.emplace_back("Content-Type", "application/json");
    response.body = toJson(value);
    return response;
}

exchange::Response errorOfMode(int status)
{
    exchange::Response response = jsonReply(
        status,
        {{"error", std::string(exchange::reasonPhrase(status))}, {"status", status}, {"injected", true}});
    response.headers.emplace_back("X-MockForge-Fault", "error");
    return response;
}

exchange::Response notFound(const routing::RouteTable &table, const exchange::Request &request)
{
    nlohmann::ordered_json closest = nlohmann::ordered_json::array();
    for (const routing::NearMiss &miss : table.explain(request, kNearMisses)) {
        closest.push_back(
            {{"route", miss.route}, {"method", miss.method}, {"path", miss.path}, {"reasons", miss.reasons}});
    }
    return jsonReply(
        404, {{"error", "no route matches " + std::string(request.method) + " " + std::string(request.path)},
              {"status", 404},
              {"closest", std::move(closest)}});
}

exchange::Response optionsReply(const std::vector<std::string> &methods)
{
    exchange::Response response;
    response.status = 204;
    std::string allow = "OPTIONS";
    for (const std::string &method : methods) {
        if (method != "OPTIONS")
            allow += ", " + method;
    }
    response.headers.emplace_back("Allow", allow);
    return response;
}

} // namespace

MockHandler::MockHandler(const Published<const Serving> &serving, const scenario::Director &director,
                         chaos::Injector chaos, chaos::Place place)
    : m_serving(serving)
    , m_director(director)
    , m_chaos(std::move(chaos))
    , m_place(std::move(place))
{}

exchange::Response MockHandler::answer(const Serving &serving, const routing::Match &match,
                                       Exchange &exchange, std::uint64_t &delayNs) const
{
    const exchange::Request &request = exchange.request();
    const routing::RouteTable &table = *serving.table;
    if (match.route == nullptr) {
        if (request.method == "OPTIONS") {
            if (const auto methods = table.methodsFor(request); !methods.empty()) {
                exchange.setRoute(serving.builtInLabel);
                return optionsReply(methods);
            }
        }
        return notFound(table, request);
    }
    auto rendered = table.render(match, request);
    if (!rendered)
        return jsonReply(
            500, {{"error", rendered.error().message}, {"status", 500}, {"detail", rendered.error().detail}});
    delayNs += rendered.value().delayNs;
    return std::move(rendered).value().response;
}

/// Asks the rules about a request that the interceptor claims, and has it taken when they are done with it.
bool MockHandler::takeWithRules(const std::shared_ptr<const Interceptor> &interceptor,
                                const std::shared_ptr<Exchange> &exchange)
{
    const auto claim = interceptor->claim(exchange->request());
    if (!claim)
        return false;
    chaos::Subject subject = subjectOf(m_place, *exchange, claim->route);
    subject.protocol = claim->protocol;
    auto plan = m_chaos.plan(subject, exchange->recorder());
    if (!plan)
        return false;
    std::optional<chaos::Abort> abort = plan->effects().abort;
    FaultCompanion::run(exchange, std::move(plan), 0,
                        [this, interceptor, exchange, abort = std::move(abort)] {
                            if (abort)
                                interceptor->abort(*exchange, *abort);
                            else
                                interceptor->take(exchange, {m_director, m_chaos, m_place});
                        });
    return true;
}

void MockHandler::handle(const std::shared_ptr<Exchange> &exchange)
{
    const Serving &serving = *m_serving.get();
    const Deciders deciders{m_director, m_chaos, m_place};
    for (const auto &interceptor : serving.interceptors) {
        if ((m_chaos.acts() && takeWithRules(interceptor, exchange)) || interceptor->take(exchange, deciders))
            return;
    }
    const routing::Match match = serving.table->match(exchange->request());
    exchange->setRoute(match.route ? serving.routeLabels[routing::RouteTable::indexOf(*match.route)]
                                   : metrics::kUnmatchedRoute);
    const scenario::Decision decision = m_director.decide();
    if (decision.hang) {
        exchange->recorder().faultApplied(metrics::Protocol::Http, metrics::Fault::Timeout);
        exchange->hang();
        return;
    }

    std::unique_ptr<chaos::Plan> plan;
    if (m_chaos.acts()) {
        const std::string_view route =
            match.route
                ? std::string_view(serving.table->routeIds()[routing::RouteTable::indexOf(*match.route)])
                : std::string_view();
        plan = m_chaos.plan(subjectOf(m_place, *exchange, route), exchange->recorder());
    }
    std::uint64_t delayNs = decision.delayNs;
    exchange::Response response;
    if (plan && plan->effects().abort) {
        response = replyOf(*plan->effects().abort);
    } else if (decision.errorStatus != 0) {
        exchange->recorder().faultApplied(metrics::Protocol::Http, metrics::Fault::Error);
        response = errorOfMode(decision.errorStatus);
    } else if (auto preflight = preflightReply(serving.cors, exchange->request())) {
        exchange->setRoute(serving.builtInLabel);
        response = std::move(*preflight);
    } else {
        response = answer(serving, match, *exchange, delayNs);
    }
    if (decision.delayNs > 0) {
        exchange->recorder().faultApplied(metrics::Protocol::Http, metrics::Fault::Latency);
        response.headers.emplace_back("X-MockForge-Injected-Delay-Ms",
                                      std::to_string((decision.delayNs + 500'000) / 1'000'000));
    }
    addCorsHeaders(serving.cors, exchange->request(), response);
    if (plan) {
        FaultCompanion::run(
            exchange, std::move(plan), delayNs,
            [exchange, reply = std::move(response)]() mutable { exchange->reply(std::move(reply)); });
        return;
    }
    if (delayNs == 0) {
        exchange->reply(std::move(response));
        return;
    }
    exchange->after(delayNs, [exchange, response = std::move(response)]() mutable {
        exchange->reply(std::move(response));
    });
}

} // namespace mockforge::http
