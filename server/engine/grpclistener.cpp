// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/stream/acceptrules.h"
#include "server/chaos/stream/streampipe.h"
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
    settings.id = status.id;
    settings.host = status.host;
    settings.port = status.configuredPort;
    settings.compression = project.grpc.compression;
    settings.limits = project.grpc.limits;
    settings.tls = std::move(tls).value();
    return settings;
}

/// A pipe for each connection, for the chaos rules on bytes that there are or will be.
grpc::PipeMaker pipesOf(Runtime &runtime, const EndpointStatus &status)
{
    return [&runtime, place = chaos::Place{metrics::Protocol::Grpc, status.id}](
               metrics::Recorder &recorder, const net::PeerAddress &peer) {
        return std::make_unique<chaos::StreamPipe>(runtime.chaos(), recorder, place, peer);
    };
}

/// The gRPC port; what it is doing is what the health service says.
class GrpcListener final : public Listener
{
public:
    GrpcListener(Runtime &runtime, const EndpointStatus &status, const std::vector<net::Worker *> &workers,
                 grpc::EndpointSettings settings, std::shared_ptr<chaos::AcceptRules> doorman)
        : m_runtime(runtime)
        , m_status(status)
        , m_doorman(std::move(doorman))
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
        settings.value().pipes = pipesOf(m_runtime, m_status);
        m_doorman->setSecure(settings.value().tls != nullptr);
        m_endpoint.reconfigure(std::move(settings).value());
        return {};
    }

    void stop(int drainMs, std::function<void()> done) override
    {
        m_health->setServing(false);
        m_endpoint.stop(drainMs, std::move(done));
    }

private:
    Runtime &m_runtime;
    const EndpointStatus m_status;
    std::shared_ptr<chaos::AcceptRules> m_doorman;
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
    auto doorman = std::make_shared<chaos::AcceptRules>(runtime.chaos(), runtime.registry(),
                                                        chaos::Place{metrics::Protocol::Grpc, status.id});
    doorman->setSecure(settings.value().tls != nullptr);
    settings.value().doorman = doorman;
    settings.value().pipes = pipesOf(runtime, status);
    return std::unique_ptr<Listener>(
        std::make_unique<GrpcListener>(runtime, status, workersFor(runtime, status, project),
                                       std::move(settings).value(), std::move(doorman)));
}

} // namespace mockforge::engine
