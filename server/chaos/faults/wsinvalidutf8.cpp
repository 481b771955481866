// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/messagefault.h"

namespace mockforge::chaos {

namespace {

class WsInvalidUtf8 final : public MessageFault
{
public:
    using MessageFault::MessageFault;

    std::uint64_t act(MessageEffects &, std::string &message, Draw &draw) const override
    {
        // A byte that no part of UTF-8 is (RFC 3629 §1).
        constexpr char kNever = '\xFF';
        if (message.empty()) {
            message = kNever;
            return 0;
        }
        const auto last = static_cast<std::int64_t>(message.size()) - 1;
        const auto at = static_cast<std::size_t>(draw.random.between(0, last));
        message[at] = kNever;
        return at;
    }

protected:
    bool actsOnBinary() const noexcept override { return false; }
};

} // namespace

std::unique_ptr<Fault> makeWsInvalidUtf8(const project::FaultSettings &settings)
{
    return std::make_unique<WsInvalidUtf8>(settings);
}

} // namespace mockforge::chaos
