// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/published.h"
#include "server/chaos/controller.h"
#include "server/net/doorman.h"

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace mockforge::metrics {
class Registry;
class Recorder;
} // namespace mockforge::metrics

namespace mockforge::chaos {

/// The accept rules at one port, of any protocol. Used on the accept thread; the controller outlives it.
class AcceptRules final : public net::Doorman
{
public:
    AcceptRules(const Controller &controller, metrics::Registry &registry, Place place);
    ~AcceptRules() override;

    /// Whether the port speaks TLS: without it the faults of the handshake do not act. Any thread.
    void setSecure(bool secure) noexcept { m_secure.store(secure, std::memory_order_relaxed); }

    net::Welcome welcome(const net::PeerAddress &peer, std::int64_t open) override;
    Door door(std::uint64_t nowNs) override;

private:
    /// A rule in force that closes the port, or was decided not to.
    struct Closing
    {
        std::shared_ptr<const Rule> rule;
        std::optional<ActiveFault> active;
    };
    std::optional<ActiveFault> decideClosing(const Rule &rule, const Subject &subject, std::uint64_t nowNs);

    metrics::Recorder &recorder();

    const Controller &m_controller;
    Shared &m_shared;
    metrics::Registry &m_registry;
    Published<const RuleSet>::Reader m_rules;
    Place m_place;
    std::atomic<bool> m_secure{false};
    std::vector<Closing> m_closing;
    std::unique_ptr<metrics::Recorder> m_recorder; ///< made on the accept thread, with the first fault
};

} // namespace mockforge::chaos
