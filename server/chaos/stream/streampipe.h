// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/connectionrules.h"
#include "server/chaos/faults/streamfault.h"
#include "server/net/address.h"
#include "server/net/pipe.h"

#include <string>

namespace mockforge::chaos {

/// The stream rules on one connection, of any protocol. One thread; the controller and the recorder outlive
/// it.
class StreamPipe final : public net::Pipe
{
public:
    StreamPipe(const Controller &controller, metrics::Recorder &recorder, Place place,
               const net::PeerAddress &peer);

    bool acts() override { return m_rules.acts(); }
    Step beforeWrite(std::size_t size, std::uint64_t nowNs) override;
    void wrote(std::size_t size, std::uint64_t nowNs) override;
    Step beforeRead(std::size_t size, std::uint64_t nowNs) override;
    void read(char *bytes, std::size_t size, std::uint64_t nowNs) override;
    bool changesWrites() const override;
    void change(char *bytes, std::size_t size) override;
    std::uint64_t closeDelayNs() override;

private:
    template <typename Act>
    void each(std::uint64_t nowNs, const Act &act);

    ConnectionRules<StreamFault, StreamEffect, &RuleSet::stream> m_rules;
    metrics::Recorder &m_recorder;
    Place m_place;
    std::string m_peer;
};

} // namespace mockforge::chaos
