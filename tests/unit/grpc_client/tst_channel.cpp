// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The small gRPC client against a server of the library's own: messages both ways, status, deadline, and that
// nothing is left when it goes.

#include "server/grpc/client/channel.h"

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/grpcpp.h>

#include <QTest>

#include <atomic>
#include <mutex>

using mockforge::grpc::client::Channel;
using mockforge::grpc::client::Handlers;
using mockforge::grpc::client::Stream;
using namespace std::chrono_literals;

namespace {

/// Answers each message with itself and ends when the client has said its last; "/hang" never answers, and
/// "/refuse" ends with PERMISSION_DENIED.
class EchoReactor final : public grpc::ServerGenericBidiReactor
{
public:
    explicit EchoReactor(const std::string &method)
        : m_hangs(method == "/hang")
    {
        if (method == "/refuse")
            Finish(grpc::Status(grpc::StatusCode::PERMISSION_DENIED, "no"));
        else if (!m_hangs)
            StartRead(&m_message);
    }
    void OnReadDone(bool ok) override
    {
        if (ok)
            StartWrite(&m_message);
        else
            Finish(grpc::Status::OK);
    }
    void OnWriteDone(bool ok) override
    {
        if (!ok)
            return Finish(grpc::Status::CANCELLED);
        m_message.Clear();
        StartRead(&m_message);
    }
    void OnCancel() override
    {
        if (m_hangs)
            Finish(grpc::Status::CANCELLED);
    }
    void OnDone() override { delete this; }

private:
    bool m_hangs;
    grpc::ByteBuffer m_message;
};

class EchoService final : public grpc::CallbackGenericService
{
public:
    grpc::ServerGenericBidiReactor *CreateReactor(grpc::GenericCallbackServerContext *context) override
    {
        return new EchoReactor(context->method());
    }
};

/// What came of a call.
struct Outcome
{
    std::mutex mutex;
    std::vector<std::string> messages;
    std::atomic<int> code{-1};

    Handlers handlers()
    {
        return {[this](const std::string &message) {
                    const std::lock_guard lock(mutex);
                    messages.push_back(message);
                },
                [this](int status) {
                    code = status;
                }};
    }
    std::size_t count()
    {
        const std::lock_guard lock(mutex);
        return messages.size();
    }
};

} // namespace

class TestChannel : public QObject
{
    Q_OBJECT

private:
    EchoService m_service;
    std::unique_ptr<grpc::Server> m_server;
    std::string m_target;

private Q_SLOTS:
    void initTestCase()
    {
        grpc::ServerBuilder builder;
        int port = 0;
        builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
        builder.RegisterCallbackGenericService(&m_service);
        m_server = builder.BuildAndStart();
        QVERIFY(m_server && port != 0);
        m_target = "127.0.0.1:" + std::to_string(port);
    }

    void cleanupTestCase() { m_server->Shutdown(std::chrono::system_clock::now()); }

    void messagesGoBothWaysInOrder()
    {
        Outcome outcome;
        Channel channel(m_target);
        const auto stream = channel.call("/echo", 10s, outcome.handlers());
        std::vector<std::string> sent{"", "one", std::string(100'000, 'x')};
        for (const std::string &message : sent)
            stream->write(message);
        QTRY_COMPARE(outcome.count(), sent.size());
        stream->write("later");
        sent.emplace_back("later");
        stream->finishWriting();
        stream->write("too late");
        QTRY_COMPARE(outcome.code.load(), 0);
        QVERIFY(outcome.messages == sent);
    }

    void manyCallsAtOnce()
    {
        std::vector<std::unique_ptr<Outcome>> outcomes;
        Channel channel(m_target);
        for (int i = 0; i < 200; ++i) {
            outcomes.push_back(std::make_unique<Outcome>());
            const auto stream = channel.call("/echo", 10s, outcomes.back()->handlers());
            stream->write(std::to_string(i));
            stream->finishWriting();
        }
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            QTRY_COMPARE(outcomes[i]->code.load(), 0);
            QVERIFY(outcomes[i]->messages == std::vector{std::to_string(i)});
        }
    }

    void aServerMayEndTheCallWhileWeWrite()
    {
        Outcome outcome;
        Channel channel(m_target);
        const auto stream = channel.call("/refuse", 10s, outcome.handlers());
        for (int i = 0; i < 50; ++i)
            stream->write(std::string(100'000, 'x'));
        QTRY_COMPARE(outcome.code.load(), static_cast<int>(grpc::StatusCode::PERMISSION_DENIED));
        stream->write("nobody listens");
        stream->finishWriting();
    }

    void theDeadlineEndsACallThatHangs()
    {
        Outcome outcome;
        Channel channel(m_target);
        channel.call("/hang", 100ms, outcome.handlers())->write("hello?");
        QTRY_COMPARE(outcome.code.load(), static_cast<int>(grpc::StatusCode::DEADLINE_EXCEEDED));
    }

    void aChannelThatGoesEndsItsCalls()
    {
        Outcome open;
        Outcome half;
        Outcome cancelled;
        std::shared_ptr<Stream> left;
        {
            Channel channel(m_target);
            left = channel.call("/hang", 1h, open.handlers());
            channel.call("/hang", 1h, half.handlers())->finishWriting();
            channel.call("/hang", 1h, cancelled.handlers())->cancel();
        }
        for (const Outcome *outcome : {&open, &half, &cancelled})
            QCOMPARE(outcome->code.load(), static_cast<int>(grpc::StatusCode::CANCELLED));
        left->write("nobody listens");
        left->cancel();
    }

    void nobodyThereIsUnavailable()
    {
        Outcome outcome;
        Channel channel("127.0.0.1:1");
        const auto stream = channel.call("/echo", 10s, outcome.handlers());
        stream->write("hello?");
        QTRY_COMPARE(outcome.code.load(), static_cast<int>(grpc::StatusCode::UNAVAILABLE));
    }
};

QTEST_GUILESS_MAIN(TestChannel)
#include "tst_channel.moc"
