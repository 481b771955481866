// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a rule decides is a function of (seed, rule, n), whichever thread asks; what it counts is exact.

#include "metrics/base/clock.h"
#include "metrics/record/registry.h"
#include "server/chaos/controller.h"
#include "server/chaos/injector.h"
#include "server/chaos/rulewatcher.h"
#include "server/chaos/waiting.h"
#include "server/exchange/response.h"
#include "server/project/chaosreader.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <thread>

using namespace mockforge;

namespace {

project::ChaosRule ruleOf(const std::string &yaml)
{
    std::vector<control::Diagnostic> findings;
    auto rule = project::chaosRuleFromText(yaml, findings);
    for (const auto &finding : findings)
        qWarning("%s", finding.message.c_str());
    return rule.value_or(project::ChaosRule{});
}

struct Lab
{
    metrics::Registry registry;
    std::unique_ptr<metrics::Recorder> recorder = registry.createRecorder();
    chaos::Controller controller{registry.chaos()};

    explicit Lab(const std::string &rule, std::uint64_t seed = 7)
    {
        project::Chaos section;
        section.rules.push_back(ruleOf(rule));
        section.rules.back().name = "r";
        section.rules.back().definition["name"] = "r";
        const auto configured = controller.configure(section, seed);
        if (!configured)
            qWarning("%s", configured.error().message.c_str());
    }

    /// The statuses that many exchanges are answered; 0 where nothing happens.
    std::vector<int> ask(int count, const chaos::Subject &subject = {})
    {
        const auto own = registry.createRecorder();
        chaos::Injector injector(controller);
        std::vector<int> list;
        for (int i = 0; i < count; ++i) {
            const auto plan = injector.plan(subject, *own);
            list.push_back(plan && plan->effects().abort ? plan->effects().abort->status : 0);
        }
        return list;
    }
};

const char *const kHalf = "{probability: 0.5, fault: {abort: {status: [500, 502, 503]}}}";

} // namespace

class TestRule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSameSeedDecidesTheSame()
    {
        const auto first = Lab(kHalf).ask(500);
        QCOMPARE(Lab(kHalf).ask(500), first);
        QVERIFY(Lab(kHalf, 8).ask(500) != first);
        const auto fired = 500 - std::count(first.begin(), first.end(), 0);
        QVERIFY(std::abs(static_cast<double>(fired) - 250) < 5 * std::sqrt(125.0));
    }

    void threadsShareOneSequence()
    {
        const auto alone = [] {
            auto list = Lab(kHalf).ask(4000);
            std::sort(list.begin(), list.end());
            return list;
        }();
        Lab lab(kHalf);
        std::vector<std::vector<int>> parts(4);
        std::vector<std::thread> threads;
        for (auto &part : parts)
            threads.emplace_back([&lab, &part] { part = lab.ask(1000); });
        std::vector<int> together;
        for (std::size_t i = 0; i < threads.size(); ++i) {
            threads[i].join();
            together.insert(together.end(), parts[i].begin(), parts[i].end());
        }
        std::sort(together.begin(), together.end());
        QCOMPARE(together, alone);
        const auto status = lab.controller.status().rules.front();
        QCOMPARE(status.matched, std::uint64_t{4000});
        QCOMPARE(status.fired, static_cast<std::uint64_t>(4000 - std::count(alone.begin(), alone.end(), 0)));
        QCOMPARE(status.active, std::int64_t{0});
    }

    void sharesLieWithinTheBinomialInterval_data()
    {
        QTest::addColumn<double>("share");
        for (const double share : {0.001, 0.01, 0.1, 0.5, 0.9, 0.999})
            QTest::newRow(std::to_string(share).c_str()) << share;
    }

    void sharesLieWithinTheBinomialInterval()
    {
        QFETCH(double, share);
        Lab lab("{probability: " + std::to_string(share) + ", fault: abort}");
        const auto list = lab.ask(10'000);
        const auto fired = static_cast<double>(10'000 - std::count(list.begin(), list.end(), 0));
        QVERIFY(std::abs(fired - 10'000 * share) <= 5 * std::sqrt(10'000 * share * (1 - share)));
        const auto status = lab.controller.status().rules.front();
        QVERIFY(status.shareLow < status.observedShare && status.observedShare < status.shareHigh);
    }

    void rangesOfAddresses_data()
    {
        QTest::addColumn<QString>("range");
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("inside");
        QTest::newRow("whole") << "127.0.0.1"
                               << "127.0.0.1" << true;
        QTest::newRow("other") << "127.0.0.1"
                               << "127.0.0.2" << false;
        QTest::newRow("/8") << "10.0.0.0/8"
                            << "10.200.3.4" << true;
        QTest::newRow("outside /8") << "10.0.0.0/8"
                                    << "11.0.0.1" << false;
        QTest::newRow("/12") << "172.16.0.0/12"
                             << "172.31.255.255" << true;
        QTest::newRow("outside /12") << "172.16.0.0/12"
                                     << "172.32.0.0" << false;
        QTest::newRow("/0") << "0.0.0.0/0"
                            << "8.8.8.8" << true;
        QTest::newRow("six") << "2001:db8::/33"
                             << "2001:db8:7fff::1" << true;
        QTest::newRow("outside six") << "2001:db8::/33"
                                     << "2001:db8:8000::1" << false;
        QTest::newRow("mapped") << "10.0.0.0/8"
                                << "::ffff:10.1.2.3" << true;
        QTest::newRow("four is not six") << "0.0.0.0/0"
                                         << "::1" << false;
    }

    void rangesOfAddresses()
    {
        QFETCH(QString, range);
        QFETCH(QString, address);
        QFETCH(bool, inside);
        chaos::AddressRange parsed;
        QVERIFY(parsed.parse(range.toStdString()));
        QCOMPARE(parsed.holds(address.toStdString()), inside);
        for (const char *bad : {"", "10.0.0.0/33", "10.0.0/8", "x", "::/129", "10.0.0.0/8x"})
            QVERIFY2(!chaos::AddressRange().parse(bad), bad);
    }

    void placesAreGivenBack()
    {
        Lab lab("{max_active: 2, fault: abort}");
        chaos::Injector injector(lab.controller);
        auto first = injector.plan({}, *lab.recorder);
        const auto second = injector.plan({}, *lab.recorder);
        QVERIFY(first && second && !injector.plan({}, *lab.recorder));
        QCOMPARE(lab.controller.status().active, std::int64_t{2});
        first.reset();
        QVERIFY(injector.plan({}, *lab.recorder) != nullptr);
        QCOMPARE(lab.registry.chaos().active[0].load(), std::int64_t{1});
    }

    void aReloadKeepsTheRulesThatStay()
    {
        Lab lab("{every: 2, fault: abort}");
        QCOMPARE(lab.ask(1), std::vector<int>{0});
        project::Chaos section;
        section.rules.push_back(ruleOf("{name: r, every: 2, fault: abort}"));
        section.rules.back().definition = lab.controller.rules().get()->all.front()->spec().definition;
        section.rules.push_back(ruleOf("{name: s, enabled: false, fault: hang}"));
        QVERIFY(lab.controller.configure(section, 7).ok());
        QCOMPARE(lab.ask(1), std::vector<int>{503});
    }

    void whatWaitsCanBeReleasedAndRunsOnce()
    {
        int runs = 0;
        auto first = chaos::Waiting::make([&] { ++runs; });
        auto second = chaos::Waiting::make([&] {
            ++runs;
            first.reset(); // what runs may destroy others
        });
        auto third = chaos::Waiting::make([&] { ++runs; });
        third.reset();
        chaos::Waiting::releaseAll();
        QVERIFY(runs == 1 || runs == 2);
        second->run();
        chaos::Waiting::releaseAll();
        QVERIFY(runs <= 2 && second->hasRun());
    }

    void aScheduleTellsItsNextChange()
    {
        constexpr std::uint64_t kSecond = 1'000'000'000;
        const auto rule = [](const std::string &when) {
            return chaos::Rule::compile(ruleOf("{" + when + "fault: hang}"), 1, "test").value();
        };
        const std::uint64_t start = monotonicNs();
        const auto close = [start](std::uint64_t at, std::uint64_t seconds) {
            return at >= start + seconds * kSecond && at < start + seconds * kSecond + kSecond / 2;
        };
        QCOMPARE(rule("")->changesNs(start), std::uint64_t{0});
        const auto cycle = rule("schedule: {start: 10s, on: 5s, off: 20s}, time_to_live: 42s, ");
        QVERIFY(close(cycle->changesNs(start), 10));
        QVERIFY(close(cycle->changesNs(start + 11 * kSecond), 15));
        QVERIFY(close(cycle->changesNs(start + 16 * kSecond), 35));
        QVERIFY(close(cycle->changesNs(start + 41 * kSecond), 42));
        QCOMPARE(cycle->changesNs(start + 43 * kSecond), std::uint64_t{0});
        const auto once = rule("schedule: {on: 5s}, ");
        QVERIFY(close(once->changesNs(start + kSecond), 5));
        QCOMPARE(once->changesNs(start + 6 * kSecond), std::uint64_t{0});
        once->setEnabled(false);
        QCOMPARE(once->changesNs(start + kSecond), std::uint64_t{0});
    }

    void watchersHearOfChangesOnTheirThread()
    {
        struct Watcher final : chaos::RuleWatcher
        {
            void rulesChanged() override { ++heard; }
            int heard = 0;
        };
        Watcher first;
        {
            Watcher second;
            std::thread([] {
                Watcher other;
                chaos::RuleWatcher::tellAll();
                QCOMPARE(other.heard, 1);
            }).join();
            QCOMPARE(first.heard + second.heard, 0);
            chaos::RuleWatcher::tellAll();
            QCOMPARE(first.heard + second.heard, 2);
        }
        chaos::RuleWatcher::tellAll();
        QCOMPARE(first.heard, 2);
    }

    void theLogKeepsTheLatest()
    {
        chaos::DecisionLog log;
        log.add({1, 1, 1, 1, 1, {}});
        QCOMPARE(log.records().size(), std::size_t{0});
        log.open();
        for (std::uint64_t n = 0; n < chaos::DecisionLog::kSize + 10; ++n)
            log.add({1, 1, n, 7, n, chaos::ExchangeText{"grpc Shop::Get from ::1"}});
        const auto records = log.records();
        QCOMPARE(records.size(), chaos::DecisionLog::kSize);
        QCOMPARE(records.front().n, std::uint64_t{10});
        QCOMPARE(std::string(records.back().exchange.data()), std::string("grpc Shop::Get from ::1"));
    }

    void anExchangeIsNamedInWhatFits()
    {
        chaos::Subject subject;
        subject.protocol = metrics::Protocol::GraphQl;
        subject.method = "query";
        subject.route = "Query.pro\xff"
                        "duct";
        subject.peer = "127.0.0.1";
        QCOMPARE(std::string(chaos::describe(subject).data()),
                 std::string("graphql query Query.pro?duct from 127.0.0.1"));
        const std::string endless(500, 'a');
        subject.route = endless;
        QCOMPARE(std::string(chaos::describe(subject).data()).size(), std::size_t{79});
    }
};

QTEST_GUILESS_MAIN(TestRule)
#include "tst_rule.moc"
