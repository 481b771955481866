// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/stream/acceptrules.h"
#include "server/engine/listener.h"
#include "server/grpc/transport/endpoint.h"
#include "server/net/tlscontext.h"

#include <utility>

namespace mockforge::engine {

namespace {

using control::EndpointStatus;

Result<grpc::EndpointSettings> settingsOf(const EndpointStatus &status, const project::Project &project)
{
    auto tls = tlsContextOf(project.grpc.tls, true);
    if (!tls)
        return tls.error();
    grpc::EndpointSettings settings;
    settings.host = status.host;
    settings.port = status.configuredPort;
    settings.compression = project.grpc.compression;
    settings.limits = project.grpc.limits;
    settings.tls = std::move(tls).value();
    return settings;
}

/// The gRPC port; what it is doing is what the health service says.
class GrpcListener final : public Listener
{
public:
    GrpcListener(Runtime &runtime, const EndpointStatus &status, const std::vector<net::Worker *> &workers,
                 grpc::EndpointSettings settings)
        : m_status(status)
        , m_health(runtime.grpcHealth())
        , m_endpoint(runtime.acceptThread(), workers, runtime.grpcThreads(), std::move(settings))
    {}

    Result<std::uint16_t> start() override
    {
        auto port = m_endpoint.start();
        if (port)
            m_health->setServing(true);
        return port;
    }

    Result<void> reconfigure(const project::Project &project) override
    {
        auto settings = settingsOf(m_status, project);
        if (!settings)
            return settings.error();
        m_endpoint.reconfigure(std::move(settings).value());
        return {};
    }

    void stop(int drainMs, std::function<void()> done) override
    {
        m_health->setServing(false);
        m_endpoint.stop(drainMs, std::move(done));
    }

private:
    const EndpointStatus m_status;
    std::shared_ptr<grpc::HealthBoard> m_health;
    grpc::Endpoint m_endpoint;
};

} // namespace

Result<std::unique_ptr<Listener>> makeGrpcListener(Runtime &runtime, const EndpointStatus &status,
                                                   const project::Project &project)
{
    auto settings = settingsOf(status, project);
    if (!settings)
        return settings.error();
    settings.value().doorman = std::make_shared<chaos::AcceptRules>(
        runtime.chaos(), runtime.registry(), chaos::Place{metrics::Protocol::Grpc, status.id});
    return std::unique_ptr<Listener>(std::make_unique<GrpcListener>(
        runtime, status, workersFor(runtime, status, project), std::move(settings).value()));
}

} // namespace mockforge::engine
