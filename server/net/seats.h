// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/acceptthread.h"
#include "server/net/worker.h"

#include <cstddef>
#include <future>
#include <memory>
#include <unistd.h>
#include <utility>
#include <vector>

namespace mockforge::net {

/// What an endpoint has on one worker: its site there, which only that worker's thread touches.
template <typename Site>
struct Seat
{
    Worker *worker = nullptr;
    std::unique_ptr<Site> site;
};

template <typename Site>
using Seats = std::vector<std::shared_ptr<Seat<Site>>>;

/// One without a site for each worker.
template <typename Site>
Seats<Site> seatsOn(const std::vector<Worker *> &workers)
{
    Seats<Site> seats;
    for (Worker *worker : workers) {
        seats.push_back(std::make_shared<Seat<Site>>());
        seats.back()->worker = worker;
    }
    return seats;
}

/// Runs on every seat's worker and waits; the workers must be running and not be the caller.
template <typename Site, typename Task>
void onEverySeat(const Seats<Site> &seats, const Task &task)
{
    std::vector<std::future<void>> done;
    for (const auto &seat : seats) {
        auto promise = std::make_shared<std::promise<void>>();
        done.push_back(promise->get_future());
        seat->worker->post([seat, promise, task] {
            task(*seat);
            promise->set_value();
        });
    }
    for (auto &each : done)
        each.wait();
}

/// Deals connections to the sites in turn; one whose site has gone is closed.
template <typename Site>
AcceptThread::Receiver dealTo(Seats<Site> seats)
{
    return [seats = std::move(seats), next = std::size_t{0}](Accepted accepted) mutable {
        const auto &seat = seats[next++ % seats.size()];
        // A task must be copyable; the ticket is not.
        auto carried = std::make_shared<Accepted>(std::move(accepted));
        seat->worker->post([seat, carried] {
            if (seat->site)
                seat->site->open(std::move(*carried));
            else
                ::close(carried->descriptor);
        });
    };
}

} // namespace mockforge::net
