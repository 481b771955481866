// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/messagefault.h"

namespace mockforge::chaos {

namespace {

class MessageReorder final : public MessageFault
{
public:
    using MessageFault::MessageFault;

    bool needsNext() const noexcept override { return true; }

    std::uint64_t act(MessageEffects &effects, std::string &, Draw &) const override
    {
        constexpr std::uint64_t kNsPerMs = 1'000'000;
        effects.swapWithinNs = static_cast<std::uint64_t>(settings().gapMs) * kNsPerMs;
        return 0;
    }
};

} // namespace

std::unique_ptr<Fault> makeMessageReorder(const project::FaultSettings &settings)
{
    return std::make_unique<MessageReorder>(settings);
}

} // namespace mockforge::chaos
