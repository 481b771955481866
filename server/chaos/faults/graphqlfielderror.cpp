// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/fieldfault.h"
#include "server/chaos/faults/makers.h"

namespace mockforge::chaos {

namespace {

class GraphQlFieldError final : public FieldFault
{
public:
    explicit GraphQlFieldError(const project::FaultSettings &settings)
        : FieldFault(settings)
        , m_message(settings.errorMessage)
        , m_extensions{{"code", settings.errorCode}, {"injected", true}}
    {}

    std::uint64_t act(FieldEffect &effect, Draw &) const override
    {
        effect.message = &m_message;
        effect.extensions = &m_extensions;
        return 0;
    }

private:
    std::string m_message;
    nlohmann::ordered_json m_extensions;
};

} // namespace

std::unique_ptr<Fault> makeGraphQlFieldError(const project::FaultSettings &settings)
{
    return std::make_unique<GraphQlFieldError>(settings);
}

} // namespace mockforge::chaos
