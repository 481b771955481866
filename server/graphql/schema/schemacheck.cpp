// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/schema/schemabuilder.h"

#include <algorithm>

namespace mockforge::graphql {

void SchemaBuilder::checkName(const Name &name, std::size_t file)
{
    if (name.text.starts_with("__"))
        error(file, name.offset,
              "Name \"" + std::string(name.text) +
                  "\" must not begin with \"__\", which is reserved by GraphQL introspection.");
}

void SchemaBuilder::check()
{
    for (const Built &built : m_built) {
        if (built.sources.front().file != kPreludeFile)
            checkType(built);
    }
    for (const auto &[file, definition] : m_directiveSources) {
        checkName(definition->name, file);
        if (const DirectiveType *directive = m_schema->directive(definition->name.text))
            checkInputs(definition->arguments, directive->arguments, file, "@" + directive->name);
    }
    checkAllDirectives();
    checkInputCycles();
}

void SchemaBuilder::checkType(const Built &built)
{
    const NamedType &type = *built.type;
    const Source &source = built.sources.front();
    const auto needs = [&](bool empty, const std::string &what) {
        if (empty && !built.incomplete)
            error(source.file, source.definition->name.offset, what);
    };
    checkName(source.definition->name, source.file);
    switch (type.kind) {
    case TypeKind::Object:
    case TypeKind::Interface:
        needs(type.fields.empty(), "Type " + type.name + " must define one or more fields.");
        checkFields(built);
        checkInterfaces(built);
        break;
    case TypeKind::Union:
        needs(type.possible.empty(), "Union type " + type.name + " must define one or more member types.");
        break;
    case TypeKind::Enum:
        needs(type.values.empty(), "Enum type " + type.name + " must define one or more values.");
        for (const Source &part : built.sources) {
            for (const EnumValueSyntax &value : part.definition->values)
                checkName(value.name, part.file);
        }
        break;
    case TypeKind::InputObject:
        needs(type.inputFields.empty(),
              "Input Object type " + type.name + " must define one or more fields.");
        checkInputObject(built);
        break;
    case TypeKind::Scalar:
        break;
    }
}

void SchemaBuilder::checkInputObject(const Built &built)
{
    const NamedType &type = *built.type;
    for (const Source &part : built.sources) {
        checkInputs(part.definition->inputFields, type.inputFields, part.file, type.name);
        for (const InputValueSyntax &field : part.definition->inputFields) {
            const std::string title = "OneOf input field " + type.name + "." + std::string(field.name.text);
            if (type.isOneOf && field.type.kind == TypeSyntax::Kind::NonNull)
                error(part.file, field.type.name.offset, title + " must be nullable.");
            if (type.isOneOf && field.defaultValue)
                error(part.file, field.name.offset, title + " cannot have a default value.");
        }
    }
}

void SchemaBuilder::checkFields(const Built &built)
{
    for (const Source &source : built.sources) {
        for (const FieldSyntax &syntax : source.definition->fields) {
            checkName(syntax.name, source.file);
            if (const FieldDefinition *field = built.type->field(syntax.name.text))
                checkInputs(syntax.arguments, field->arguments, source.file,
                            built.type->name + "." + field->name);
        }
    }
}

void SchemaBuilder::checkInputs(const std::vector<InputValueSyntax> &syntax,
                                const std::vector<InputValue> &inputs, std::size_t file,
                                const std::string &owner)
{
    std::unordered_map<std::string_view, const InputValue *> byName;
    for (const InputValue &input : inputs)
        byName.emplace(input.name, &input);
    for (const InputValueSyntax &one : syntax) {
        checkName(one.name, file);
        const auto input = byName.find(one.name.text);
        if (one.defaultValue && input != byName.end() && !input->second->defaultValue)
            error(file, one.defaultValue->offset,
                  "The default value " + print(*one.defaultValue) + " of " + owner + "." +
                      input->second->name + " is no value of type " + print(*input->second->type) + ".");
    }
}

void SchemaBuilder::checkInterfaces(const Built &built)
{
    const NamedType &type = *built.type;
    for (const Source &source : built.sources) {
        for (const Name &name : source.definition->interfaces) {
            const NamedType *interface = m_schema->type(name.text);
            if (!interface || interface->kind != TypeKind::Interface)
                continue;
            if (interface == &type) {
                error(source.file, name.offset,
                      "Type " + type.name +
                          " cannot implement itself because it would create a circular reference.");
                continue;
            }
            for (const NamedType *inherited : interface->interfaces) {
                if (std::find(type.interfaces.begin(), type.interfaces.end(), inherited) ==
                    type.interfaces.end())
                    error(source.file, name.offset,
                          inherited == &type ? "Type " + type.name + " cannot implement " + interface->name +
                                                   " because it would create a circular reference."
                                             : "Type " + type.name + " must implement " + inherited->name +
                                                   " because it is implemented by " + interface->name + ".");
            }
            checkImplements(built, *interface, source);
        }
    }
}

/// Section 3.6, IsValidImplementation.
void SchemaBuilder::checkImplements(const Built &built, const NamedType &interface, const Source &source)
{
    const NamedType &type = *built.type;
    for (const FieldDefinition &wanted : interface.fields) {
        const FieldDefinition *field = type.field(wanted.name);
        const std::string theirs = interface.name + "." + wanted.name;
        if (!field) {
            if (!built.incomplete)
                error(source.file, source.definition->name.offset,
                      "Interface field " + theirs + " expected but " + type.name + " does not provide it.");
            continue;
        }
        const FieldPlace &place = m_places[field->number];
        if (!isSubtype(*field->type, *wanted.type))
            error(place.file, place.syntax->type.name.offset,
                  "Interface field " + theirs + " expects type " + print(*wanted.type) + " but " + type.name +
                      "." + field->name + " is type " + print(*field->type) + ".");
        checkArguments(*field, wanted, interface.name);
    }
}

void SchemaBuilder::checkArguments(const FieldDefinition &field, const FieldDefinition &wanted,
                                   std::string_view interface)
{
    const FieldPlace &place = m_places[field.number];
    const std::string ours = field.parent->name + "." + field.name;
    const std::string theirs = std::string(interface) + "." + field.name;
    const auto syntaxOf = [&](const std::string &argument) -> const InputValueSyntax & {
        const auto &list = place.syntax->arguments;
        return *std::find_if(list.begin(), list.end(),
                             [&](const InputValueSyntax &one) { return one.name.text == argument; });
    };
    for (const InputValue &argument : wanted.arguments) {
        const InputValue *given = field.argument(argument.name);
        const std::string title = "Interface field argument " + theirs + "(" + argument.name + ":) ";
        if (!given)
            error(place.file, place.syntax->name.offset,
                  title + "expected but " + ours + " does not provide it.");
        else if (!sameType(*argument.type, *given->type))
            error(place.file, syntaxOf(given->name).type.name.offset,
                  title + "expects type " + print(*argument.type) + " but " + ours + "(" + argument.name +
                      ":) is type " + print(*given->type) + ".");
    }
    for (const InputValue &argument : field.arguments) {
        if (!wanted.argument(argument.name) && argument.type->isNonNull() && !argument.defaultLiteral)
            error(place.file, syntaxOf(argument.name).name.offset,
                  "Object field " + ours + " includes required argument " + argument.name +
                      " that is missing from the Interface field " + theirs + ".");
    }
}

/// A type that is, through fields that must not be null, a part of itself: no value could ever be given. Each
/// circle is told once, at its first field.
void SchemaBuilder::checkInputCycles()
{
    struct Step
    {
        const NamedType *type;
        std::size_t next = 0; ///< of its fields
    };
    enum class State : std::uint8_t { New, Entered, Left };
    std::vector<State> states(m_built.size());
    const auto tell = [&](const std::vector<Step> &path, const NamedType &again) {
        std::string way;
        const auto first =
            std::find_if(path.begin(), path.end(), [&](const Step &step) { return step.type == &again; });
        for (auto step = first; step != path.end(); ++step)
            way += (way.empty() ? "" : ".") + step->type->inputFields[step->next - 1].name;
        const std::string &field = again.inputFields[first->next - 1].name;
        for (const Source &source : m_built[again.number].sources) {
            for (const InputValueSyntax &syntax : source.definition->inputFields) {
                if (syntax.name.text == field)
                    return error(source.file, syntax.name.offset,
                                 "Cannot reference Input Object \"" + again.name +
                                     "\" within itself through a series of non-null fields: \"" + way +
                                     "\".");
            }
        }
    };
    for (const Built &built : m_built) {
        if (states[built.type->number] != State::New)
            continue;
        std::vector<Step> path{{built.type}};
        states[built.type->number] = State::Entered;
        while (!path.empty()) {
            Step &step = path.back();
            if (step.next == step.type->inputFields.size()) {
                states[step.type->number] = State::Left;
                path.pop_back();
                continue;
            }
            const TypeRef &type = *step.type->inputFields[step.next++].type;
            if (!type.isNonNull() || type.of->isList() || type.named->kind != TypeKind::InputObject)
                continue;
            State &state = states[type.named->number];
            if (state == State::Entered)
                tell(path, *type.named);
            else if (state == State::New)
                path.push_back({type.named});
            state = state == State::New ? State::Entered : state;
        }
    }
}

} // namespace mockforge::graphql
