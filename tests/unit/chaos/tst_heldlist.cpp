// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What waits is let go of once for each time that all is released, may leave its place meanwhile, and comes
// and goes on any thread.

#include "server/chaos/heldlist.h"

#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace mockforge;

class TestHeldList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void releasesWhatHasAPlace()
    {
        chaos::HeldList list;
        int first = 0;
        int second = 0;
        chaos::HeldList::Place one = list.add([&first] { ++first; });
        {
            const chaos::HeldList::Place other = list.add([&second] { ++second; });
            list.releaseAll();
        }
        list.releaseAll();
        QCOMPARE(first, 2);
        QCOMPARE(second, 1);
        one.leave();
        list.releaseAll();
        QCOMPARE(first, 2);
        QVERIFY(!one.isTaken());
    }

    void aPlaceMayBeLeftWhileItIsReleased()
    {
        chaos::HeldList list;
        chaos::HeldList::Place place;
        place = list.add([&place] { place.leave(); });
        QVERIFY(place.isTaken());
        list.releaseAll();
        QVERIFY(!place.isTaken());
    }

    void aPlaceOutlivesItsList()
    {
        chaos::HeldList::Place place;
        {
            chaos::HeldList list;
            place = list.add([] {});
        }
        place.leave();
        QVERIFY(!place.isTaken());
    }

    void threadsComeAndGo()
    {
        chaos::HeldList list;
        std::atomic<int> released{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int turn = 0; turn < 2000; ++turn)
                    const chaos::HeldList::Place place = list.add([&released] { ++released; });
            });
        }
        for (int turn = 0; turn < 500; ++turn)
            list.releaseAll();
        for (std::thread &thread : threads)
            thread.join();
        const int before = released;
        list.releaseAll();
        QCOMPARE(released.load(), before);
    }
};

QTEST_GUILESS_MAIN(TestHeldList)
#include "tst_heldlist.moc"
