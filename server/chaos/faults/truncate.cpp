// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/replyfault.h"

#include <algorithm>

namespace mockforge::chaos {

namespace {

class Truncate final : public ReplyFault
{
public:
    explicit Truncate(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    bool shape(exchange::Response &reply, Draw &) const override
    {
        const std::size_t whole = reply.content().size();
        const std::size_t kept =
            m_settings.bytes >= 0 ? std::min(whole, static_cast<std::size_t>(m_settings.bytes))
                                  : static_cast<std::size_t>(static_cast<double>(whole) * m_settings.share);
        if (kept >= whole)
            return false;
        if (m_settings.length == "right") {
            bodyOf(reply).resize(kept);
            return true;
        }
        exchange::Delivery &delivery = deliveryOf(reply);
        delivery.bodyBytes = kept;
        delivery.end = endOf(m_settings.end);
        return true;
    }

private:
    project::FaultSettings m_settings;
};

} // namespace

std::unique_ptr<Fault> makeTruncate(const project::FaultSettings &settings)
{
    return std::make_unique<Truncate>(settings);
}

} // namespace mockforge::chaos
