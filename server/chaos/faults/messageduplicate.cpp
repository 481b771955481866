// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/messagefault.h"

namespace mockforge::chaos {

namespace {

class MessageDuplicate final : public MessageFault
{
public:
    using MessageFault::MessageFault;

    std::uint64_t act(MessageEffects &effects, std::string &, Draw &) const override
    {
        const auto copies = static_cast<std::uint64_t>(settings().copies);
        effects.copies += copies;
        return copies;
    }
};

} // namespace

std::unique_ptr<Fault> makeMessageDuplicate(const project::FaultSettings &settings)
{
    return std::make_unique<MessageDuplicate>(settings);
}

} // namespace mockforge::chaos
