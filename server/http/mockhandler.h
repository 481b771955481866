// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/published.h"
#include "server/chaos/injector.h"
#include "server/http/interceptor.h"
#include "server/routing/routetable.h"
#include "server/scenario/director.h"

#include <memory>
#include <vector>

namespace mockforge::http {

/// The project as the workers serve it: swapped as a whole, so that a request sees one version from start to
/// end.
struct Serving
{
    std::shared_ptr<const routing::RouteTable> table;
    std::vector<metrics::RouteId> routeLabels; ///< by the route's index in the table
    metrics::RouteId builtInLabel =
        metrics::kUnmatchedRoute; ///< for what we answer without a route: preflights, OPTIONS
    project::Cors cors;
    /// Asked before the routes on the HTTP port, in this order.
    std::vector<std::shared_ptr<const Interceptor>> interceptors;
    std::shared_ptr<const Interceptor> webSocket; ///< answers the WebSocket port; null: not served
    std::shared_ptr<const Interceptor> graphQl;   ///< answers the GraphQL port
};

/// Answers the mock's HTTP requests on one worker: CORS, the scenario mode, the chaos rules, the route, its
/// delay. Lives in that worker's thread; `serving` and `director` must outlive it. Never blocks: every
/// wait is a timer.
class MockHandler : public Handler
{
public:
    MockHandler(const Published<const Serving> &serving, const scenario::Director &director,
                chaos::Injector chaos, chaos::Place place);
    void handle(const std::shared_ptr<Exchange> &exchange) override;

private:
    bool takeWithRules(const std::shared_ptr<const Interceptor> &interceptor,
                       const std::shared_ptr<Exchange> &exchange);
    exchange::Response answer(const Serving &serving, const routing::Match &match, Exchange &exchange,
                              std::uint64_t &delayNs) const;

    Published<const Serving>::Reader m_serving;
    scenario::Director::Reader m_director;
    chaos::Injector m_chaos;
    chaos::Place m_place;
};

} // namespace mockforge::http
