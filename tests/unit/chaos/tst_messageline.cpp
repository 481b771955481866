// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the message rules make of a stream's messages: which are lost, doubled, late, behind their next one or
// changed; nothing else is, and every place is given back.

#include "metrics/record/registry.h"
#include "server/chaos/controller.h"
#include "server/chaos/messageline.h"
#include "server/project/chaosreader.h"

#include <QTest>

using namespace mockforge;
using chaos::MessageFacts;

namespace {

constexpr std::uint64_t kMs = 1'000'000;

struct Lab
{
    metrics::Registry registry;
    std::unique_ptr<metrics::Recorder> recorder = registry.createRecorder();
    chaos::Controller controller{registry.chaos()};
    std::unique_ptr<chaos::Injector> injector;
    chaos::MessageLine line;
    std::uint64_t index = 0;

    explicit Lab(const std::vector<std::string> &rules)
    {
        project::Chaos section;
        for (const std::string &yaml : rules) {
            std::vector<control::Diagnostic> findings;
            auto rule = project::chaosRuleFromText(yaml, findings);
            for (const auto &finding : findings)
                qWarning("%s", finding.message.c_str());
            section.rules.push_back(rule.value_or(project::ChaosRule{}));
            section.rules.back().name = yaml;
            section.rules.back().definition["name"] = yaml;
        }
        if (const auto configured = controller.configure(section, 7); !configured)
            qWarning("%s", configured.error().message.c_str());
        injector = std::make_unique<chaos::Injector>(controller);
    }

    void push(const std::string &text, std::uint64_t nowNs = 1,
              MessageFacts::Direction direction = MessageFacts::Direction::Down)
    {
        chaos::Subject subject;
        subject.protocol = metrics::Protocol::Grpc;
        line.push({text, 0}, {direction, ++index, text.size()}, subject, *injector, *recorder, nowNs);
    }

    std::string pop(std::uint64_t nowNs = 1)
    {
        std::string all;
        for (chaos::Message message; line.pop(message, nowNs);)
            all += message.bytes;
        return all;
    }

    /// What becomes of these letters, each a message, when time enough has passed.
    std::string through(const std::string &letters)
    {
        std::string all;
        for (const char letter : letters) {
            push(std::string(1, letter));
            all += pop();
        }
        line.finish();
        return all + pop(~0ULL);
    }

    std::int64_t active() const { return controller.status().active; }
};

} // namespace

class TestMessageLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatBecomesOfAStream_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("seen");
        QTest::newRow("nothing") << "{fault: message_drop, probability: 0}"
                                 << "abcdef";
        QTest::newRow("drop") << "{fault: {message_drop: {index: [2, 3]}}}"
                              << "adef";
        QTest::newRow("drop every") << "{every: 2, fault: message_drop}"
                                    << "ace";
        QTest::newRow("other direction") << "{fault: {message_drop: {direction: up}}}"
                                         << "abcdef";
        QTest::newRow("both directions") << "{fault: {message_drop: {direction: both, index: 6}}}"
                                         << "abcde";
        QTest::newRow("duplicate") << "{fault: {message_duplicate: {index: 2, copies: 2}}}"
                                   << "abbbcdef";
        QTest::newRow("reorder one") << "{fault: {message_reorder: {index: 2}}}"
                                     << "acbdef";
        QTest::newRow("reorder all") << "{fault: message_reorder}"
                                     << "badcfe";
        QTest::newRow("reorder the last") << "{fault: {message_reorder: {index: 6}}}"
                                          << "abcdef";
        QTest::newRow("size") << "{when: {body_size: {min: 2}}, fault: message_drop}"
                              << "abcdef";
    }

    void whatBecomesOfAStream()
    {
        QFETCH(QString, rule);
        QFETCH(QString, seen);
        Lab lab({rule.toStdString()});
        QCOMPARE(QString::fromStdString(lab.through("abcdef")), seen);
        QCOMPARE(lab.active(), std::int64_t{0});
    }

    void aDelayKeepsTheOrder()
    {
        Lab lab({"{fault: {message_delay: {delay: 50ms, index: 1}}}"});
        lab.push("a", 1 * kMs);
        lab.push("b", 2 * kMs);
        QCOMPARE(lab.active(), std::int64_t{1});
        QCOMPARE(lab.pop(3 * kMs), std::string());
        QCOMPARE(lab.line.nextNs(), 51 * kMs);
        QCOMPARE(lab.line.bytes(), std::size_t{2});
        QCOMPARE(lab.pop(51 * kMs), std::string("ab"));
        QCOMPARE(lab.line.takeHeldNs(60 * kMs), 50 * kMs);
        QCOMPARE(lab.active(), std::int64_t{0});
        QCOMPARE(lab.line.nextNs(), std::uint64_t{0});
    }

    void reorderWaitsNoLongerThanItsGap()
    {
        Lab lab({"{fault: {message_reorder: {index: 1, gap: 20ms}}}"});
        lab.push("a", 1 * kMs);
        QCOMPARE(lab.pop(20 * kMs), std::string());
        QCOMPARE(lab.pop(21 * kMs), std::string("a"));
        lab.push("b", 22 * kMs);
        QCOMPARE(lab.pop(22 * kMs), std::string("b"));
    }

    void stoppingLetsAllGoAtOnce()
    {
        Lab lab({"{fault: {message_delay: {delay: 10s}}}"});
        for (const char *const text : {"a", "b", "c"})
            lab.push(text, kMs);
        lab.line.release();
        QCOMPARE(lab.pop(2 * kMs), std::string("abc"));
    }

    void corruptionKeepsTheLengthAndIsRepeatable()
    {
        const std::string text(1000, 'x');
        std::string first;
        for (int run = 0; run < 2; ++run) {
            Lab lab({"{fault: {message_corrupt: {share: 0.1}}}"});
            lab.push(text);
            const std::string seen = lab.pop();
            QCOMPARE(seen.size(), text.size());
            QVERIFY(seen != text);
            if (run == 0)
                first = seen;
            QCOMPARE(seen, first);
            lab.push("");
            QCOMPARE(lab.pop(), std::string());
        }
    }

    void severalFaultsOnOneMessage()
    {
        Lab lab({"{fault: {message_delay: {delay: 5ms}}}", "{fault: {message_duplicate: {index: 1}}}",
                 "{fault: {message_drop: {index: 2}}}", "{fault: {message_duplicate: {index: 2}}}"});
        lab.push("a", kMs);
        lab.push("b", kMs);
        QCOMPARE(lab.pop(6 * kMs), std::string("aa"));
        const auto rules = lab.controller.status().rules;
        QCOMPARE(rules[3].fired, std::uint64_t{0});
    }

    void whatIsHeldGivesItsPlacesBack()
    {
        Lab lab({"{fault: {message_delay: {delay: 10s}}}"});
        lab.push("a");
        QCOMPARE(lab.registry.chaos().active[static_cast<std::size_t>(metrics::Protocol::Grpc)].load(),
                 std::int64_t{1});
        lab.line = chaos::MessageLine();
        QCOMPARE(lab.active(), std::int64_t{0});
    }
};

QTEST_GUILESS_MAIN(TestMessageLine)
#include "tst_messageline.moc"
