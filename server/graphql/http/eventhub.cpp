// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/http/eventhub.h"

#include "server/net/worker.h"

#include <algorithm>

namespace mockforge::graphql {

EventHub::Subscription::~Subscription()
{
    *m_alive = false;
    m_hub->leave(this);
}

std::unique_ptr<EventHub::Subscription> EventHub::subscribe(net::Worker &worker, std::string type, Kind kind,
                                                            Receiver receiver)
{
    auto subscription = std::make_unique<Subscription>();
    subscription->m_hub = this;
    subscription->m_type = std::move(type);
    subscription->m_kind = kind;
    subscription->m_worker = &worker;
    subscription->m_receiver = std::move(receiver);
    const std::lock_guard lock(m_mutex);
    m_subscriptions.push_back(subscription.get());
    return subscription;
}

void EventHub::leave(const Subscription *subscription)
{
    const std::lock_guard lock(m_mutex);
    m_subscriptions.erase(std::remove(m_subscriptions.begin(), m_subscriptions.end(), subscription),
                          m_subscriptions.end());
}

void EventHub::publish(const std::string &type, Kind kind, const ItemPtr &item)
{
    const std::lock_guard lock(m_mutex);
    for (Subscription *one : m_subscriptions) {
        if (one->m_kind != kind || one->m_type != type)
            continue;
        // The receiver may be gone when its turn comes; only its worker knows.
        one->m_worker->post([one, alive = one->m_alive, item] {
            if (*alive)
                one->m_receiver(item);
        });
    }
}

} // namespace mockforge::graphql
