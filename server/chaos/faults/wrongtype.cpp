// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/replyfault.h"

namespace mockforge::chaos {

namespace {

class WrongType final : public ReplyFault
{
public:
    explicit WrongType(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    bool shape(exchange::Response &reply, Draw &) const override
    {
        if (!m_settings.contentType.empty() || m_settings.contentEncoding.empty())
            setHeader(reply, "Content-Type",
                      m_settings.contentType.empty() ? "application/octet-stream" : m_settings.contentType);
        if (!m_settings.contentEncoding.empty())
            setHeader(reply, "Content-Encoding", m_settings.contentEncoding);
        return true;
    }

private:
    project::FaultSettings m_settings;
};

} // namespace

std::unique_ptr<Fault> makeWrongType(const project::FaultSettings &settings)
{
    return std::make_unique<WrongType>(settings);
}

} // namespace mockforge::chaos
