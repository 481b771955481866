// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/fieldfault.h"
#include "server/chaos/faults/makers.h"

namespace mockforge::chaos {

namespace {

class GraphQlNull final : public FieldFault
{
public:
    using FieldFault::FieldFault;

    std::uint64_t act(FieldEffect &effect, Draw &) const override
    {
        effect.isNull = true;
        return 0;
    }
};

} // namespace

std::unique_ptr<Fault> makeGraphQlNull(const project::FaultSettings &settings)
{
    return std::make_unique<GraphQlNull>(settings);
}

} // namespace mockforge::chaos
