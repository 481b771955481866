// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graphql/http/documentcache.h"
#include "server/graphql/mock/mockresolver.h"

#include <array>
#include <atomic>
#include <memory>

namespace mockforge::net {
class Worker;
}

namespace mockforge::graphql {

/// What one worker keeps of a service: documents, and what answers fields. That worker's thread only.
struct WorkerParts
{
    WorkerParts(const std::shared_ptr<const Schema> &schema, const Mock &mock)
        : store(mock.store().published())
        , documents(schema, mock.settings())
        , resolver(mock, store)
    {}

    Published<const StoreState>::Reader store;
    DocumentCache documents;
    MockResolver resolver;
};

/// The parts of each worker, made when it first asks. Finding them takes no lock.
class WorkerTable
{
public:
    template <typename Make>
    WorkerParts &get(const net::Worker &worker, Make make)
    {
        for (Slot &slot : m_slots) {
            const net::Worker *owner = slot.owner.load(std::memory_order_acquire);
            if (owner == nullptr && slot.owner.compare_exchange_strong(owner, &worker)) {
                slot.parts = make();
                return *slot.parts;
            }
            if (owner == &worker)
                return *slot.parts;
        }
        std::terminate(); // there are more workers than http.workers allows
    }

private:
    static constexpr std::size_t kMostWorkers = 257;

    struct Slot
    {
        std::atomic<const net::Worker *> owner{nullptr};
        std::unique_ptr<WorkerParts> parts; ///< the owner's alone
    };

    std::array<Slot, kMostWorkers> m_slots;
};

} // namespace mockforge::graphql
