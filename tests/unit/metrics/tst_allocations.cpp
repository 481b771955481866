// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/record/faults.h"
#include "metrics/record/registry.h"
#include "samples.h"

#include <QTest>

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<long> allocations{0};

void *counted(std::size_t size)
{
    ++allocations;
    if (void *memory = std::malloc(size == 0 ? 1 : size))
        return memory;
    throw std::bad_alloc();
}

} // namespace

// Every way to allocate in this program passes here.
void *operator new(std::size_t size)
{
    return counted(size);
}
void *operator new[](std::size_t size)
{
    return counted(size);
}
void operator delete(void *memory) noexcept
{
    std::free(memory);
}
void operator delete[](void *memory) noexcept
{
    std::free(memory);
}
void operator delete(void *memory, std::size_t) noexcept
{
    std::free(memory);
}
void operator delete[](void *memory, std::size_t) noexcept
{
    std::free(memory);
}

using namespace mockforge::metrics;

class TestAllocations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countingWorks()
    {
        const long before = allocations;
        Registry registry;
        const auto recorder = registry.createRecorder();
        QVERIFY(allocations > before);
    }

    void recordingAllocatesNothing()
    {
        Registry registry;
        const auto recorder = registry.createRecorder();
        const RouteId route = registry.internRoute(Protocol::Http, "GET /a");
        const long before = allocations;
        for (unsigned i = 0; i < 100'000; ++i) {
            RequestSample sample;
            sample.protocol = static_cast<Protocol>(i % kProtocolCount);
            sample.method = static_cast<MethodId>(i % kGraphQlOperations.size());
            sample.status = static_cast<StatusId>(100 + i % 900);
            sample.route = i % 3 == 0 ? route : kUnmatchedRoute;
            sample.error = static_cast<ErrorType>(i % kErrorTypeCount);
            sample.totalNs = (std::uint64_t{1} << (i % 40)) + i;
            sample.serviceNs = i;
            sample.injectedNs = i % 7;
            record(*recorder, sample);
            recorder->connectionOpened(sample.protocol);
            recorder->connectionClosed(sample.protocol);
            recorder->refused(static_cast<Refusal>(i % kRefusalCount));
            recorder->faultApplied(sample.protocol, static_cast<Fault>(i % kFaultCount));
            recorder->errorOccurred(sample.protocol, ErrorType::ConnectionError);
            recorder->webSocketMessageSent();
            recorder->webSocketMessageReceived();
            recorder->bytesReceived(sample.protocol, i);
            recorder->bytesSent(sample.protocol, i);
        }
        QCOMPARE(allocations.load(), before);
    }
};

QTEST_APPLESS_MAIN(TestAllocations)
#include "tst_allocations.moc"
