// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/mock/automatic.h"

#include "server/graphql/mock/leafmaker.h"

#include <algorithm>
#include <array>

namespace mockforge::graphql {

namespace {

using project::GraphQlRule;
using Kind = project::StateAction::Kind;
using Event = GraphQlRule::Event;

struct Verb
{
    std::string_view word;
    Kind kind;
    Event event;
};

constexpr std::array kMutations{
    Verb{"create", Kind::Create, Event::None}, Verb{"add", Kind::Create, Event::None},
    Verb{"new", Kind::Create, Event::None},    Verb{"insert", Kind::Create, Event::None},
    Verb{"update", Kind::Update, Event::None}, Verb{"edit", Kind::Update, Event::None},
    Verb{"change", Kind::Update, Event::None}, Verb{"modify", Kind::Update, Event::None},
    Verb{"set", Kind::Update, Event::None},    Verb{"delete", Kind::Delete, Event::None},
    Verb{"remove", Kind::Delete, Event::None}, Verb{"destroy", Kind::Delete, Event::None},
};

constexpr std::array kSubscriptions{
    Verb{"created", Kind::None, Event::Created}, Verb{"added", Kind::None, Event::Created},
    Verb{"updated", Kind::None, Event::Updated}, Verb{"changed", Kind::None, Event::Updated},
    Verb{"deleted", Kind::None, Event::Deleted}, Verb{"removed", Kind::None, Event::Deleted},
};

GraphQlRule ruleFor(const FieldDefinition &field, const project::GraphQlCollection &collection)
{
    GraphQlRule rule;
    rule.id = field.parent->name + "." + field.name;
    rule.fields = {rule.id};
    rule.action.collection = collection.type;
    rule.location = rule.action.location = collection.location;
    return rule;
}

/// Whether an argument, or a field of the one argument that is an input object, says which object is meant.
bool takesKey(const FieldDefinition &field, const std::string &key)
{
    if (field.argument(key))
        return true;
    return std::any_of(field.arguments.begin(), field.arguments.end(), [&](const InputValue &argument) {
        const NamedType &type = *argument.type->named;
        return (type.kind == TypeKind::InputObject && type.inputField(key)) ||
               (type.kind == TypeKind::Scalar && type.scalar == ScalarKind::Id &&
                !argument.type->nullable().isList() && plainName(argument.name).ends_with(plainName(key)));
    });
}

bool isConnectionOf(const NamedType &type, const NamedType &element)
{
    const FieldDefinition *nodes = type.field("nodes");
    const FieldDefinition *edges = type.field("edges");
    const FieldDefinition *node = edges ? edges->type->named->field("node") : nullptr;
    return type.name.ends_with("Connection") &&
           ((nodes && nodes->type->named == &element) || (node && node->type->named == &element));
}

class Finder
{
public:
    Finder(const Schema &schema, const project::GraphQlCollection &collection,
           std::vector<GraphQlRule> &rules)
        : m_schema(schema)
        , m_collection(collection)
        , m_type(*schema.type(collection.type))
        , m_rules(rules)
    {}

    void run()
    {
        each(OperationType::Query, [this](const FieldDefinition &field) { query(field); });
        each(OperationType::Mutation, [this](const FieldDefinition &field) { mutation(field); });
        each(OperationType::Subscription, [this](const FieldDefinition &field) { subscription(field); });
    }

private:
    template <typename Use>
    void each(OperationType operation, Use use)
    {
        if (const NamedType *root = m_schema.root(operation)) {
            for (const FieldDefinition &field : root->fields)
                use(field);
        }
    }

    void query(const FieldDefinition &field)
    {
        const NamedType *type = field.type->named;
        const bool isList = field.type->nullable().isList();
        if (type == &m_type && !isList && takesKey(field, m_collection.key))
            add(field, Kind::Get);
        else if ((type == &m_type && isList) || isConnectionOf(*type, m_type))
            add(field, Kind::List);
    }

    void mutation(const FieldDefinition &field)
    {
        const std::string name = plainName(field.name);
        const NamedType &type = *field.type->named;
        const bool gives = &type == &m_type || payloadField(type, m_type);
        for (const Verb &verb : kMutations) {
            if (!name.starts_with(verb.word))
                continue;
            // A name that says the type may give anything; otherwise what it gives says the type.
            const bool named = name.substr(verb.word.size()) == plainName(m_type.name);
            const bool keyed = verb.kind == Kind::Create || takesKey(field, m_collection.key);
            if ((gives || (named && verb.kind == Kind::Delete)) && keyed)
                add(field, verb.kind);
            return;
        }
    }

    void subscription(const FieldDefinition &field)
    {
        const std::string name = plainName(field.name);
        const std::string own = plainName(m_type.name);
        for (const Verb &verb : kSubscriptions) {
            if (!name.ends_with(verb.word))
                continue;
            if (field.type->named == &m_type || name.starts_with(own)) {
                GraphQlRule rule = ruleFor(field, m_collection);
                rule.action = {};
                rule.event = verb.event;
                rule.eventCollection = m_collection.type;
                m_rules.push_back(std::move(rule));
            }
            return;
        }
    }

    void add(const FieldDefinition &field, Kind kind)
    {
        GraphQlRule rule = ruleFor(field, m_collection);
        rule.action.kind = kind;
        m_rules.push_back(std::move(rule));
    }

    const Schema &m_schema;
    const project::GraphQlCollection &m_collection;
    const NamedType &m_type;
    std::vector<GraphQlRule> &m_rules;
};

} // namespace

const FieldDefinition *payloadField(const NamedType &payload, const NamedType &type)
{
    static constexpr std::string_view kSuffixes[] = {"Payload", "Result", "Response", "Output"};
    const bool isPayload =
        std::any_of(std::begin(kSuffixes), std::end(kSuffixes),
                    [&](std::string_view suffix) { return payload.name.ends_with(suffix); });
    if (payload.kind != TypeKind::Object || !isPayload)
        return nullptr;
    const FieldDefinition *found = nullptr;
    for (const FieldDefinition &field : payload.fields) {
        if (field.type->named == &type && !field.type->nullable().isList()) {
            if (found)
                return nullptr;
            found = &field;
        }
    }
    return found;
}

std::vector<GraphQlRule> automaticRules(const Schema &schema, const project::GraphQl &settings)
{
    std::vector<GraphQlRule> rules;
    for (const project::GraphQlCollection &collection : settings.state) {
        const NamedType *type = schema.type(collection.type);
        if (type && type->kind == TypeKind::Object && collection.automatic)
            Finder(schema, collection, rules).run();
    }
    return rules;
}

} // namespace mockforge::graphql
