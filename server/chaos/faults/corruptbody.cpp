// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/corruption.h"
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/replyfault.h"

#include <algorithm>
#include <cmath>

namespace mockforge::chaos {

namespace {

class CorruptBody final : public ReplyFault
{
public:
    explicit CorruptBody(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    bool shape(exchange::Response &reply, Draw &draw) const override
    {
        if (reply.content().empty())
            return false;
        std::string &body = bodyOf(reply);
        const auto last = static_cast<std::int64_t>(body.size()) - 1;
        const auto count =
            std::max<std::int64_t>(1, std::llround(m_settings.share * static_cast<double>(body.size())));
        for (std::int64_t i = 0; i < count; ++i)
            corrupt(body[static_cast<std::size_t>(draw.random.between(0, last))], m_settings.mode,
                    draw.random);
        return true;
    }

private:
    project::FaultSettings m_settings;
};

} // namespace

std::unique_ptr<Fault> makeCorruptBody(const project::FaultSettings &settings)
{
    return std::make_unique<CorruptBody>(settings);
}

} // namespace mockforge::chaos
