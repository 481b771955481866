// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/messagefault.h"

#include <string_view>

namespace mockforge::chaos {

namespace {

void appendVarint(std::string &out, std::uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        out.push_back(static_cast<char>(number | 0x80));
    out.push_back(static_cast<char>(number));
}

/// Lets a message grow by a field of zeros under the greatest number that there is (protobuf encoding, field
/// 2^29 - 1, wire type LEN): whoever reads it all skips the field.
class GrpcOversize final : public MessageFault
{
public:
    using MessageFault::MessageFault;

    std::uint64_t act(MessageEffects &, std::string &message, Draw &) const override
    {
        constexpr std::string_view kTag = "\xfa\xff\xff\xff\x0f";
        const auto wanted = static_cast<std::size_t>(settings().bytes);
        const std::size_t filler = wanted > message.size() ? wanted - message.size() : 0;
        message.append(kTag);
        appendVarint(message, filler);
        message.append(filler, '\0');
        return message.size();
    }
};

} // namespace

std::unique_ptr<Fault> makeGrpcOversize(const project::FaultSettings &settings)
{
    return std::make_unique<GrpcOversize>(settings);
}

} // namespace mockforge::chaos
