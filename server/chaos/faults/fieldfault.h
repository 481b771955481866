// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/faults/fault.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace mockforge::chaos {

/// What the faults do to one field of a GraphQL operation. The pointers are the faults' own and live as long
/// as their rules.
struct FieldEffect
{
    std::uint64_t delayNs = 0;
    bool isNull = false;
    const std::string *message = nullptr; ///< the field fails with it; null: it does not
    const nlohmann::ordered_json *extensions = nullptr;

    bool answered() const noexcept { return isNull || message != nullptr; }
};

/// Acts on fields of GraphQL operations, each time that one is about to be answered: those of the
/// coordinates "Type.field" and of the types that its settings name.
class FieldFault : public Fault
{
public:
    explicit FieldFault(const project::FaultSettings &settings);
    /// Whether it acts on this field of an object of this type.
    bool isFor(std::string_view type, std::string_view field) const noexcept;
    /// Whether it takes the place of the field's value, so that of several only the first can act.
    virtual bool answers() const noexcept { return true; }
    /// Acts; gives the number that the log keeps.
    virtual std::uint64_t act(FieldEffect &effect, Draw &draw) const = 0;

private:
    struct Coordinate
    {
        std::string type;
        std::string field; ///< empty: all of the type
    };
    std::vector<Coordinate> m_coordinates;
};

} // namespace mockforge::chaos
