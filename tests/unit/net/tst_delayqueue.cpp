// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/delayqueue.h"

#include <QTest>

#include <algorithm>
#include <memory>
#include <vector>

using mockforge::net::DelayQueue;

class TestDelayQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsInTheOrderOfTime();
    void equalTimesRunInTheOrderOfAdding();
    void runsOnlyWhatIsDue();
    void cancelDestroysTheCallbackAtOnce();
    void aCancelledIdNeverHitsItsSlotsNextUser();
    void callbacksMayAddAndCancel();
};

void TestDelayQueue::runsInTheOrderOfTime()
{
    DelayQueue queue;
    std::vector<std::uint64_t> ran;
    for (std::uint64_t i = 0; i < 1000; ++i) {
        const std::uint64_t due = 1 + (i * 7919) % 1000;
        queue.add(due, [&ran, due] { ran.push_back(due); });
    }
    QCOMPARE(queue.size(), std::size_t{1000});
    QCOMPARE(queue.nextDueNs(), std::uint64_t{1});
    queue.runDue(1000);
    QCOMPARE(ran.size(), std::size_t{1000});
    QVERIFY(std::is_sorted(ran.begin(), ran.end()));
    QCOMPARE(queue.size(), std::size_t{0});
    QCOMPARE(queue.nextDueNs(), std::uint64_t{0});
}

void TestDelayQueue::equalTimesRunInTheOrderOfAdding()
{
    DelayQueue queue;
    std::vector<int> ran;
    for (int i = 0; i < 100; ++i)
        queue.add(5, [&ran, i] { ran.push_back(i); });
    queue.runDue(5);
    QCOMPARE(ran.size(), std::size_t{100});
    QVERIFY(std::is_sorted(ran.begin(), ran.end()));
}

void TestDelayQueue::runsOnlyWhatIsDue()
{
    DelayQueue queue;
    int ran = 0;
    queue.add(10, [&ran] { ++ran; });
    queue.add(20, [&ran] { ++ran; });
    queue.runDue(9);
    QCOMPARE(ran, 0);
    queue.runDue(19);
    QCOMPARE(ran, 1);
    QCOMPARE(queue.nextDueNs(), std::uint64_t{20});
}

void TestDelayQueue::cancelDestroysTheCallbackAtOnce()
{
    DelayQueue queue;
    const auto held = std::make_shared<int>(0);
    const DelayQueue::Id id = queue.add(10, [held] { ++*held; });
    QCOMPARE(held.use_count(), 2L);
    queue.cancel(id);
    QCOMPARE(held.use_count(), 1L);
    QCOMPARE(queue.nextDueNs(), std::uint64_t{0});
    queue.runDue(100);
    QCOMPARE(*held, 0);
}

void TestDelayQueue::aCancelledIdNeverHitsItsSlotsNextUser()
{
    DelayQueue queue;
    int ran = 0;
    const DelayQueue::Id first = queue.add(10, [] {});
    queue.cancel(first);
    queue.add(10, [&ran] { ++ran; });
    queue.cancel(first);
    queue.cancel(0);
    queue.runDue(10);
    QCOMPARE(ran, 1);
}

void TestDelayQueue::callbacksMayAddAndCancel()
{
    DelayQueue queue;
    std::vector<int> ran;
    DelayQueue::Id doomed = 0;
    queue.add(1, [&] {
        ran.push_back(1);
        queue.cancel(doomed);
        queue.add(1, [&ran] { ran.push_back(3); });
    });
    doomed = queue.add(2, [&ran] { ran.push_back(2); });
    queue.runDue(5);
    QCOMPARE(ran, std::vector<int>{1});
    queue.runDue(5);
    QCOMPARE(ran, (std::vector<int>{1, 3}));
}

QTEST_APPLESS_MAIN(TestDelayQueue)
#include "tst_delayqueue.moc"
