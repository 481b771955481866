// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/messagefault.h"

namespace mockforge::chaos {

namespace {

class MessageDrop final : public MessageFault
{
public:
    using MessageFault::MessageFault;

    std::uint64_t act(MessageEffects &effects, std::string &, Draw &) const override
    {
        effects.drop = true;
        return 0;
    }
};

} // namespace

std::unique_ptr<Fault> makeMessageDrop(const project::FaultSettings &settings)
{
    return std::make_unique<MessageDrop>(settings);
}

} // namespace mockforge::chaos
