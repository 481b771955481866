// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/distribution.h"
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/messagefault.h"

namespace mockforge::chaos {

namespace {

class MessageDelay final : public MessageFault
{
public:
    using MessageFault::MessageFault;

    std::uint64_t act(MessageEffects &effects, std::string &, Draw &draw) const override
    {
        const std::uint64_t delay =
            draw.recorded ? *draw.recorded : drawDelay(settings().delay, draw.random, draw.elapsedNs);
        effects.delayNs += delay;
        return delay;
    }
};

} // namespace

std::unique_ptr<Fault> makeMessageDelay(const project::FaultSettings &settings)
{
    return std::make_unique<MessageDelay>(settings);
}

} // namespace mockforge::chaos
