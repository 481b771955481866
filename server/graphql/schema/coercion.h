// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graphql/schema/schema.h"

#include <functional>
#include <optional>
#include <string>

namespace mockforge::graphql {

/// A literal as a value of an input type (October 2021, section 3.10), variables put in their places; nothing
/// when it is none. `variables` may be null: then a literal with variables in it is none.
std::optional<Json> coerceLiteral(const Value &literal, const TypeRef &type, const Json *variables);

/// What is wrong with a leaf literal for a named type; empty when nothing is.
std::string literalProblem(const Value &literal, const NamedType &type);

/// A JSON value as a value of an input type: for variables. Each problem is told with its path within the
/// value (".name[2]"); the result counts only when there was none. The callback may throw to end it.
using CoercionProblem =
    std::function<void(const std::string &path, const nlohmann::json &at, const std::string &message)>;
Json coerceInput(const nlohmann::json &value, const TypeRef &type, const CoercionProblem &problem);

/// A value for a message: what is long or deep is cut.
std::string inspect(const nlohmann::json &value);

/// A coerced value as a literal, for introspection's defaultValue.
std::string printInput(const Json &value, const TypeRef &type);

/// A number as JavaScript would write it.
std::string printNumber(double number);

} // namespace mockforge::graphql
