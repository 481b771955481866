// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/record/recorder.h"
#include "server/chaos/rule.h"

#include <string>
#include <vector>

namespace mockforge::exchange {
struct Response;
}

namespace mockforge::chaos {

/// What the rules do to one exchange, from the decision to the exchange's end. Whoever serves the exchange
/// waits effects().delayNs, then answers effects().abort or hangs or lets the mock answer, shapes the reply,
/// and says ended(). Destroying it gives back its places among the faults in flight. One thread at a time.
class Plan
{
public:
    /// `recorder` is that of the thread.
    Plan(metrics::Recorder &recorder, metrics::Protocol protocol, bool namesFaults)
        : m_recorder(recorder)
        , m_protocol(protocol)
        , m_namesFaults(namesFaults)
    {}
    ~Plan();
    Plan(const Plan &) = delete;
    Plan &operator=(const Plan &) = delete;

    Effects &effects() noexcept { return m_effects; }
    const Effects &effects() const noexcept { return m_effects; }
    bool isEmpty() const noexcept { return m_firings.empty() && m_watchers.empty() && m_named.empty(); }

    void add(std::shared_ptr<const Rule> rule, ActiveFault active, Draw draw);
    void watch(std::shared_ptr<const Rule> rule);
    /// A fault that the caller asked for by a header, or that has acted already: it has a name and nothing to
    /// do.
    void addNamed(std::string name, ActiveFault active);
    /// Takes over the faults of another exchange that shares this one's reply; both wait at the same time.
    void join(Plan &other);

    /// The faults that have acted before the reply, in the order of the rules; none when they are not to be
    /// named.
    std::string names() const;
    bool namesFaults() const noexcept { return m_namesFaults; }
    /// Lets the faults change the reply, and names them in its headers.
    void shape(exchange::Response &reply);
    /// The reply's status, 0 without one; once.
    void ended(int status);
    /// The connection goes on without its exchange, which ends with that status; what remains are the faults
    /// that count open connections, until this is destroyed.
    void tookOver(int status);

private:
    struct Firing
    {
        std::shared_ptr<const Rule> rule;
        ActiveFault active;
        Draw draw;
    };

    Effects m_effects;
    std::vector<Firing> m_firings;
    std::vector<std::shared_ptr<const Rule>> m_watchers;
    std::vector<std::pair<std::string, ActiveFault>> m_named;
    metrics::Recorder &m_recorder;
    metrics::Protocol m_protocol;
    bool m_namesFaults;
};

} // namespace mockforge::chaos
