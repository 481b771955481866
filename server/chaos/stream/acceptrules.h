// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/published.h"
#include "server/chaos/controller.h"
#include "server/net/doorman.h"

#include <memory>

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

    net::Welcome welcome(const net::PeerAddress &peer, std::int64_t open) override;

private:
    metrics::Recorder &recorder();

    const Controller &m_controller;
    Shared &m_shared;
    metrics::Registry &m_registry;
    Published<const RuleSet>::Reader m_rules;
    Place m_place;
    std::unique_ptr<metrics::Recorder> m_recorder; ///< made on the accept thread, with the first fault
};

} // namespace mockforge::chaos
