// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/transport/server.h"

#include "server/grpc/transport/servercall.h"

#include <grpcpp/grpcpp.h>
#include <grpcpp/server_posix.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <unistd.h>
#include <utility>

namespace mockforge::grpc {

namespace {

int toInt(std::int64_t value)
{
    return static_cast<int>(std::clamp<std::int64_t>(value, 0, std::numeric_limits<int>::max()));
}

/// 0 in the project file means that there is no limit.
int orUnlimited(std::int64_t value)
{
    return value > 0 ? toInt(value) : std::numeric_limits<int>::max();
}

void applyLimits(::grpc::ServerBuilder &builder, const project::GrpcLimits &limits)
{
    builder.SetMaxReceiveMessageSize(limits.maxReceiveMessage > 0 ? toInt(limits.maxReceiveMessage) : -1);
    builder.SetMaxSendMessageSize(limits.maxSendMessage > 0 ? toInt(limits.maxSendMessage) : -1);
    builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, orUnlimited(limits.maxMetadata));
    builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, orUnlimited(limits.maxConcurrentStreams));
    builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, orUnlimited(limits.keepaliveTimeMs));
    builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, orUnlimited(limits.keepaliveTimeoutMs));
    builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
    // A client that asks whether we are alive more often than the library thinks polite is not thrown out.
    builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 1000);
    if (limits.idleTimeoutMs > 0)
        builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, toInt(limits.idleTimeoutMs));
}

class GenericService final : public ::grpc::CallbackGenericService
{
public:
    explicit GenericService(CallEnvironment environment)
        : m_environment(std::move(environment))
    {}

    ::grpc::ServerGenericBidiReactor *CreateReactor(::grpc::GenericCallbackServerContext *context) override
    {
        return ServerCall::create(m_environment, *context);
    }

private:
    CallEnvironment m_environment;
};

} // namespace

struct Server::Private
{
    explicit Private(CallEnvironment environment)
        : service(std::move(environment))
    {}

    GenericService service;
    std::unique_ptr<::grpc::Server> server;
};

Server::Server(ThreadStates &threads, std::shared_ptr<ConnectionTable> connections,
               const project::GrpcLimits &limits, bool compression, const std::string &endpoint)
    : d(std::make_unique<Private>(CallEnvironment{threads, std::move(connections),
                                                  std::make_shared<std::atomic<std::int64_t>>(0), endpoint,
                                                  compression}))
{
    ::grpc::ServerBuilder builder;
    builder.RegisterCallbackGenericService(&d->service);
    applyLimits(builder, limits);
    d->server = builder.BuildAndStart();
}

Server::~Server()
{
    shutDown(0);
}

void Server::adopt(int descriptor)
{
    if (d->server)
        ::grpc::AddInsecureChannelFromFd(d->server.get(), descriptor);
    else
        ::close(descriptor);
}

void Server::shutDown(int drainMs)
{
    if (!d->server)
        return;
    d->server->Shutdown(std::chrono::system_clock::now() + std::chrono::milliseconds(drainMs));
    d->server->Wait();
}

} // namespace mockforge::grpc
