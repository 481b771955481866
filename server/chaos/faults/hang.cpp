// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"

namespace mockforge::chaos {

namespace {

class Hang final : public ExchangeFault
{
public:
    bool answers() const noexcept override { return true; }

    std::uint64_t act(Effects &effects, Draw &, const Subject &) const override
    {
        effects.hang = true;
        return 0;
    }
};

} // namespace

std::unique_ptr<Fault> makeHang(const project::FaultSettings &)
{
    return std::make_unique<Hang>();
}

} // namespace mockforge::chaos
