// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Conversations over a channel that only keeps a log: what is said, and that each message ends as one
// request.

#include "metrics/base/clock.h"
#include "metrics/record/registry.h"
#include "server/project/loader.h"
#include "server/websocket/replayconversation.h"
#include "server/websocket/scriptconversation.h"

#include <QTest>

#include <future>

using namespace mockforge;
using namespace mockforge::websocket;

namespace {

/// Lives on the worker; `log` is read there too.
class LogChannel final : public Channel
{
public:
    explicit LogChannel(net::Worker &worker)
        : m_worker(worker)
        , m_link(std::make_shared<Channel *>(this))
    {}
    ~LogChannel() override { *m_link = nullptr; }

    bool isOpen() const override { return m_open; }
    void send(MessageKind kind, std::string_view payload) override
    {
        if (m_open)
            log += (kind == MessageKind::Text ? "" : "#") + std::string(payload) + " ";
    }
    void sendFramed(std::string_view frame) override { log += "<" + std::string(frame.substr(2)) + "> "; }
    void close(std::uint16_t code, std::string_view reason) override
    {
        if (!std::exchange(m_open, false))
            return;
        log += "close " + std::to_string(code) + " ";
        conversation->closed(code, reason);
    }
    void requestEnded(const metrics::RequestSample &sample, std::uint64_t) override
    {
        ++(sample.error == metrics::ErrorType::None ? ended : failed);
        m_worker.recorder().requestFinished(sample);
    }
    void readyForMore() override { log += "more "; }
    net::Worker &worker() override { return m_worker; }
    metrics::Recorder &recorder() override { return m_worker.recorder(); }
    ChannelLink link() override { return m_link; }

    void vanish()
    {
        m_open = false;
        conversation->closed(closecode::kAbnormal, "gone");
    }

    std::unique_ptr<Conversation> conversation;
    std::string log;
    int ended = 0;
    int failed = 0;

private:
    net::Worker &m_worker;
    ChannelLink m_link;
    bool m_open = true;
};

} // namespace

class TestConversation : public QObject
{
    Q_OBJECT

    metrics::Registry m_registry;
    std::unique_ptr<scenario::Director> m_director;
    std::unique_ptr<net::Worker> m_worker;
    std::unique_ptr<scenario::Director::Reader> m_modes;
    std::shared_ptr<Rooms> m_rooms = std::make_shared<Rooms>();
    std::vector<std::unique_ptr<LogChannel>> m_channels;
    std::shared_ptr<const project::Project> m_project;
    std::shared_ptr<const CompiledScript> m_script;

    void onWorker(const std::function<void()> &task)
    {
        std::promise<void> done;
        m_worker->post([&] {
            task();
            done.set_value();
        });
        done.get_future().wait();
    }

    std::shared_ptr<const ConnectionInfo> info()
    {
        exchange::Request request;
        request.method = "GET";
        request.path = "/x";
        return std::make_shared<const ConnectionInfo>(request, templating::PathParams(),
                                                      m_channels.size() + 1, "v1");
    }

    LogChannel &channel(const std::function<std::unique_ptr<Conversation>(Channel &)> &factory)
    {
        LogChannel *made = nullptr;
        onWorker([&] {
            m_channels.push_back(std::make_unique<LogChannel>(*m_worker));
            made = m_channels.back().get();
            made->conversation = factory(*made);
            made->conversation->opened();
        });
        return *made;
    }

    LogChannel &scripted(const std::string &yaml)
    {
        const auto loaded =
            project::loadText("websocket: {endpoints: [{path: /, script: " + yaml + "}]}", "x", ".", {});
        std::vector<control::Diagnostic> findings = loaded.diagnostics;
        if (loaded.project) {
            m_project = loaded.project;
            m_script = compileScript(m_project->webSocket.endpoints[0].script, "x", findings);
        }
        if (!findings.empty())
            qFatal("%s", control::toString(findings[0]).c_str());
        return again();
    }

    LogChannel &again()
    {
        return channel([this](Channel &made) {
            return std::make_unique<ScriptConversation>(made, Labels(), *m_modes, m_script, info(), m_rooms,
                                                        1, m_project);
        });
    }

    void say(LogChannel &to, std::initializer_list<const char *> messages)
    {
        onWorker([&] {
            for (const char *message : messages)
                to.conversation->received(MessageKind::Text, message);
        });
    }

    std::string logOf(LogChannel &of)
    {
        std::string text;
        onWorker([&] { text = of.log; });
        return text;
    }

    int endedOf(LogChannel &of)
    {
        int count = 0;
        onWorker([&] { count = of.ended; });
        return count;
    }

private Q_SLOTS:
    void init()
    {
        m_director = std::make_unique<scenario::Director>(m_registry, 1);
        m_worker = std::make_unique<net::Worker>(m_registry, "worker");
        m_modes = std::make_unique<scenario::Director::Reader>(*m_director);
    }

    void cleanup()
    {
        onWorker([this] {
            for (const auto &one : m_channels)
                one->conversation.reset();
            m_channels.clear();
        });
        QCOMPARE(m_rooms->size("all"), std::size_t{0});
        m_modes.reset();
        m_worker.reset();
        m_director.reset();
    }

    void echoes()
    {
        LogChannel &echo = channel(
            [this](Channel &made) { return std::make_unique<EchoConversation>(made, Labels(), *m_modes); });
        say(echo, {"a", "b"});
        onWorker([&] { echo.conversation->received(MessageKind::Binary, "c"); });
        QCOMPARE(logOf(echo), std::string("a b #c "));
        QCOMPARE(echo.ended, 3);
    }

    void stepsOfOneMessageRunSideBySideWithTheNext()
    {
        LogChannel &made = scripted(
            "{on_message: [{match: slow, steps: [{delay: 20ms}, {send: slow}]}], otherwise: [{echo: }]}");
        say(made, {"slow", "x"});
        QCOMPARE(logOf(made), std::string("x "));
        QCOMPARE(made.ended, 1);
        QTRY_COMPARE(logOf(made), std::string("x slow "));
        QCOMPARE(made.ended, 2);
    }

    void aWaitTakesItsMessageFirst()
    {
        LogChannel &made = scripted(
            "{on_connect: [{wait: {match: b}}, {send: 'got {{message}}'}], otherwise: [{send: other}]}");
        say(made, {"a", "b", "b"});
        QCOMPARE(logOf(made), std::string("other got b other "));
        QCOMPARE(made.ended, 3);
    }

    void vanishingEndsWhatIsUnderWay()
    {
        LogChannel &made = scripted("{on_connect: [{join: all}], otherwise: [{delay: 1h}, {echo: }], "
                                    "on_close: [{broadcast: {room: all, send: 'bye {{connection.code}}'}}]}");
        LogChannel &witness = again();
        QCOMPARE(m_rooms->size("all"), std::size_t{2});
        say(made, {"a", "b", "c"});
        onWorker([&] { made.vanish(); });
        QCOMPARE(made.failed, 3);
        QCOMPARE(made.ended, 0);
        QCOMPARE(logOf(witness), std::string("<bye 1006> "));
        QCOMPARE(m_rooms->size("all"), std::size_t{1});
        onWorker([&] { witness.vanish(); });
        QCOMPARE(m_worker->waiting(), std::size_t{0});
    }

    void aBroadcastThatClosesItsSpeaker()
    {
        LogChannel &made = scripted("{on_connect: [{join: all}], on_message: [{match: x, steps: [{broadcast: "
                                    "{room: all, send: y}}, {close: 4000}, "
                                    "{send: never}]}]}");
        say(made, {"x"});
        QCOMPARE(logOf(made), std::string("<y> close 4000 "));
        QCOMPARE(made.ended, 1);
    }

    void delayedMessagesKeepTheirOrderAndHoldBackTheReader()
    {
        control::Scenario slow = control::defaultScenario(control::Mode::Degraded);
        slow.latencyMultiplier = 0.4;
        m_director->set(slow);
        LogChannel &echo = channel(
            [this](Channel &made) { return std::make_unique<EchoConversation>(made, Labels(), *m_modes); });
        onWorker([&] {
            for (int i = 0; i < 1000; ++i)
                echo.conversation->received(MessageKind::Text, std::to_string(i));
            QVERIFY(echo.conversation->isBusy());
            QVERIFY(echo.log.empty());
        });
        std::string expected;
        for (int i = 0; i < 1000; ++i)
            expected += std::to_string(i) + " ";
        QTRY_COMPARE(endedOf(echo), 1000);
        const std::string log = logOf(echo);
        QVERIFY(log.find("more ") != std::string::npos);
        QCOMPARE(QByteArray::fromStdString(log).replace("more ", ""), QByteArray::fromStdString(expected));
    }

    void errorsAndTimeoutsOfAMode()
    {
        control::Scenario chaos = control::defaultScenario(control::Mode::Chaos);
        chaos.errorRate = 0;
        chaos.timeoutRate = 1;
        m_director->set(chaos);
        LogChannel &echo = channel(
            [this](Channel &made) { return std::make_unique<EchoConversation>(made, Labels(), *m_modes); });
        say(echo, {"a", "b"});
        QCOMPARE(logOf(echo), std::string());
        QCOMPARE(echo.ended + echo.failed, 0);
        chaos.timeoutRate = 0;
        chaos.errorRate = 1;
        chaos.statusCodes = {503};
        m_director->set(chaos);
        say(echo, {"c"});
        QCOMPARE(logOf(echo), std::string("close 1013 "));
        QCOMPARE(echo.failed, 3);
    }

    void replays()
    {
        std::vector<control::Diagnostic> findings;
        const auto recording = Recording::read(
            "{\"ts\":0,\"dir\":\"out\",\"text\":\"hi\"}\n"
            "{\"ts\":5,\"dir\":\"out\",\"text\":\"you said {{message}}\",\"waitFor\":\"^y\"}\n",
            "x", findings);
        LogChannel &made = channel([&](Channel &over) {
            return std::make_unique<ReplayConversation>(over, Labels(), *m_modes, recording, false, info(),
                                                        1);
        });
        QTRY_COMPARE(logOf(made), std::string("hi "));
        say(made, {"no", "yes"});
        QCOMPARE(made.ended, 1);
        QTRY_COMPARE(logOf(made), std::string("hi you said yes "));
        QCOMPARE(made.ended, 2);
        say(made, {"yes"});
        QCOMPARE(made.ended, 3);
    }
};

QTEST_GUILESS_MAIN(TestConversation)
#include "tst_conversation.moc"
