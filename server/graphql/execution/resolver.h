// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graphql/schema/schema.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace mockforge::graphql {

/// An object while its fields are being answered: its concrete type and what the resolver knows it by.
struct ObjectRef
{
    const NamedType *type = nullptr;
    const Json *data = nullptr; ///< borrowed for the length of the execution
    std::uint64_t seed = 0;
    const void *native = nullptr; ///< of introspection's objects
    std::uint8_t nativeKind = 0;
};

/// What a field's resolver gives. A list's items and JSON are owned or borrowed for the length of the
/// execution.
struct Resolved
{
    enum class Kind : std::uint8_t { Null, Boolean, Integer, Number, Text, Leaf, List, Object, Error };
    Kind kind = Kind::Null;
    bool boolean = false;
    std::int64_t integer = 0;
    double number = 0;
    std::string text;           ///< Text; Error: its message
    const Json *json = nullptr; ///< Leaf: a custom scalar's value. Error: extensions, may be null
    std::vector<Resolved> items;
    ObjectRef object;

    static Resolved null() { return {}; }
    static Resolved of(bool value)
    {
        Resolved resolved;
        resolved.kind = Kind::Boolean;
        resolved.boolean = value;
        return resolved;
    }
    static Resolved of(std::int64_t value)
    {
        Resolved resolved;
        resolved.kind = Kind::Integer;
        resolved.integer = value;
        return resolved;
    }
    static Resolved of(double value)
    {
        Resolved resolved;
        resolved.kind = Kind::Number;
        resolved.number = value;
        return resolved;
    }
    static Resolved of(std::string value)
    {
        Resolved resolved;
        resolved.kind = Kind::Text;
        resolved.text = std::move(value);
        return resolved;
    }
    static Resolved of(ObjectRef value)
    {
        Resolved resolved;
        resolved.kind = Kind::Object;
        resolved.object = value;
        return resolved;
    }
    static Resolved list(std::vector<Resolved> values)
    {
        Resolved resolved;
        resolved.kind = Kind::List;
        resolved.items = std::move(values);
        return resolved;
    }
    static Resolved error(std::string message, const Json *extensions = nullptr)
    {
        Resolved resolved;
        resolved.kind = Kind::Error;
        resolved.text = std::move(message);
        resolved.json = extensions;
        return resolved;
    }
};

/// One step of the way to a field: a key, or an index.
struct PathStep
{
    std::string_view key;
    std::int64_t index = -1;
    const PathStep *parent = nullptr;
};

Json toJson(const PathStep *path);

/// A field about to be answered.
struct FieldCall
{
    const ObjectRef &parent;
    const FieldDefinition &field;
    const Json &arguments; ///< coerced, defaults included; an object
    const PathStep *path;
    OperationType operation;
};

/// Answers the fields of one execution, in order; one thread. For an abstract type the object says which one
/// it is.
class Resolver
{
public:
    virtual ~Resolver() = default;
    virtual Resolved resolve(const FieldCall &call) = 0;
};

} // namespace mockforge::graphql
