// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/record/labels.h"
#include "server/grpc/call/call.h"
#include "server/grpc/mock/service.h"

#include <memory>
#include <string_view>
#include <vector>

namespace mockforge::metrics {
class Registry;
}

namespace mockforge::grpc {

/// A Service whose methods and rules have their labels in a registry: what a transport asks for answers.
/// Immutable, any thread.
class Mock
{
public:
    Mock(std::shared_ptr<const Service> service, metrics::Registry &registry);

    const Service &service() const noexcept { return *m_service; }
    /// Null: the transport answers UNIMPLEMENTED.
    const MethodEntry *find(std::string_view path) const { return m_service->find(path); }
    metrics::MethodId label(const MethodEntry &method) const { return m_methods[method.index]; }
    /// What the metrics call an answer of the schema's own, and a call that no rule has seen yet.
    metrics::RouteId route(const MethodEntry &method) const;
    /// Details for a status, serialised; none where the schema does not know them.
    std::string details(const Status &status, const std::string &details) const;
    /// What answers one call of a method of this very mock; keeps what it needs alive. `call` outlives it.
    std::unique_ptr<Conversation> answer(const MethodEntry &method, Call &call) const;

private:
    std::shared_ptr<const Service> m_service;
    std::vector<metrics::MethodId> m_methods;
    std::shared_ptr<const std::vector<metrics::RouteId>> m_rules;
};

} // namespace mockforge::grpc
