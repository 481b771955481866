// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/corruption.h"
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/messagefault.h"

namespace mockforge::chaos {

namespace {

class MessageCorrupt final : public MessageFault
{
public:
    using MessageFault::MessageFault;

    std::uint64_t act(MessageEffects &, std::string &message, Draw &draw) const override
    {
        std::uint64_t changed = 0;
        for (char &byte : message) {
            if (draw.random.unit() < settings().share) {
                corrupt(byte, settings().mode, draw.random);
                ++changed;
            }
        }
        if (changed > 0)
            return changed;
        const auto last = static_cast<std::int64_t>(message.size()) - 1;
        corrupt(message[static_cast<std::size_t>(draw.random.between(0, last))], settings().mode,
                draw.random);
        return 1;
    }

protected:
    bool actsOnEmpty() const noexcept override { return false; }
};

} // namespace

std::unique_ptr<Fault> makeMessageCorrupt(const project::FaultSettings &settings)
{
    return std::make_unique<MessageCorrupt>(settings);
}

} // namespace mockforge::chaos
