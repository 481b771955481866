// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/published.h"
#include "server/chaos/controller.h"
#include "server/chaos/faults/streamfault.h"
#include "server/net/address.h"
#include "server/net/pipe.h"

#include <string>
#include <vector>

namespace mockforge::metrics {
class Recorder;
}

namespace mockforge::chaos {

/// The stream rules on one connection, of any protocol: decided once for each rule, when the connection opens
/// or the rule comes; a rule that goes, or rests, lets go of the connection at once. One thread; the
/// controller and the recorder outlive it.
class StreamPipe final : public net::Pipe
{
public:
    StreamPipe(const Controller &controller, metrics::Recorder &recorder, Place place,
               const net::PeerAddress &peer);

    bool acts() override;
    Step beforeWrite(std::size_t size, std::uint64_t nowNs) override;
    void wrote(std::size_t size, std::uint64_t nowNs) override;
    Step beforeRead(std::size_t size, std::uint64_t nowNs) override;
    void read(char *bytes, std::size_t size, std::uint64_t nowNs) override;
    bool changesWrites() const override;
    void change(char *bytes, std::size_t size) override;
    std::uint64_t closeDelayNs() override;

private:
    struct Part
    {
        std::shared_ptr<const Rule> rule;
        std::uint64_t n = 0; ///< which decision of the rule it was
        bool decided = false;
        bool counted = false;
        std::unique_ptr<StreamEffect> effect; ///< null: not decided yet, or decided against
        ActiveFault active;
    };

    void refresh();
    void decide(std::uint64_t nowNs);
    /// For each effect of a rule that is on now; counts those that have acted.
    template <typename Act>
    void each(std::uint64_t nowNs, const Act &act);

    Shared &m_shared;
    Published<const RuleSet>::Reader m_rules;
    const RuleSet *m_seen = nullptr; ///< the set that m_parts are of
    std::shared_ptr<const RuleSet> m_kept;
    metrics::Recorder &m_recorder;
    Place m_place;
    std::string m_peer;
    std::vector<Part> m_parts;
};

} // namespace mockforge::chaos
