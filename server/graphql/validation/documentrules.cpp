// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/validation/context.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

namespace mockforge::graphql {

namespace {

using Spreads = std::vector<const Selection *>;

/// The spreads within a selection set, in the order in which the reference implementation meets them.
Spreads spreadsOf(const SelectionSet &top)
{
    Spreads spreads;
    std::vector<const SelectionSet *> waiting{&top};
    while (!waiting.empty()) {
        const SelectionSet *set = waiting.back();
        waiting.pop_back();
        for (const Selection &selection : set->selections) {
            if (selection.kind == Selection::Kind::Spread)
                spreads.push_back(&selection);
            else if (selection.selectionSet)
                waiting.push_back(selection.selectionSet.get());
        }
    }
    return spreads;
}

/// Fragments that spread themselves, over whichever way.
class Cycles
{
public:
    explicit Cycles(ValidationContext &context)
        : m_context(context)
    {}

    void detect(const Fragment &fragment, int depth = 0)
    {
        // Chains of fragments as long as this are cut: nothing real comes near.
        if (depth > 1000 || !m_visited.insert(fragment.name.text).second)
            return;
        const Spreads spreads = spreadsOf(fragment.selectionSet);
        if (spreads.empty())
            return;
        m_index[fragment.name.text] = m_path.size();
        for (const Selection *spread : spreads) {
            const auto known = m_index.find(spread->name.text);
            m_path.push_back(spread);
            if (known == m_index.end()) {
                if (const Fragment *next = m_context.fragment(spread->name.text))
                    detect(*next, depth + 1);
            } else {
                std::vector<std::uint32_t> offsets;
                for (std::size_t i = known->second; i < m_path.size(); ++i)
                    offsets.push_back(m_path[i]->offset);
                m_context.error("Cannot spread fragment \"" + std::string(spread->name.text) +
                                    "\" within itself.",
                                offsets);
            }
            m_path.pop_back();
        }
        m_index.erase(fragment.name.text);
    }

private:
    ValidationContext &m_context;
    std::set<std::string_view> m_visited;
    std::map<std::string_view, std::size_t> m_index;
    Spreads m_path;
};

void checkNames(ValidationContext &context)
{
    const Document &document = context.document();
    std::map<std::string_view, std::uint32_t> operations;
    for (const Operation &operation : document.operations) {
        if (operation.name.text.empty()) {
            if (document.operations.size() > 1)
                context.error("This anonymous operation must be the only defined operation.",
                              {operation.offset});
            continue;
        }
        if (const auto [first, added] = operations.emplace(operation.name.text, operation.name.offset);
            !added)
            context.error("There can be only one operation named \"" + std::string(operation.name.text) +
                              "\".",
                          {first->second, operation.name.offset});
    }
    std::map<std::string_view, std::uint32_t> fragments;
    for (const Fragment &fragment : document.fragments) {
        if (const auto [first, added] = fragments.emplace(fragment.name.text, fragment.name.offset); !added)
            context.error("There can be only one fragment named \"" + std::string(fragment.name.text) + "\".",
                          {first->second, fragment.name.offset});
    }
}

void checkUnused(ValidationContext &context)
{
    std::set<std::string_view> used;
    std::vector<const SelectionSet *> waiting;
    for (const Operation &operation : context.document().operations)
        waiting.push_back(&operation.selectionSet);
    while (!waiting.empty()) {
        const SelectionSet *set = waiting.back();
        waiting.pop_back();
        for (const std::string_view name : context.spreads[set]) {
            if (!used.insert(name).second)
                continue;
            if (const Fragment *fragment = context.fragment(name))
                waiting.push_back(&fragment->selectionSet);
        }
    }
    for (const Fragment &fragment : context.document().fragments) {
        if (!used.contains(fragment.name.text))
            context.error("Fragment \"" + std::string(fragment.name.text) + "\" is never used.",
                          {fragment.offset});
    }
}

/// The fields of a subscription's root by response key, in order, fragments put in their places.
struct Roots
{
    std::vector<std::vector<const Selection *>> fields;
    std::unordered_map<std::string_view, std::size_t> index;
    std::unordered_set<std::string_view> visited; ///< fragments
};

/// By @skip or @include without a variable.
bool isLeftOut(const Selection &selection)
{
    return std::any_of(
        selection.directives.begin(), selection.directives.end(), [](const Directive &directive) {
            const bool skip = directive.name.text == "skip";
            return (skip || directive.name.text == "include") && !directive.arguments.empty() &&
                   directive.arguments.front().value.kind == Value::Kind::Boolean &&
                   (directive.arguments.front().value.text == "true") == skip;
        });
}

void collectRoots(ValidationContext &context, const SelectionSet &set, const NamedType &root, Roots &roots)
{
    const auto applies = [&](std::string_view condition) {
        const NamedType *type = context.schema().type(condition);
        return condition.empty() || type == &root || (type && type->isAbstract() && type->mayBe(root));
    };
    for (const Selection &selection : set.selections) {
        context.spend(1 + selection.directives.size());
        if (isLeftOut(selection))
            continue;
        if (selection.kind == Selection::Kind::Field) {
            const auto [slot, added] = roots.index.emplace(selection.responseKey(), roots.fields.size());
            if (added)
                roots.fields.emplace_back();
            roots.fields[slot->second].push_back(&selection);
        } else if (selection.kind == Selection::Kind::Inline) {
            if (applies(selection.name.text))
                collectRoots(context, *selection.selectionSet, root, roots);
        } else if (roots.visited.insert(selection.name.text).second) {
            const Fragment *fragment = context.fragment(selection.name.text);
            if (fragment && applies(fragment->typeCondition.text))
                collectRoots(context, fragment->selectionSet, root, roots);
        }
    }
}

void checkSubscriptions(ValidationContext &context)
{
    const NamedType *root = context.schema().root(OperationType::Subscription);
    for (const Operation &operation : context.document().operations) {
        if (operation.type != OperationType::Subscription || !root)
            continue;
        Roots roots;
        collectRoots(context, operation.selectionSet, *root, roots);
        const std::string who = operation.name.text.empty()
                                    ? "Anonymous Subscription"
                                    : "Subscription \"" + std::string(operation.name.text) + "\"";
        if (roots.fields.size() > 1) {
            std::vector<std::uint32_t> offsets;
            for (std::size_t i = 1; i < roots.fields.size(); ++i) {
                for (const Selection *field : roots.fields[i])
                    offsets.push_back(field->offset);
            }
            context.error(who + " must select only one top level field.", offsets);
        }
        for (const auto &fields : roots.fields) {
            if (!fields.front()->name.text.starts_with("__"))
                continue;
            std::vector<std::uint32_t> offsets;
            for (const Selection *field : fields)
                offsets.push_back(field->offset);
            context.error(who + " must not select an introspection top level field.", offsets);
        }
    }
}

} // namespace

void checkDocument(ValidationContext &context)
{
    checkNames(context);
    checkUnused(context);
    Cycles cycles(context);
    for (const Fragment &fragment : context.document().fragments)
        cycles.detect(fragment);
    checkSubscriptions(context);
}

} // namespace mockforge::graphql
