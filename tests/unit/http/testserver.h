// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/record/registry.h"
#include "metrics/record/sharddata.h"
#include "server/http/endpoint.h"
#include "server/net/acceptthread.h"
#include "server/net/worker.h"

#include <atomic>
#include <memory>
#include <string>
#include <utility>

/// A real endpoint on a free port of 127.0.0.1 with a small handler:
/// /delay/<ms> answers later, /hang never, /drop lets go, /throw throws, /big sends 4 MB, /text 3000 letters,
/// /late keeps the exchange beyond its reply; everything else echoes method, target and body.
class TestHandler : public mockforge::http::Handler
{
public:
    void handle(const std::shared_ptr<mockforge::http::Exchange> &exchange) override
    {
        using mockforge::exchange::Response;
        const std::string path(exchange->request().path);
        if (path.starts_with("/delay/")) {
            exchange->after(std::stoull(path.substr(7)) * 1'000'000, [exchange] { echo(*exchange); });
        } else if (path == "/hang") {
            exchange->hang();
        } else if (path == "/throw") {
            throw std::runtime_error("on purpose");
        } else if (path == "/big") {
            Response response;
            response.shared = m_big;
            exchange->reply(std::move(response));
        } else if (path == "/text") {
            Response response;
            response.headers.emplace_back("Content-Type", "text/plain");
            response.body = std::string(3000, 't');
            exchange->reply(std::move(response));
        } else if (path == "/missing") {
            Response response;
            response.status = 404;
            exchange->reply(std::move(response));
        } else if (path == "/late") {
            echo(*exchange);
            m_kept = exchange;
        } else if (path == "/kept") {
            Response response;
            response.body = m_kept ? std::string(m_kept->request().target) : "none";
            exchange->reply(std::move(response));
        } else if (path != "/drop") {
            echo(*exchange);
        }
    }

private:
    static void echo(mockforge::http::Exchange &exchange)
    {
        mockforge::exchange::Response response;
        response.body.append(exchange.request().method).append(" ").append(exchange.request().target);
        response.body.append(" ").append(exchange.request().body);
        exchange.reply(std::move(response));
    }

    std::shared_ptr<const std::string> m_big =
        std::make_shared<const std::string>(std::string(4'000'000, 'b'));
    std::shared_ptr<mockforge::http::Exchange> m_kept;
};

class TestServer
{
public:
    explicit TestServer(mockforge::http::EndpointSettings settings = {}, int workers = 2)
        : m_acceptThread(m_registry)
        , m_pool(m_registry, workers)
    {
        settings.host = "127.0.0.1";
        m_endpoint = std::make_unique<mockforge::http::Endpoint>(
            m_acceptThread, m_pool.workers(), std::move(settings),
            [](mockforge::metrics::Recorder &) { return std::make_unique<TestHandler>(); });
        const auto started = m_endpoint->start();
        m_port = started ? started.value() : std::uint16_t{0};
    }

    std::uint16_t port() const { return m_port; }
    mockforge::http::Endpoint &endpoint() { return *m_endpoint; }
    mockforge::net::AcceptThread &acceptThread() { return m_acceptThread; }
    std::vector<mockforge::net::Worker *> workers() const { return m_pool.workers(); }

    std::uint64_t refused(mockforge::metrics::Refusal reason) const
    {
        return sum([&](const auto &shard) { return shard.refusals[static_cast<std::size_t>(reason)].get(); });
    }
    std::int64_t inFlight() const
    {
        return static_cast<std::int64_t>(sum(
            [](const auto &shard) { return static_cast<std::uint64_t>(shard.protocols[0].inFlight.get()); }));
    }
    std::int64_t open() const
    {
        return static_cast<std::int64_t>(sum([](const auto &shard) {
            return static_cast<std::uint64_t>(shard.protocols[0].openConnections.get());
        }));
    }
    std::uint64_t errors(mockforge::metrics::ErrorType type) const
    {
        return sum([&](const auto &shard) {
            return shard.protocols[0].errors[static_cast<std::size_t>(type)].get();
        });
    }
    std::uint64_t requests(int status) const
    {
        return sum([&](const auto &shard) {
            std::uint64_t total = 0;
            for (const auto &method : shard.httpRequests)
                total += method[mockforge::metrics::statusIndex(static_cast<std::uint16_t>(status))].get();
            return total;
        });
    }

private:
    template <typename Read>
    std::uint64_t sum(const Read &read) const
    {
        std::uint64_t total = 0;
        for (const auto &shard : m_registry.shards())
            total += read(*shard);
        return total;
    }

    mockforge::metrics::Registry m_registry;
    mockforge::net::AcceptThread m_acceptThread;
    mockforge::net::WorkerPool m_pool;
    std::unique_ptr<mockforge::http::Endpoint> m_endpoint;
    std::uint16_t m_port = 0;
};
