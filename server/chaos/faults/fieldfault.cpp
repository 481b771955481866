// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/fieldfault.h"

#include <algorithm>

namespace mockforge::chaos {

FieldFault::FieldFault(const project::FaultSettings &settings)
{
    for (const auto &[coordinate, location] : settings.fields) {
        const std::size_t dot = coordinate.find('.');
        m_coordinates.push_back({coordinate.substr(0, dot),
                                 dot == std::string::npos ? std::string() : coordinate.substr(dot + 1)});
    }
}

bool FieldFault::isFor(std::string_view type, std::string_view field) const noexcept
{
    return std::any_of(m_coordinates.begin(), m_coordinates.end(), [&](const Coordinate &one) {
        return one.type == type && (one.field.empty() || one.field == field);
    });
}

} // namespace mockforge::chaos
