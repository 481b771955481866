// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/record/registry.h"
#include "metrics/record/sharddata.h"
#include "server/grpc/call/dispatcher.h"
#include "server/grpc/call/modeconversation.h"
#include "server/grpc/transport/endpoint.h"
#include "server/grpc/transport/threadstates.h"
#include "server/net/acceptthread.h"
#include "server/net/worker.h"

#include <QTest>

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <chrono>
#include <thread>

using namespace mockforge;
namespace mock = mockforge::grpc; // "grpc" alone could be the library

namespace {

/// Sends back what it gets; "/x/Endless" sends until the call ends.
class Echo : public mock::Conversation
{
public:
    explicit Echo(mock::Call &call)
        : m_call(call)
    {}
    void started() override
    {
        if (m_call.start().path == "/x/Endless")
            sendMore();
    }
    void received(std::string_view message) override { m_call.send(std::string(message)); }
    void halfClosed() override
    {
        if (m_call.start().path != "/x/Endless")
            m_call.finish({0, {}, {}}, {{"x-peer", m_call.start().peer}});
    }
    void cancelled() override {}

private:
    void sendMore()
    {
        while (m_call.queuedBytes() < 100'000)
            m_call.send(std::string(10'000, 'e'));
        m_call.after(1'000'000, [this] { sendMore(); });
    }
    mock::Call &m_call;
};

class EchoDispatcher : public mock::Dispatcher
{
public:
    explicit EchoDispatcher(metrics::MethodId method)
        : m_method(method)
    {}
    bool serves(const std::string &path) const override { return path.starts_with("/x/"); }
    mock::Answer answer(mock::RunningCall &call, const mock::Deciders &deciders) const override
    {
        return {
            mock::underMode(call, deciders.modes.decide(), [&call] { return std::make_unique<Echo>(call); }),
            m_method,
            true,
            true,
            {}};
    }

private:
    metrics::MethodId m_method;
};

::grpc::ByteBuffer buffer(const std::string &text)
{
    const ::grpc::Slice slice(text);
    return {&slice, 1};
}

std::string textOf(const ::grpc::ByteBuffer &buffer)
{
    ::grpc::Slice slice;
    if (!buffer.DumpToSingleSlice(&slice).ok())
        return {};
    return {reinterpret_cast<const char *>(slice.begin()), slice.size()};
}

} // namespace

class TestGrpcTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void echoesUnary();
    void echoesLargeMessages();
    void countsEveryEnding();
    void slowReaderHoldsBackTheSender();
    void modesApply();
    void stopLetsCallsEnd();
    void limitsChangeForNewConnections();

private:
    struct Outcome
    {
        ::grpc::Status status;
        std::string reply;
        std::multimap<::grpc::string_ref, ::grpc::string_ref> trailers;
    };
    std::unique_ptr<::grpc::ClientContext> unary(const std::string &path, const std::string &message,
                                                 Outcome &outcome, int deadlineMs = 5000);
    std::shared_ptr<::grpc::Channel> channel();
    std::int64_t inFlight() const;
    std::uint64_t requests(metrics::StatusId status) const;

    std::unique_ptr<metrics::Registry> m_registry;
    std::unique_ptr<scenario::Director> m_director;
    std::unique_ptr<chaos::Controller> m_chaos;
    std::unique_ptr<Published<const mock::Dispatcher>> m_calls;
    std::unique_ptr<mock::ThreadStates> m_threads;
    std::unique_ptr<net::AcceptThread> m_acceptThread;
    std::unique_ptr<net::WorkerPool> m_workers;
    std::unique_ptr<mock::Endpoint> m_endpoint;
    mock::EndpointSettings m_settings;
    metrics::MethodId m_method = 0;
    std::uint16_t m_port = 0;
};

void TestGrpcTransport::init()
{
    m_registry = std::make_unique<metrics::Registry>();
    m_director = std::make_unique<scenario::Director>(*m_registry, 1);
    m_chaos = std::make_unique<chaos::Controller>(m_registry->chaos());
    m_method = m_registry->internMethod(metrics::Protocol::Grpc, "x::Echo");
    m_calls =
        std::make_unique<Published<const mock::Dispatcher>>(std::make_shared<const EchoDispatcher>(m_method));
    m_threads = std::make_unique<mock::ThreadStates>(*m_registry, *m_director, *m_chaos, *m_calls);
    m_acceptThread = std::make_unique<net::AcceptThread>(*m_registry);
    m_workers = std::make_unique<net::WorkerPool>(*m_registry, 2);
    m_settings = {};
    m_settings.host = "127.0.0.1";
    m_endpoint =
        std::make_unique<mock::Endpoint>(*m_acceptThread, m_workers->workers(), *m_threads, m_settings);
    const auto port = m_endpoint->start();
    QVERIFY(port);
    m_port = port.value();
}

void TestGrpcTransport::cleanup()
{
    m_endpoint.reset();
    QCOMPARE(inFlight(), 0);
    m_workers.reset();
    m_acceptThread.reset();
    m_threads.reset();
}

std::shared_ptr<::grpc::Channel> TestGrpcTransport::channel()
{
    ::grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    arguments.SetMaxReceiveMessageSize(-1);
    return ::grpc::CreateCustomChannel("127.0.0.1:" + std::to_string(m_port),
                                       ::grpc::InsecureChannelCredentials(), arguments);
}

std::unique_ptr<::grpc::ClientContext> TestGrpcTransport::unary(const std::string &path,
                                                                const std::string &message, Outcome &outcome,
                                                                int deadlineMs)
{
    auto context = std::make_unique<::grpc::ClientContext>();
    context->set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(deadlineMs));
    ::grpc::GenericStub stub(channel());
    ::grpc::CompletionQueue queue;
    const auto call = stub.PrepareUnaryCall(context.get(), path, buffer(message), &queue);
    call->StartCall();
    ::grpc::ByteBuffer reply;
    call->Finish(&reply, &outcome.status, nullptr);
    void *tag = nullptr;
    bool ok = false;
    queue.Next(&tag, &ok);
    outcome.reply = textOf(reply);
    outcome.trailers = context->GetServerTrailingMetadata();
    return context;
}

std::int64_t TestGrpcTransport::inFlight() const
{
    std::int64_t sum = 0;
    for (const auto &shard : m_registry->shards())
        sum += shard->protocols[static_cast<std::size_t>(metrics::Protocol::Grpc)].inFlight.get();
    return sum;
}

std::uint64_t TestGrpcTransport::requests(metrics::StatusId status) const
{
    std::uint64_t sum = 0;
    for (const auto &shard : m_registry->shards()) {
        if (const auto *method = shard->method(m_method))
            sum += method->requests[status].get();
    }
    return sum;
}

void TestGrpcTransport::echoesUnary()
{
    Outcome outcome;
    const auto context = unary("/x/Echo", "hello", outcome);
    QVERIFY2(outcome.status.ok(), outcome.status.error_message().c_str());
    QCOMPARE(outcome.reply, std::string("hello"));
    const auto peer = outcome.trailers.find("x-peer");
    QVERIFY(peer != outcome.trailers.end());
    QCOMPARE(std::string(peer->second.data(), peer->second.size()), std::string("127.0.0.1"));
    QTRY_COMPARE(requests(metrics::kStatusOk), 1U);
    QTRY_COMPARE(inFlight(), 0);
}

void TestGrpcTransport::echoesLargeMessages()
{
    const std::string large(3'000'000, 'x');
    Outcome outcome;
    unary("/x/Echo", large, outcome);
    QVERIFY2(outcome.status.ok(), outcome.status.error_message().c_str());
    QVERIFY(outcome.reply == large);
    unary("/x/Echo", std::string(5'000'000, 'x'), outcome);
    QCOMPARE(outcome.status.error_code(), ::grpc::StatusCode::RESOURCE_EXHAUSTED);
}

void TestGrpcTransport::countsEveryEnding()
{
    Outcome outcome;
    unary("/x/Endless", "x", outcome, 100);
    QVERIFY(!outcome.status.ok());
    QTRY_COMPARE(requests(metrics::kStatusError), 1U);
    QTRY_COMPARE(inFlight(), 0);
    QTRY_COMPARE(m_endpoint->openConnections(), 0);
}

void TestGrpcTransport::slowReaderHoldsBackTheSender()
{
    ::grpc::ClientContext context;
    ::grpc::GenericStub stub(channel());
    ::grpc::CompletionQueue queue;
    const auto call = stub.PrepareCall(&context, "/x/Endless", &queue);
    void *tag = nullptr;
    bool ok = false;
    call->StartCall(nullptr);
    queue.Next(&tag, &ok);
    ::grpc::ByteBuffer message;
    for (int i = 0; i < 300; ++i) { // as much as waits anywhere and more
        call->Read(&message, nullptr);
        queue.Next(&tag, &ok);
        QVERIFY(ok);
        QCOMPARE(message.Length(), std::size_t{10'000});
    }
    QCOMPARE(inFlight(), 1);
    context.TryCancel();
    ::grpc::Status status;
    call->Finish(&status, nullptr);
    queue.Next(&tag, &ok);
    QCOMPARE(status.error_code(), ::grpc::StatusCode::CANCELLED);
    QTRY_COMPARE(inFlight(), 0);
}

void TestGrpcTransport::modesApply()
{
    control::Scenario scenario = control::defaultScenario(control::Mode::Error);
    scenario.errorRate = 1.0;
    scenario.statusCodes = {503};
    m_director->set(scenario);
    Outcome outcome;
    const auto context = unary("/x/Echo", "hello", outcome);
    QCOMPARE(outcome.status.error_code(), ::grpc::StatusCode::UNAVAILABLE);
    QVERIFY(outcome.trailers.find("x-mockforge-fault") != outcome.trailers.end());
    QTRY_COMPARE(requests(metrics::kStatusError), 1U);

    scenario = control::defaultScenario(control::Mode::Degraded);
    scenario.errorRate = 0;
    m_director->set(scenario);
    const auto begun = std::chrono::steady_clock::now();
    const auto delayed = unary("/x/Echo", "hello", outcome);
    QVERIFY(outcome.status.ok());
    QCOMPARE(outcome.reply, std::string("hello"));
    QVERIFY(std::chrono::steady_clock::now() - begun >= std::chrono::milliseconds(50));
    QVERIFY(outcome.trailers.find("x-mockforge-injected-delay-ms") != outcome.trailers.end());
}

void TestGrpcTransport::stopLetsCallsEnd()
{
    m_director->set(control::defaultScenario(control::Mode::Degraded));
    Outcome outcome;
    std::unique_ptr<::grpc::ClientContext> context;
    std::thread client([&] { context = unary("/x/Echo", "hello", outcome); });
    QTRY_COMPARE(inFlight(), 1);
    bool stopped = false;
    m_endpoint->stop(2000, [&stopped] { stopped = true; });
    client.join();
    QVERIFY2(outcome.status.ok(), outcome.status.error_message().c_str());
    QTRY_VERIFY(stopped);
    QCOMPARE(m_endpoint->openConnections(), 0);
}

void TestGrpcTransport::limitsChangeForNewConnections()
{
    Outcome outcome;
    m_settings.limits.maxReceiveMessage = 100;
    m_endpoint->reconfigure(m_settings);
    unary("/x/Echo", std::string(50, 'x'), outcome);
    QVERIFY2(outcome.status.ok(), outcome.status.error_message().c_str());
    unary("/x/Echo", std::string(200, 'x'), outcome);
    QCOMPARE(outcome.status.error_code(), ::grpc::StatusCode::RESOURCE_EXHAUSTED);
}

QTEST_GUILESS_MAIN(TestGrpcTransport)
#include "tst_grpctransport.moc"
