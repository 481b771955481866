// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/injector.h"
#include "server/http/mockhandler.h"

namespace mockforge::http {

/// Answers the port of a protocol that rides on HTTP (WebSocket, GraphQL) on one worker: what its interceptor
/// does not take is 404. Lives in that worker's thread; `serving` and `director` must outlive it.
class PortHandler : public Handler
{
public:
    using Which = std::shared_ptr<const Interceptor> Serving::*;

    PortHandler(const Published<const Serving> &serving, const scenario::Director &director, Which which,
                chaos::Injector chaos, chaos::Place place);
    void handle(const std::shared_ptr<Exchange> &exchange) override;

private:
    void serve(const std::shared_ptr<Exchange> &exchange);

    Published<const Serving>::Reader m_serving;
    scenario::Director::Reader m_director;
    Which m_which;
    chaos::Injector m_chaos;
    chaos::Place m_place;
};

} // namespace mockforge::http
