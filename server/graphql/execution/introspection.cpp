// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/execution/introspection.h"

#include "server/graphql/schema/coercion.h"

#include <array>
#include <functional>
#include <unordered_map>

namespace mockforge::graphql {

namespace {

enum Native : std::uint8_t { kSchema, kType, kField, kInput, kEnumValue, kDirective };

class Introspector
{
public:
    Introspector(const Schema &schema, const FieldCall &call)
        : m_schema(schema)
        , m_call(call)
    {}

    Resolved run()
    {
        const std::string &name = m_call.field.name;
        if (name == "__schema")
            return object("__Schema", kSchema, &m_schema);
        if (name == "__type") {
            const NamedType *type = m_schema.type(m_call.arguments.value("name", std::string()));
            return type ? this->type(type->self) : Resolved::null();
        }
        const void *native = m_call.parent.native;
        switch (m_call.parent.nativeKind) {
        case kSchema:
            return ofSchema(name);
        case kType:
            return ofType(name, *static_cast<const TypeRef *>(native));
        case kField:
            return ofField(name, *static_cast<const FieldDefinition *>(native));
        case kInput:
            return ofInput(name, *static_cast<const InputValue *>(native));
        case kEnumValue:
            return ofEnumValue(name, *static_cast<const EnumValueDefinition *>(native));
        default:
            return ofDirective(name, *static_cast<const DirectiveType *>(native));
        }
    }

private:
    Resolved object(std::string_view typeName, Native kind, const void *native) const
    {
        ObjectRef ref;
        ref.type = m_schema.type(typeName);
        ref.native = native;
        ref.nativeKind = kind;
        return Resolved::of(ref);
    }

    Resolved type(const TypeRef &ref) const { return object("__Type", kType, &ref); }
    Resolved root(OperationType operation) const
    {
        const NamedType *named = m_schema.root(operation);
        return named ? type(named->self) : Resolved::null();
    }
    static Resolved described(const Description &description)
    {
        return description.given ? Resolved::of(description.text) : Resolved::null();
    }
    static Resolved optional(const std::optional<std::string> &text)
    {
        return text ? Resolved::of(*text) : Resolved::null();
    }

    template <typename Items>
    Resolved listed(const Items &items, std::string_view typeName, Native kind) const
    {
        const auto wanted = m_call.arguments.find("includeDeprecated");
        const bool deprecated =
            wanted != m_call.arguments.end() && wanted->is_boolean() && wanted->template get<bool>();
        std::vector<Resolved> list;
        for (const auto &item : items) {
            if (deprecated || !item.deprecation)
                list.push_back(object(typeName, kind, &item));
        }
        return Resolved::list(std::move(list));
    }

    Resolved types(const std::vector<const NamedType *> &named) const
    {
        std::vector<Resolved> list;
        for (const NamedType *one : named)
            list.push_back(type(one->self));
        return Resolved::list(std::move(list));
    }

    Resolved ofSchema(const std::string &name) const
    {
        if (name == "description")
            return described(m_schema.description());
        if (name == "queryType")
            return root(OperationType::Query);
        if (name == "mutationType")
            return root(OperationType::Mutation);
        if (name == "subscriptionType")
            return root(OperationType::Subscription);
        return name == "directives" ? directives() : allTypes();
    }

    /// What the schema brings comes before what every schema has.
    Resolved directives() const
    {
        std::vector<Resolved> list;
        for (const bool builtIn : {false, true}) {
            for (const DirectiveType &directive : m_schema.directives()) {
                if (directive.builtIn == builtIn)
                    list.push_back(object("__Directive", kDirective, &directive));
            }
        }
        return Resolved::list(std::move(list));
    }

    Resolved allTypes() const
    {
        std::vector<Resolved> list;
        for (const bool builtIn : {false, true}) {
            for (const NamedType &one : m_schema.types()) {
                const bool ofEverySchema = one.isIntrospection || one.scalar != ScalarKind::Custom;
                if (ofEverySchema == builtIn && one.name != "__Root")
                    list.push_back(type(one.self));
            }
        }
        return Resolved::list(std::move(list));
    }

    Resolved ofType(const std::string &name, const TypeRef &ref) const
    {
        static constexpr std::array<const char *, 6> kKinds{"SCALAR", "OBJECT", "INTERFACE",
                                                            "UNION",  "ENUM",   "INPUT_OBJECT"};
        const bool wrapped = ref.kind != TypeRef::Kind::Named;
        const NamedType &named = *ref.named;
        if (name == "kind")
            return Resolved::of(std::string(ref.isList() ? "LIST"
                                            : ref.isNonNull()
                                                ? "NON_NULL"
                                                : kKinds[static_cast<std::size_t>(named.kind)]));
        if (name == "ofType")
            return wrapped ? type(*ref.of) : Resolved::null();
        if (wrapped)
            return Resolved::null();
        if (name == "name")
            return Resolved::of(named.name);
        if (name == "description")
            return described(named.description);
        if (name == "specifiedByURL")
            return optional(named.specifiedBy);
        const bool hasFields = named.kind == TypeKind::Object || named.kind == TypeKind::Interface;
        if (name == "fields")
            return hasFields ? listed(named.fields, "__Field", kField) : Resolved::null();
        if (name == "interfaces")
            return hasFields ? types(named.interfaces) : Resolved::null();
        if (name == "possibleTypes")
            return named.isAbstract() ? types(named.possible) : Resolved::null();
        if (name == "enumValues")
            return named.kind == TypeKind::Enum ? listed(named.values, "__EnumValue", kEnumValue)
                                                : Resolved::null();
        if (name == "inputFields")
            return named.kind == TypeKind::InputObject ? listed(named.inputFields, "__InputValue", kInput)
                                                       : Resolved::null();
        return named.kind == TypeKind::InputObject ? Resolved::of(named.isOneOf)
                                                   : Resolved::null(); // isOneOf
    }

    Resolved ofField(const std::string &name, const FieldDefinition &field) const
    {
        if (name == "name")
            return Resolved::of(field.name);
        if (name == "description")
            return described(field.description);
        if (name == "args")
            return listed(field.arguments, "__InputValue", kInput);
        if (name == "type")
            return type(*field.type);
        return name == "isDeprecated" ? Resolved::of(field.deprecation.has_value())
                                      : optional(field.deprecation);
    }

    Resolved ofInput(const std::string &name, const InputValue &input) const
    {
        if (name == "name")
            return Resolved::of(input.name);
        if (name == "description")
            return described(input.description);
        if (name == "type")
            return type(*input.type);
        if (name == "defaultValue")
            return input.defaultValue ? Resolved::of(printInput(*input.defaultValue, *input.type))
                                      : Resolved::null();
        return name == "isDeprecated" ? Resolved::of(input.deprecation.has_value())
                                      : optional(input.deprecation);
    }

    Resolved ofEnumValue(const std::string &name, const EnumValueDefinition &value) const
    {
        if (name == "name")
            return Resolved::of(value.name);
        if (name == "description")
            return described(value.description);
        return name == "isDeprecated" ? Resolved::of(value.deprecation.has_value())
                                      : optional(value.deprecation);
    }

    Resolved ofDirective(const std::string &name, const DirectiveType &directive) const
    {
        if (name == "name")
            return Resolved::of(directive.name);
        if (name == "description")
            return described(directive.description);
        if (name == "isRepeatable")
            return Resolved::of(directive.repeatable);
        if (name == "args")
            return listed(directive.arguments, "__InputValue", kInput);
        std::vector<Resolved> list;
        for (const std::string &location : directive.locations)
            list.push_back(Resolved::of(location));
        return Resolved::list(std::move(list));
    }

    const Schema &m_schema;
    const FieldCall &m_call;
};

} // namespace

Resolved introspect(const Schema &schema, const FieldCall &call)
{
    return Introspector(schema, call).run();
}

} // namespace mockforge::graphql
