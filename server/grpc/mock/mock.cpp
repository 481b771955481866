// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/mock/mock.h"

#include "metrics/record/registry.h"
#include "server/grpc/mock/mockconversation.h"
#include "server/grpc/mock/statusdetails.h"

namespace mockforge::grpc {

Mock::Mock(std::shared_ptr<const Service> service, metrics::Registry &registry)
    : m_service(std::move(service))
{
    for (const MethodEntry &method : m_service->methods())
        m_methods.push_back(registry.internMethod(metrics::Protocol::Grpc, method.label));
    auto rules = std::make_shared<std::vector<metrics::RouteId>>();
    for (const std::string &id : m_service->ruleIds())
        rules->push_back(registry.internRoute(metrics::Protocol::Grpc, id));
    // Behind the rules: what the schema answers without one. A label for each method, unless there are so
    // many that they would leave no room for others.
    constexpr std::size_t kMostLabels = 100;
    const bool few = m_service->methods().size() <= kMostLabels;
    for (const MethodEntry &method : m_service->methods())
        rules->push_back(registry.internRoute(metrics::Protocol::Grpc, few ? method.label : "(schema)"));
    m_rules = std::move(rules);
}

metrics::RouteId Mock::route(const MethodEntry &method) const
{
    return (*m_rules)[m_service->ruleIds().size() + method.index];
}

std::string Mock::details(const Status &status, const std::string &details) const
{
    auto made = serialiseStatus(*m_service->schema(), status.code, status.message, details);
    return made ? std::move(made).value() : std::string();
}

std::unique_ptr<Conversation> Mock::answer(const MethodEntry &method, Call &call) const
{
    return std::make_unique<MockConversation>(m_service, *m_service->d, m_rules, method, call);
}

} // namespace mockforge::grpc
