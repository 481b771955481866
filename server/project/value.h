// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/model.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mockforge::project {

struct Entry;

/// A node of the project file with its place; scalars typed by YAML 1.2's core schema (a quoted one is always
/// text).
struct Value
{
    enum class Kind { Null, Boolean, Integer, Float, String, List, Map };

    Kind kind = Kind::Null;
    Location location;
    bool boolean = false;
    std::int64_t integer = 0;
    double number = 0; ///< also set for Integer
    std::string text;  ///< a scalar as written
    std::vector<Value> items;
    std::vector<Entry> entries; ///< in order, keys unique

    bool isScalar() const noexcept { return kind != Kind::List && kind != Kind::Map; }
    /// Null when there is no such key.
    const Value *find(std::string_view key) const noexcept;
    std::string_view kindName() const noexcept; ///< "a list", "a number", …
};

struct Entry
{
    std::string key;
    Location location;
    Value value;
};

nlohmann::ordered_json toJson(const Value &value);
/// Types a scalar as the core schema does; a quoted one stays text.
void setScalar(Value &value, const std::string &text, bool quoted);

} // namespace mockforge::project
