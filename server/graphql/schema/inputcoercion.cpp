// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/schema/coercion.h"

#include <cmath>
#include <limits>

namespace mockforge::graphql {

namespace {

bool fitsInt(std::int64_t value) noexcept
{
    return value >= std::numeric_limits<std::int32_t>::min() &&
           value <= std::numeric_limits<std::int32_t>::max();
}

Json coerceScalar(const nlohmann::json &value, const NamedType &type, const std::string &path,
                  const CoercionProblem &problem)
{
    const auto refuse = [&](const char *message) {
        problem(path, value, message + inspect(value));
        return Json();
    };
    const bool whole = value.is_number() && value.get<double>() == std::floor(value.get<double>());
    switch (type.scalar) {
    case ScalarKind::Int:
        if (!whole)
            return refuse("Int cannot represent non-integer value: ");
        if (std::abs(value.get<double>()) > 2147483648.0 ||
            !fitsInt(static_cast<std::int64_t>(value.get<double>())))
            return refuse("Int cannot represent non 32-bit signed integer value: ");
        return static_cast<std::int64_t>(value.get<double>());
    case ScalarKind::Float:
        return value.is_number() ? Json(value) : refuse("Float cannot represent non numeric value: ");
    case ScalarKind::String:
        return value.is_string() ? Json(value) : refuse("String cannot represent a non string value: ");
    case ScalarKind::Boolean:
        return value.is_boolean() ? Json(value) : refuse("Boolean cannot represent a non boolean value: ");
    case ScalarKind::Id:
        if (value.is_string())
            return value;
        return whole ? Json(printNumber(value.get<double>())) : refuse("ID cannot represent value: ");
    case ScalarKind::Custom:
        break;
    }
    return value;
}

class InputCoercion
{
public:
    explicit InputCoercion(const CoercionProblem &problem)
        : m_problem(problem)
    {}

    Json run(const nlohmann::json &value, const TypeRef &type, const std::string &path)
    {
        if (type.isNonNull()) {
            if (!value.is_null())
                return run(value, *type.of, path);
            m_problem(path, {}, "Expected non-nullable type \"" + print(type) + "\" not to be null.");
            return {};
        }
        if (value.is_null())
            return {};
        if (type.isList()) {
            Json list = Json::array();
            if (!value.is_array()) {
                list.push_back(run(value, *type.of, path));
                return list;
            }
            for (std::size_t i = 0; i < value.size(); ++i)
                list.push_back(run(value[i], *type.of, path + "[" + std::to_string(i) + "]"));
            return list;
        }
        if (type.named->kind == TypeKind::InputObject)
            return object(value, *type.named, path);
        if (type.named->kind == TypeKind::Enum) {
            if (value.is_string() && type.named->hasValue(value.get_ref<const std::string &>()))
                return value;
            m_problem(path, value,
                      value.is_string()
                          ? "Value \"" + value.get<std::string>() + "\" does not exist in \"" +
                                type.named->name + "\" enum."
                          : "Enum \"" + type.named->name +
                                "\" cannot represent non-string value: " + inspect(value) + ".");
            return {};
        }
        return coerceScalar(value, *type.named, path, m_problem);
    }

private:
    Json object(const nlohmann::json &value, const NamedType &type, const std::string &path)
    {
        if (!value.is_object()) {
            m_problem(path, value, "Expected type \"" + type.name + "\" to be an object.");
            return {};
        }
        Json object = Json::object();
        for (const InputValue &field : type.inputFields) {
            const auto given = value.find(field.name);
            if (given != value.end())
                object[field.name] = run(*given, *field.type, path + "." + field.name);
            else if (field.defaultValue)
                object[field.name] = *field.defaultValue;
            else if (field.type->isNonNull())
                m_problem(path, value,
                          "Field \"" + field.name + "\" of required type \"" + print(*field.type) +
                              "\" was not provided.");
        }
        for (const auto &[name, ignored] : value.items()) {
            if (!type.inputField(name))
                m_problem(path, value,
                          "Field \"" + name + "\" is not defined by type \"" + type.name + "\".");
        }
        if (type.isOneOf && object.size() != 1)
            m_problem(path, value, "Exactly one key must be specified for OneOf type \"" + type.name + "\".");
        if (type.isOneOf && !object.empty() && value.find(object.begin().key())->is_null())
            m_problem(path + "." + object.begin().key(), {},
                      "Field \"" + object.begin().key() + "\" must be non-null.");
        return object;
    }

    const CoercionProblem &m_problem;
};

} // namespace

Json coerceInput(const nlohmann::json &value, const TypeRef &type, const CoercionProblem &problem)
{
    return InputCoercion(problem).run(value, type, {});
}

} // namespace mockforge::graphql
