// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The chaos rules on one connection, with a clock of the test's own: when they end it, hold it, and what they
// leave of its messages.

#include "metrics/base/clock.h"
#include "metrics/record/registry.h"
#include "server/project/chaosreader.h"
#include "server/websocket/connectionfaults.h"

#include <QTest>

using namespace mockforge;
using namespace mockforge::websocket;

namespace {

using End = chaos::WebSocketStep::End;
using Direction = ConnectionFaults::Direction;
constexpr std::uint64_t kMs = 1'000'000;

class Lab
{
public:
    explicit Lab(const std::string &rule)
    {
        if (!rule.empty())
            put(rule);
        exchange::Request request;
        request.method = "GET";
        request.path = "/x";
        request.peer = "127.0.0.1";
        auto info = std::make_shared<const ConnectionInfo>(request, templating::PathParams(), 1, "");
        faults = std::make_unique<ConnectionFaults>(
            controller, *recorder, chaos::Place{metrics::Protocol::WebSocket, "websocket"}, "x", info);
    }

    std::string put(const std::string &yaml)
    {
        std::vector<control::Diagnostic> findings;
        auto rule = project::chaosRuleFromText(yaml, findings);
        if (!rule)
            qFatal("%s", findings.front().message.c_str());
        controller.setEnabled(true);
        return controller.put(std::move(*rule), "test").value();
    }

    /// What comes out of these messages, pushed one after the other.
    std::string through(Direction direction, const std::string &letters, MessageKind kind)
    {
        std::string out;
        for (const char letter : letters) {
            if (!faults->takesMessage(direction)) {
                out += letter;
                continue;
            }
            faults->push(direction, kind, std::string(1, letter), now);
            out += popped(direction);
        }
        return out;
    }
    std::string popped(Direction direction)
    {
        std::string out;
        chaos::Message message;
        while (faults->pop(direction, message, now))
            out += message.bytes;
        return out;
    }

    metrics::Registry registry;
    std::unique_ptr<metrics::Recorder> recorder = registry.createRecorder();
    chaos::Controller controller{registry.chaos()};
    std::unique_ptr<ConnectionFaults> faults;
    std::uint64_t now = monotonicNs();
};

} // namespace

class TestConnectionFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutRulesNothingActs()
    {
        Lab lab("");
        QVERIFY(!lab.faults->act());
        QVERIFY(!lab.faults->takesMessage(Direction::Down));
        QCOMPARE(lab.faults->nextMessageNs(), std::uint64_t{0});
    }

    void aCloseComesAfterItsMessagesAndItsDelay()
    {
        Lab lab("{fault: {ws_close: {code: 4001, reason: r, messages: 2, delay: 10ms}}}");
        QVERIFY(lab.faults->act());
        QVERIFY(lab.faults->next(lab.now).end == End::None);
        lab.faults->passed(true, lab.now);
        QCOMPARE(lab.faults->next(lab.now).againNs, std::uint64_t{0});
        lab.faults->passed(false, lab.now);
        const chaos::WebSocketStep waits = lab.faults->next(lab.now);
        QVERIFY(waits.end == End::None);
        QCOMPARE(waits.againNs, lab.now + 10 * kMs);
        const chaos::WebSocketStep closes = lab.faults->next(lab.now + 10 * kMs);
        QVERIFY(closes.end == End::Close);
        QCOMPARE(closes.code, std::uint16_t{4001});
        QCOMPARE(closes.reason, std::string("r"));
    }

    void whatActsIsCountedOnceAndGoesWithItsRule()
    {
        Lab lab("{name: n, fault: ws_no_pong}");
        QVERIFY(lab.faults->swallowPing(lab.now) && lab.faults->swallowPing(lab.now));
        QCOMPARE(lab.controller.status().rules.front().active, std::int64_t{1});
        QVERIFY(lab.controller.remove("n"));
        QVERIFY(!lab.faults->swallowPing(lab.now));
        QCOMPARE(lab.controller.status().active, std::int64_t{0});
    }

    void aSlowConsumerHoldsReadingAgainAndAgain()
    {
        Lab lab("{fault: {ws_slow_consumer: {messages: 2, gap: 5ms}}}");
        const auto heldFor = [&lab] {
            const std::uint64_t until = lab.faults->next(lab.now).readAgainNs;
            return until > lab.now ? until - lab.now : 0;
        };
        for (int round = 0; round < 2; ++round) {
            lab.faults->passed(true, lab.now);
            lab.faults->passed(false, lab.now);
            QCOMPARE(heldFor(), std::uint64_t{0});
            lab.faults->passed(true, lab.now);
            QCOMPARE(heldFor(), 5 * kMs);
            lab.now += 5 * kMs;
            QCOMPARE(heldFor(), std::uint64_t{0});
        }
    }

    void messagesAreCountedInEachDirectionFromTheBeginning()
    {
        Lab lab("");
        QCOMPARE(lab.through(Direction::Down, "ab", MessageKind::Text), std::string("ab"));
        lab.put("{fault: {message_drop: {index: 3, direction: both}}}");
        QCOMPARE(lab.through(Direction::Down, "cd", MessageKind::Text), std::string("d"));
        QCOMPARE(lab.through(Direction::Up, "abcd", MessageKind::Text), std::string("abd"));
    }

    void whatIsHeldComesInOrderAndAtTheEndAtOnce()
    {
        Lab lab("{name: d, fault: {message_delay: {index: 2, delay: 10ms}}}");
        QCOMPARE(lab.through(Direction::Down, "abc", MessageKind::Text), std::string("a"));
        QCOMPARE(lab.faults->held(Direction::Down), std::size_t{2});
        QCOMPARE(lab.faults->nextMessageNs(), lab.now + 10 * kMs);
        QVERIFY(!lab.faults->releaseWhenOff());
        lab.now += 10 * kMs;
        QCOMPARE(lab.popped(Direction::Down), std::string("bc"));
        QCOMPARE(lab.faults->released(Direction::Down), std::uint64_t{3});
        Lab ending("{fault: {message_reorder: {gap: 10s}}}");
        QCOMPARE(ending.through(Direction::Up, "a", MessageKind::Text), std::string("a"));
        QCOMPARE(ending.through(Direction::Down, "abc", MessageKind::Text), std::string("ba"));
        ending.faults->finish(Direction::Down);
        QCOMPARE(ending.popped(Direction::Down), std::string("c"));
    }

    void allIsLetGoWhenNoRuleActsAnyMore()
    {
        Lab lab("{name: d, fault: {message_delay: {delay: 10s}}}");
        QCOMPARE(lab.through(Direction::Down, "ab", MessageKind::Text), std::string());
        lab.controller.setEnabled(false);
        QVERIFY(lab.faults->releaseWhenOff());
        QCOMPARE(lab.popped(Direction::Down), std::string("ab"));
        QCOMPARE(lab.controller.status().active, std::int64_t{0});
    }

    void onlyTextsAreMadeInvalid()
    {
        Lab lab("{fault: ws_invalid_utf8}");
        QCOMPARE(lab.through(Direction::Down, "a", MessageKind::Binary), std::string("a"));
        QVERIFY(!isValidUtf8(lab.through(Direction::Down, "a", MessageKind::Text)));
    }
};

QTEST_GUILESS_MAIN(TestConnectionFaults)
#include "tst_connectionfaults.moc"
