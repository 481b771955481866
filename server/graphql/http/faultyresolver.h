// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/fieldrules.h"
#include "server/graphql/execution/resolver.h"

#include <cstdint>
#include <vector>

namespace mockforge::graphql {

/// Asks the chaos rules about each field of one execution before the mock does: some fail, some are null,
/// some take time. Execution never waits: what fields take adds up to how late the reply is, fields side by
/// side at the same time, those of a mutation's root one after the other (section 6.2.2), children after
/// their parents.
class FaultyResolver final : public Resolver
{
public:
    FaultyResolver(Resolver &mock, chaos::FieldRules &rules)
        : m_mock(mock)
        , m_rules(rules)
    {}

    Resolved resolve(const FieldCall &call) override;
    std::uint64_t delayNs() const noexcept { return m_delayNs; }

private:
    void wait(const FieldCall &call, std::uint64_t delayNs);

    Resolver &m_mock;
    chaos::FieldRules &m_rules;
    std::vector<std::uint64_t> m_readyNs; ///< by depth: when the field of that depth is there
    std::uint64_t m_delayNs = 0;
};

} // namespace mockforge::graphql
