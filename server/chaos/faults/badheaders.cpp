// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/replyfault.h"
#include "server/exchange/request.h"

#include <algorithm>

namespace mockforge::chaos {

namespace {

bool hasHeader(const exchange::Response &reply, const std::string &name)
{
    return std::any_of(reply.headers.begin(), reply.headers.end(),
                       [&](const auto &header) { return exchange::equalsIgnoreCase(header.first, name); });
}

class BadHeaders final : public ReplyFault
{
public:
    explicit BadHeaders(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    bool shape(exchange::Response &reply, Draw &) const override
    {
        if (!m_settings.header.empty()) {
            if (!hasHeader(reply, m_settings.header))
                reply.headers.emplace_back(m_settings.header, "chaos-1");
            reply.headers.emplace_back(m_settings.header, "chaos-2");
        }
        if (m_settings.bytes > 0)
            reply.headers.emplace_back("X-MockForge-Padding",
                                       std::string(static_cast<std::size_t>(m_settings.bytes), 'x'));
        return true;
    }

private:
    project::FaultSettings m_settings;
};

} // namespace

std::unique_ptr<Fault> makeBadHeaders(const project::FaultSettings &settings)
{
    return std::make_unique<BadHeaders>(settings);
}

} // namespace mockforge::chaos
