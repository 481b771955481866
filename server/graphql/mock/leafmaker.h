// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graphql/execution/resolver.h"
#include "server/templating/template.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace mockforge::graphql {

/// How the value of a leaf field is made: chosen once from the field's type and name, and the type that it
/// belongs to. Immutable, any thread.
struct LeafMaker
{
    enum class Kind : std::uint8_t { Id, Boolean, Integer, Number, Enum, Text, Null };
    Kind kind = Kind::Null;
    std::int64_t low = 0; ///< Integer, and Number times ten to the decimals
    std::int64_t high = 0;
    int decimals = 0;
    const templating::Template *text = nullptr;
    const NamedType *type = nullptr;
    std::uint64_t stream = 0; ///< of the field's name, so that a schema that grows keeps its data

    Resolved make(std::uint64_t seed) const;
};

/// Templates by their text, compiled once.
class TemplatePool
{
public:
    const templating::Template *get(const std::string &text);

private:
    std::map<std::string, std::unique_ptr<templating::Template>> m_templates;
};

LeafMaker leafMakerFor(const NamedType &leaf, std::string_view field, std::string_view parent,
                       TemplatePool &templates);

/// Lower case, without underscores: createdAt, created_at and CREATED_AT are one name.
std::string plainName(std::string_view name);

/// The moment that made dates are counted from: data must not change from day to day.
inline constexpr std::int64_t kMadeDataMs = 1'767'225'600'000; // 2026-01-01T00:00:00Z

} // namespace mockforge::graphql
