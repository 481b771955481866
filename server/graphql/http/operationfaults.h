// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graphql/http/operation.h"
#include "server/http/interceptor.h"

#include <memory>
#include <string>

namespace mockforge::graphql {

/// What the chaos rules do to one GraphQL operation, however it came: by HTTP or over a WebSocket. Rules know
/// it by the kind of the operation as its method, its first field ("Query.user") as its route, and its name.
/// Lives while the operation is answered; one worker's thread.
class OperationFaults
{
public:
    OperationFaults(const Service &service, const http::Deciders &deciders, metrics::Recorder &recorder)
        : m_service(service)
        , m_deciders(deciders)
        , m_recorder(recorder)
    {}

    /// Whether there are any rules to ask.
    bool acts() { return m_deciders.chaos.acts() || m_deciders.chaos.actsOnFields(); }
    /// Asks them; what is given must live as long as this. `hasReply`: an HTTP reply, which faults may shape.
    void ask(const exchange::Request &request, std::size_t size, const FoundOperation &found, bool hasReply);
    /// Asks only those for fields: of one event of a subscription.
    void askFields(const exchange::Request &request, std::size_t size, const FoundOperation &found);

    /// The answer in place of the operation's; null: it is executed.
    const chaos::Abort *abort() const
    {
        return m_plan && m_plan->effects().abort ? &*m_plan->effects().abort : nullptr;
    }
    /// For the execution; null: no rule is for its fields.
    chaos::FieldRules *fields() const { return m_fields.get(); }
    /// Beside the plan's own delay: what faults of fields take.
    void addDelay(std::uint64_t delayNs);
    void ended(int status);
    /// What goes on until the reply has gone; null: nothing does.
    std::unique_ptr<chaos::Plan> takePlan();

    /// The operation as rules are asked about it, with views into `route`, `found` and `request`.
    static chaos::Subject subjectOf(const http::Deciders &deciders, const exchange::Request &request,
                                    std::size_t size, const FoundOperation &found, std::string_view route);

private:
    chaos::Plan &plan();

    const Service &m_service;
    const http::Deciders &m_deciders;
    metrics::Recorder &m_recorder;
    std::string m_route;
    std::unique_ptr<chaos::Plan> m_plan;
    std::unique_ptr<chaos::FieldRules> m_fields;
};

} // namespace mockforge::graphql
