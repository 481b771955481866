// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/http/operationfaults.h"

namespace mockforge::graphql {

using metrics::Protocol;

chaos::Subject OperationFaults::subjectOf(const http::Deciders &deciders, const exchange::Request &request,
                                          std::size_t size, const FoundOperation &found,
                                          std::string_view route)
{
    const metrics::MethodId method =
        found.operation ? methodOf(found.operation->type) : metrics::kUnknownOperation;
    chaos::Subject subject;
    subject.protocol = Protocol::GraphQl;
    subject.endpoint = deciders.place.endpoint;
    subject.route = route;
    subject.method = metrics::kGraphQlOperations[method];
    subject.peer = request.peer;
    subject.bodySize = size;
    subject.request = &request;
    if (found.operation)
        subject.operation = found.operation->name.text;
    return subject;
}

void OperationFaults::ask(const exchange::Request &request, std::size_t size, const FoundOperation &found,
                          bool hasReply)
{
    m_route = fieldName(m_service, found);
    chaos::Subject subject = subjectOf(m_deciders, request, size, found, m_route);
    subject.hasReply = hasReply;
    if (m_deciders.chaos.acts())
        m_plan = m_deciders.chaos.plan(subject, m_recorder);
    if (found.operation && !abort() && m_deciders.chaos.actsOnFields())
        m_fields = m_deciders.chaos.fieldRules(subject, m_recorder);
}

void OperationFaults::askFields(const exchange::Request &request, std::size_t size,
                                const FoundOperation &found)
{
    m_route = fieldName(m_service, found);
    m_fields = m_deciders.chaos.fieldRules(subjectOf(m_deciders, request, size, found, m_route), m_recorder);
}

chaos::Plan &OperationFaults::plan()
{
    if (!m_plan)
        m_plan = m_deciders.chaos.emptyPlan(Protocol::GraphQl, m_recorder);
    return *m_plan;
}

void OperationFaults::addDelay(std::uint64_t delayNs)
{
    if (delayNs > 0)
        plan().effects().delayNs += delayNs;
}

void OperationFaults::ended(int status)
{
    if (m_plan)
        m_plan->ended(status);
}

std::unique_ptr<chaos::Plan> OperationFaults::takePlan()
{
    if (m_fields) {
        for (auto &[name, active] : m_fields->takeFired())
            plan().addNamed(std::move(name), std::move(active));
    }
    return std::move(m_plan);
}

} // namespace mockforge::graphql
