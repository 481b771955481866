// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graphql/mock/store.h"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace mockforge::net {
class Worker;
}

namespace mockforge::graphql {

/// Who wants to know of changes to the state, over all connections and workers. Any thread; a lock is taken
/// to subscribe, to leave and once for each change.
class EventHub
{
public:
    using Receiver = std::function<void(const ItemPtr &)>;
    using Kind = Change::Kind;

    /// Ends the subscription when it goes, on its worker's thread.
    class Subscription
    {
    public:
        ~Subscription();

    private:
        friend class EventHub;
        EventHub *m_hub = nullptr;
        std::string m_type;
        Kind m_kind = Kind::Created;
        net::Worker *m_worker = nullptr;
        Receiver m_receiver;
        std::shared_ptr<bool> m_alive = std::make_shared<bool>(true); ///< the worker's alone
    };

    /// `receiver` is called on `worker`, in the order of the changes. The hub must outlive the result.
    std::unique_ptr<Subscription> subscribe(net::Worker &worker, std::string type, Kind kind,
                                            Receiver receiver);
    void publish(const std::string &type, Kind kind, const ItemPtr &item);

private:
    void leave(const Subscription *subscription);

    std::mutex m_mutex;
    std::vector<Subscription *> m_subscriptions;
};

} // namespace mockforge::graphql
