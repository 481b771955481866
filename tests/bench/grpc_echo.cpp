// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The bar's other side: the least that a server on the gRPC library can do, on the same generic callback
// service.
// "/bench.Bench/Stream" answers with as many messages as the request's JSON-free payload says, every other
// method sends its message back. Prints its port.

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/grpcpp.h>

#include <csignal>
#include <cstdio>
#include <string>

namespace {

constexpr int kStreamed = 100'000;

/// One message in, the same message and OK out.
class EchoReactor final : public grpc::ServerGenericBidiReactor
{
public:
    EchoReactor() { StartRead(&m_message); }
    void OnReadDone(bool ok) override
    {
        if (ok)
            StartWriteAndFinish(&m_message, {}, grpc::Status::OK);
        else
            Finish(grpc::Status::OK);
    }
    void OnDone() override { delete this; }

private:
    grpc::ByteBuffer m_message;
};

/// One message in, the same message many times out.
class StreamReactor final : public grpc::ServerGenericBidiReactor
{
public:
    StreamReactor() { StartRead(&m_message); }
    void OnReadDone(bool ok) override
    {
        if (ok)
            StartWrite(&m_message);
        else
            Finish(grpc::Status::OK);
    }
    void OnWriteDone(bool ok) override
    {
        if (ok && ++m_sent < kStreamed)
            StartWrite(&m_message);
        else
            Finish(grpc::Status::OK);
    }
    void OnDone() override { delete this; }

private:
    grpc::ByteBuffer m_message;
    int m_sent = 0;
};

class EchoService final : public grpc::CallbackGenericService
{
public:
    grpc::ServerGenericBidiReactor *CreateReactor(grpc::GenericCallbackServerContext *context) override
    {
        if (context->method() == "/bench.Bench/Stream")
            return new StreamReactor;
        return new EchoReactor;
    }
};

} // namespace

int main()
{
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ending, nullptr);

    EchoService service;
    int port = 0;
    grpc::ServerBuilder builder;
    builder.RegisterCallbackGenericService(&service);
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    const auto server = builder.BuildAndStart();
    if (!server)
        return 1;
    std::printf("listening grpc grpc://127.0.0.1:%d\n", port);
    std::fflush(stdout);
    int received = 0;
    sigwait(&ending, &received);
    server->Shutdown(std::chrono::system_clock::now());
    return 0;
}
