// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graphql/http/operation.h"
#include "server/http/interceptor.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace mockforge::graphql {

class OperationFaults;

/// GraphQL over HTTP at one path (draft of the GraphQL Foundation): negotiation, status codes, batches, CORS,
/// the scenario mode and the chaos rules, for each operation; the page for browsers; the handshakes of
/// subscriptions. Immutable, shared by the workers and called on theirs.
class Endpoint final : public http::Interceptor
{
public:
    Endpoint(std::shared_ptr<const Service> service, bool ownPort, metrics::Registry &registry);

    bool take(const std::shared_ptr<http::Exchange> &exchange, const http::Deciders &deciders) const override;

    bool asksChaos() const noexcept override { return true; }

private:
    /// A reply under way: what its operations add to it.
    struct Reply
    {
        MediaType media = MediaType::PlainJson;
        int status = 200;
        std::string body;
        std::vector<std::pair<std::string, std::string>> headers;
        metrics::MethodId method = metrics::kUnknownOperation;
        metrics::RouteId route = metrics::kUnmatchedRoute;
        bool hasErrors = false;
        bool isInjected = false;
        bool hangs = false;
        std::uint64_t modeNs = 0;
        std::uint64_t delayNs = 0;
        std::unique_ptr<chaos::Plan> plan;       ///< of all its operations; null: no rule acts
        std::optional<exchange::Response> abort; ///< that a rule gives whole
    };

    void answer(const std::shared_ptr<http::Exchange> &exchange, const http::Deciders &deciders) const;
    void operate(http::Exchange &exchange, const http::Deciders &deciders, const ParsedRequest &parsed,
                 Reply &reply) const;
    void operation(http::Exchange &exchange, const http::Deciders &deciders,
                   const RequestParameters &parameters, Reply &reply) const;
    bool isRefused(http::Exchange &exchange, const FoundOperation &found, Reply &reply) const;
    int execute(http::Exchange &exchange, const RequestParameters &parameters, FoundOperation &found,
                OperationFaults &faults, bool isFirst, Reply &reply) const;
    void addAbort(const chaos::Abort &abort, Reply &reply) const;
    void plain(const std::shared_ptr<http::Exchange> &exchange, const http::Deciders &deciders,
               std::function<void()> then) const;
    void refuse(Reply &reply, int status, std::string_view why) const;
    void requestError(Reply &reply, int status) const;
    void send(const std::shared_ptr<http::Exchange> &exchange, Reply reply) const;

    std::shared_ptr<const Service> m_service;
    bool m_ownPort;
    project::Cors m_cors;
    std::shared_ptr<const Labels> m_labels;
    std::shared_ptr<const std::string> m_page; ///< null: none is shown
};

} // namespace mockforge::graphql
