// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/mock/mock.h"

#include "server/graphql/mock/automatic.h"
#include "server/project/findings.h"

#include <algorithm>
#include <map>

namespace mockforge::graphql {

namespace {

using project::GraphQlRule;
using Action = project::StateAction;

} // namespace

/// Compiles one project's rules and state.
class MockBuilder
{
public:
    MockBuilder(Mock &mock, const Mock *previous, std::vector<control::Diagnostic> &diagnostics)
        : m_mock(mock)
        , m_previous(previous)
        , m_diagnostics(diagnostics)
    {}

    void build()
    {
        buildState();
        m_mock.m_types = std::make_unique<TypeTable>(m_mock.schema(), m_mock.store().definitions());
        m_mock.m_byField.resize(m_mock.schema().fieldCount());
        for (const GraphQlRule &spec : m_mock.settings().rules)
            add(spec);
        addAutomaticRules();
    }

private:
    void error(const project::Location &where, std::string code, std::string message, std::string suggestion)
    {
        m_diagnostics.push_back({control::Diagnostic::Severity::Error, m_mock.m_project->file, where.line,
                                 where.column, std::move(code), std::move(message), std::move(suggestion)});
    }

    std::vector<std::string> typeNames(bool fieldsOnly) const
    {
        std::vector<std::string> names;
        for (const NamedType &type : m_mock.schema().types()) {
            if (!type.isIntrospection && (!fieldsOnly || !type.fields.empty()))
                names.push_back(type.name);
        }
        return names;
    }

    // State.

    void buildState()
    {
        std::vector<Store::Definition> definitions;
        for (const project::GraphQlCollection &spec : m_mock.settings().state) {
            const NamedType *type = m_mock.schema().type(spec.type);
            if (!type || type->kind != TypeKind::Object) {
                error(spec.location, "unknown_type", "the schema has no object type '" + spec.type + "'",
                      project::suggestionFor(spec.type, typeNames(true)));
                continue;
            }
            if (!type->field(spec.key)) {
                std::vector<std::string> fields;
                for (const FieldDefinition &field : type->fields)
                    fields.push_back(field.name);
                error(spec.location, "unknown_field",
                      spec.type + " has no field '" + spec.key + "' for its key",
                      project::suggestionFor(spec.key, fields));
                continue;
            }
            definitions.push_back({spec.type, spec.key, itemsOf(spec)});
        }
        m_mock.m_store = m_previous && m_previous->m_store->definitions() == definitions
                             ? m_previous->m_store
                             : std::make_shared<Store>(std::move(definitions), m_mock.m_seed,
                                                       m_previous ? m_previous->m_store.get() : nullptr);
    }

    /// The objects as they are at the start: templates rendered, keys given, as many as are wanted.
    std::vector<Json> itemsOf(const project::GraphQlCollection &spec)
    {
        std::vector<Json> items;
        std::map<std::string, std::size_t> keys;
        for (const Json &written : spec.items) {
            Json item = rendered(spec, written, items.size());
            if (!item.contains(spec.key))
                item[spec.key] = items.size() + 1;
            if (!keys.emplace(keyText(item[spec.key]), items.size()).second)
                error(spec.location, "duplicate_id",
                      "two objects of " + spec.type + " have the " + spec.key + " " + keyText(item[spec.key]),
                      {});
            items.push_back(std::move(item));
        }
        for (std::int64_t number = 1; items.size() < spec.items.size() + static_cast<std::size_t>(spec.count);
             ++number) {
            if (keys.emplace(std::to_string(number), items.size()).second)
                items.push_back(Json{{spec.key, number}});
        }
        return items;
    }

    Json rendered(const project::GraphQlCollection &spec, const Json &written, std::size_t number)
    {
        templating::JsonTemplate source;
        std::vector<templating::JsonTemplate::Located> errors;
        if (!source.compile(written, errors)) {
            error(spec.location, "bad_template", errors.front().pointer + ": " + errors.front().error.message,
                  errors.front().error.suggestion);
            return written;
        }
        if (source.isConstant())
            return written;
        Random random(m_mock.m_seed, streamOf("state " + spec.type), number);
        templating::Context context;
        context.random = &random;
        context.nowMs = kMadeDataMs;
        context.sequence = number;
        std::string text;
        static_cast<void>(source.render(context, text));
        Json item = Json::parse(text, nullptr, false);
        return item.is_object() ? item : written;
    }

    // Rules.

    CompiledRule *add(const GraphQlRule &spec)
    {
        CompiledRule rule = compileRule(spec, m_mock.m_project->file, m_diagnostics);
        rule.number = m_mock.m_rules.size();
        // Rules of one name draw different numbers.
        rule.stream = mix64(rule.stream + m_turns[spec.id]);
        rule.counter = counterOf(spec.id);
        rule.collection = collectionOf(spec.action.collection, spec.action.kind != Action::Kind::None, spec);
        if (spec.event != GraphQlRule::Event::None)
            collectionOf(spec.eventCollection, true, spec);
        m_mock.m_rules.push_back(std::move(rule));
        CompiledRule *added = &m_mock.m_rules.back();
        if (spec.fields.empty())
            addToOperations(*added);
        for (const std::string &pattern : spec.fields)
            addToFields(*added, pattern);
        return added;
    }

    /// A rule's counter, or the one that it had before the reload.
    std::shared_ptr<std::atomic<std::uint64_t>> counterOf(const std::string &id)
    {
        const std::size_t turn = m_turns[id]++;
        std::size_t seen = 0;
        for (std::size_t i = 0; m_previous && i < m_previous->m_rules.size(); ++i) {
            if (m_previous->m_rules[i].spec->id == id && seen++ == turn)
                return m_previous->m_rules[i].counter;
        }
        return std::make_shared<std::atomic<std::uint64_t>>(0);
    }

    int collectionOf(const std::string &type, bool wanted, const GraphQlRule &spec)
    {
        if (!wanted)
            return -1;
        const auto &definitions = m_mock.store().definitions();
        std::vector<std::string> names;
        for (std::size_t i = 0; i < definitions.size(); ++i) {
            if (definitions[i].type == type)
                return static_cast<int>(i);
            names.push_back(definitions[i].type);
        }
        error(spec.location, "unknown_type", "graphql.state has no '" + type + "'",
              names.empty() ? "add it: state: {" + type + ": []}" : project::suggestionFor(type, names));
        return -1;
    }

    void addToOperations(const CompiledRule &rule)
    {
        static constexpr std::string_view kWords[] = {"query", "mutation", "subscription"};
        for (std::size_t i = 0; i < 3; ++i) {
            if (rule.spec->type.empty() || rule.spec->type == kWords[i])
                m_mock.m_byOperation[i].push_back(&rule);
        }
    }

    void addToFields(const CompiledRule &rule, const std::string &pattern)
    {
        const std::size_t dot = pattern.find('.');
        if (dot == std::string::npos || dot == 0 || dot + 1 == pattern.size()) {
            error(rule.spec->location, "bad_field", "'" + pattern + "' is not a field",
                  "a field is written Type.field, Type.* or *.field");
            return;
        }
        const std::string typeName = pattern.substr(0, dot);
        const std::string fieldName = pattern.substr(dot + 1);
        const NamedType *wanted = rootNamed(typeName);
        if (typeName != "*" && (!wanted || wanted->fields.empty())) {
            error(rule.spec->location, "unknown_type",
                  "the schema has no type '" + typeName + "' with fields",
                  project::suggestionFor(typeName, typeNames(true)));
            return;
        }
        if (wanted && fieldName != "*") {
            const FieldDefinition *field = wanted->field(fieldName);
            if (!field) {
                std::vector<std::string> names;
                for (const FieldDefinition &one : wanted->fields)
                    names.push_back(one.name);
                error(rule.spec->location, "unknown_field", typeName + " has no field '" + fieldName + "'",
                      project::suggestionFor(fieldName, names));
                return;
            }
            checkShape(rule, *field);
        }
        std::size_t found = 0;
        for (const NamedType &type : m_mock.schema().types()) {
            if (type.kind != TypeKind::Object || type.isIntrospection || (wanted && !covers(*wanted, type)))
                continue;
            for (const FieldDefinition &field : type.fields) {
                if (fieldName != "*" && field.name != fieldName)
                    continue;
                ++found;
                auto &list = m_mock.m_byField[field.number];
                if (list.empty() || list.back() != &rule)
                    list.push_back(&rule);
            }
        }
        if (found == 0)
            error(rule.spec->location, "unknown_field", "no type has a field '" + fieldName + "'", {});
    }

    /// Query, Mutation and Subscription mean the roots, whatever the schema calls them.
    const NamedType *rootNamed(const std::string &name) const
    {
        if (const NamedType *type = m_mock.schema().type(name))
            return type;
        if (name == "Query")
            return m_mock.schema().root(OperationType::Query);
        if (name == "Mutation")
            return m_mock.schema().root(OperationType::Mutation);
        return name == "Subscription" ? m_mock.schema().root(OperationType::Subscription) : nullptr;
    }

    static bool covers(const NamedType &wanted, const NamedType &type)
    {
        return &wanted == &type || (wanted.isAbstract() && wanted.mayBe(type));
    }

    /// A reply that can never be a value of the field is told now.
    void checkShape(const CompiledRule &rule, const FieldDefinition &field)
    {
        const bool isList = field.type->nullable().isList();
        const std::string title = field.parent->name + "." + field.name;
        if (rule.spec->hasSize && !isList)
            error(rule.spec->location, "wrong_type", title + " is no list: size means nothing there", {});
        if (isList && rule.spec->hasReply && !rule.spec->hasSize && !rule.spec->reply.is_array() &&
            !rule.spec->reply.is_null() && !rule.spec->reply.is_string())
            error(rule.spec->location, "wrong_type", title + " is a list and the reply is none",
                  "give a list, or size for so many of that reply");
        const bool isSubscription = field.parent == m_mock.schema().root(OperationType::Subscription);
        const GraphQlRule &spec = *rule.spec;
        if (!isSubscription &&
            (spec.count > 0 || spec.intervalMs > 0 || spec.event != GraphQlRule::Event::None))
            error(spec.location, "wrong_type",
                  title + " is no field of a subscription: interval, count and on mean nothing there", {});
    }

    void addAutomaticRules()
    {
        for (GraphQlRule &spec : automaticRules(m_mock.schema(), m_mock.settings())) {
            m_mock.m_automatic.push_back(std::move(spec));
            add(m_mock.m_automatic.back());
        }
    }

    Mock &m_mock;
    const Mock *m_previous;
    std::vector<control::Diagnostic> &m_diagnostics;
    std::map<std::string, std::size_t> m_turns;
};

std::shared_ptr<const Mock> Mock::compile(std::shared_ptr<const project::Project> project,
                                          std::shared_ptr<const Schema> schema, std::uint64_t seed,
                                          const Mock *previous, std::vector<control::Diagnostic> &diagnostics)
{
    const std::shared_ptr<Mock> mock(new Mock);
    mock->m_project = std::move(project);
    mock->m_schema = std::move(schema);
    mock->m_seed = seed;
    MockBuilder(*mock, previous, diagnostics).build();
    return mock;
}

} // namespace mockforge::graphql
