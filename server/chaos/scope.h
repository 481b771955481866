// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/faults/subject.h"
#include "server/project/chaosmodel.h"
#include "server/routing/condition.h"
#include "server/routing/pattern.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace mockforge::chaos {

/// A range of addresses, IPv4 or IPv6 (RFC 4632, RFC 4291); IPv4 counts as IPv4-mapped IPv6.
class AddressRange
{
public:
    /// "10.0.0.0/8", "::1", "192.168.1.42". False: it is not one.
    bool parse(const std::string &text);
    bool holds(std::string_view address) const;

private:
    std::array<unsigned char, 16> m_bytes{};
    int m_bits = 128;
};

/// Whom a rule is for, compiled. Immutable, any thread.
class Scope
{
public:
    /// Returns what is wrong, empty when nothing is. `spec` must outlive this.
    std::string compile(const project::ChaosScope &spec);
    bool holds(const Subject &subject) const;

private:
    bool requestHolds(const Subject &subject) const;

    const project::ChaosScope *m_spec = nullptr;
    unsigned m_protocols = ~0U; ///< a bit for each
    std::vector<AddressRange> m_sources;
    std::vector<routing::Condition> m_conditions;
    routing::Pattern m_path;
};

} // namespace mockforge::chaos
