// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/validation/context.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <tuple>

namespace mockforge::graphql {

namespace {

/// What one conflict tells of the fields involved, at most: what is wrong shows long before.
constexpr std::size_t kMostNodes = 20;
constexpr std::size_t kMostReason = 1000;
constexpr int kMostDepth = 600;

struct FieldUse
{
    const NamedType *parent;
    const Selection *node;
    const FieldDefinition *definition;
};

/// The fields of a selection set by response key, in order, and the fragments it spreads.
struct FieldMap
{
    std::vector<std::pair<std::string_view, std::vector<FieldUse>>> fields;
    std::unordered_map<std::string_view, std::size_t> index;
    std::vector<std::string_view> fragments;
    std::unordered_set<std::string_view> spread; ///< the same, to find them

    const std::vector<FieldUse> *find(std::string_view key) const
    {
        const auto found = index.find(key);
        return found == index.end() ? nullptr : &fields[found->second].second;
    }
};

struct Conflict
{
    std::string key;
    std::string reason;
    std::vector<const Selection *> first;
    std::vector<const Selection *> second;
};

using Conflicts = std::vector<Conflict>;

std::string sortedPrint(const Value &value)
{
    if (value.kind == Value::Kind::List) {
        std::string out = "[";
        for (const Value &item : value.items)
            out += sortedPrint(item) + ",";
        return out + "]";
    }
    if (value.kind == Value::Kind::String)
        return (value.block ? "block" : "") + print(value);
    if (value.kind != Value::Kind::Object)
        return print(value);
    std::map<std::string_view, std::string> fields;
    for (const ObjectField &field : value.fields)
        fields[field.name.text] = sortedPrint(field.value);
    std::string out = "{";
    for (const auto &[name, text] : fields)
        out += std::string(name) + ":" + text + ",";
    return out + "}";
}

bool typesConflict(const TypeRef &a, const TypeRef &b)
{
    if (a.isList() || b.isList())
        return !a.isList() || !b.isList() || typesConflict(*a.of, *b.of);
    if (a.isNonNull() || b.isNonNull())
        return !a.isNonNull() || !b.isNonNull() || typesConflict(*a.of, *b.of);
    return (a.named->isLeaf() || b.named->isLeaf()) && a.named != b.named;
}

class OverlapCheck
{
public:
    explicit OverlapCheck(ValidationContext &context)
        : m_context(context)
    {}

    void within(const SelectionSet &set, const NamedType *parent)
    {
        Conflicts conflicts;
        const FieldMap &map = mapOf(set, parent);
        for (const auto &[key, uses] : map.fields) {
            for (std::size_t i = 0; i < uses.size(); ++i) {
                for (std::size_t j = i + 1; j < uses.size(); ++j)
                    compare(conflicts, false, key, uses[i], uses[j]);
            }
        }
        for (std::size_t i = 0; i < map.fragments.size(); ++i) {
            fieldsAndFragment(conflicts, false, map, map.fragments[i]);
            for (std::size_t j = i + 1; j < map.fragments.size(); ++j)
                fragments(conflicts, false, map.fragments[i], map.fragments[j]);
        }
        for (const Conflict &conflict : conflicts)
            report(conflict);
        below(set, parent);
    }

private:
    struct Deeper
    {
        explicit Deeper(OverlapCheck &check)
            : depth(check.m_depth)
        {
            if (depth >= kMostDepth)
                throw TooComplex();
            ++depth;
        }
        ~Deeper() { --depth; }
        int &depth;
    };

    /// The sets of the fields; what inline fragments hold was compared with the set around them.
    void below(const SelectionSet &set, const NamedType *parent)
    {
        for (const Selection &selection : set.selections) {
            if (!selection.selectionSet)
                continue;
            const NamedType *type = parent;
            if (selection.kind == Selection::Kind::Field) {
                const FieldDefinition *definition =
                    parent ? m_context.schema().field(*parent, selection.name.text) : nullptr;
                type = definition ? definition->type->named : nullptr;
                within(*selection.selectionSet, compositeOrNull(type));
            } else {
                if (!selection.name.text.empty())
                    type = m_context.schema().type(selection.name.text);
                below(*selection.selectionSet, compositeOrNull(type));
            }
        }
    }

    static const NamedType *compositeOrNull(const NamedType *type)
    {
        return type && type->isComposite() ? type : nullptr;
    }

    void report(const Conflict &conflict)
    {
        std::vector<std::uint32_t> offsets;
        for (const Selection *field : conflict.first)
            offsets.push_back(field->offset);
        for (const Selection *field : conflict.second)
            offsets.push_back(field->offset);
        m_context.error("Fields \"" + conflict.key + "\" conflict because " + conflict.reason +
                            ". Use different aliases on the fields to fetch both if this was intentional.",
                        offsets);
    }

    const FieldMap &mapOf(const SelectionSet &set, const NamedType *parent)
    {
        auto &slot = m_maps[&set];
        if (!slot) {
            slot = std::make_unique<FieldMap>();
            collect(set, parent, *slot);
        }
        return *slot;
    }

    const FieldMap &mapOf(const Fragment &fragment)
    {
        return mapOf(fragment.selectionSet, m_context.schema().type(fragment.typeCondition.text));
    }

    void collect(const SelectionSet &set, const NamedType *parent, FieldMap &map)
    {
        for (const Selection &selection : set.selections) {
            if (selection.kind == Selection::Kind::Field) {
                const auto [slot, added] = map.index.emplace(selection.responseKey(), map.fields.size());
                if (added)
                    map.fields.push_back({selection.responseKey(), {}});
                map.fields[slot->second].second.push_back(
                    {parent, &selection, parent ? parent->field(selection.name.text) : nullptr});
            } else if (selection.kind == Selection::Kind::Spread) {
                if (map.spread.insert(selection.name.text).second)
                    map.fragments.push_back(selection.name.text);
            } else {
                collect(*selection.selectionSet,
                        selection.name.text.empty() ? parent : m_context.schema().type(selection.name.text),
                        map);
            }
        }
    }

    void compare(Conflicts &conflicts, bool parentsExclusive, std::string_view key, const FieldUse &a,
                 const FieldUse &b)
    {
        m_context.spend(2);
        if (a.node == b.node)
            return;
        const bool exclusive =
            parentsExclusive || (a.parent != b.parent && a.parent && b.parent &&
                                 a.parent->kind == TypeKind::Object && b.parent->kind == TypeKind::Object);
        const auto conflict = [&](std::string reason) {
            conflicts.push_back({std::string(key), std::move(reason), {a.node}, {b.node}});
        };
        if (!exclusive && a.node->name.text != b.node->name.text)
            return conflict("\"" + std::string(a.node->name.text) + "\" and \"" +
                            std::string(b.node->name.text) + "\" are different fields");
        if (!exclusive && !sameArguments(*a.node, *b.node))
            return conflict("they have differing arguments");
        const TypeRef *typeA = a.definition ? a.definition->type : nullptr;
        const TypeRef *typeB = b.definition ? b.definition->type : nullptr;
        if (typeA && typeB && typesConflict(*typeA, *typeB))
            return conflict("they return conflicting types \"" + print(*typeA) + "\" and \"" + print(*typeB) +
                            "\"");
        if (!a.node->selectionSet || !b.node->selectionSet)
            return;
        Conflicts inner;
        subSets(inner, exclusive, typeA ? typeA->named : nullptr, *a.node->selectionSet,
                typeB ? typeB->named : nullptr, *b.node->selectionSet);
        if (inner.empty())
            return;
        Conflict whole{std::string(key), {}, {a.node}, {b.node}};
        for (const Conflict &one : inner) {
            if (whole.reason.size() < kMostReason)
                whole.reason += (whole.reason.empty() ? "" : " and ") +
                                ("subfields \"" + one.key + "\" conflict because ") + one.reason;
            addNodes(whole.first, one.first);
            addNodes(whole.second, one.second);
        }
        conflicts.push_back(std::move(whole));
    }

    /// The deeper ones count more: they are kept when there is no room for all.
    static void addNodes(std::vector<const Selection *> &nodes, const std::vector<const Selection *> &more)
    {
        const std::size_t room = kMostNodes - std::min(kMostNodes, nodes.size());
        const std::size_t taken = std::min(room, more.size());
        nodes.insert(nodes.end(), more.end() - static_cast<std::ptrdiff_t>(taken), more.end());
    }

    const std::string &printed(const Value &value)
    {
        const auto [slot, added] = m_printed.try_emplace(&value);
        if (added)
            slot->second = sortedPrint(value);
        m_context.spend(1 + slot->second.size() / 64);
        return slot->second;
    }

    bool sameArguments(const Selection &a, const Selection &b)
    {
        if (a.arguments.size() != b.arguments.size())
            return false;
        return std::all_of(a.arguments.begin(), a.arguments.end(), [&](const Argument &one) {
            m_context.spend(b.arguments.size());
            const auto other =
                std::find_if(b.arguments.rbegin(), b.arguments.rend(),
                             [&](const Argument &candidate) { return candidate.name.text == one.name.text; });
            return other != b.arguments.rend() && printed(one.value) == printed(other->value);
        });
    }

    void between(Conflicts &conflicts, bool exclusive, const FieldMap &a, const FieldMap &b)
    {
        m_context.spend(a.fields.size());
        for (const auto &[key, uses] : a.fields) {
            const std::vector<FieldUse> *others = b.find(key);
            if (!others)
                continue;
            for (const FieldUse &one : uses) {
                for (const FieldUse &other : *others)
                    compare(conflicts, exclusive, key, one, other);
            }
        }
    }

    void subSets(Conflicts &conflicts, bool exclusive, const NamedType *parentA, const SelectionSet &a,
                 const NamedType *parentB, const SelectionSet &b)
    {
        const Deeper deeper(*this);
        const FieldMap &mapA = mapOf(a, parentA);
        const FieldMap &mapB = mapOf(b, parentB);
        between(conflicts, exclusive, mapA, mapB);
        for (const std::string_view name : mapB.fragments)
            fieldsAndFragment(conflicts, exclusive, mapA, name);
        for (const std::string_view name : mapA.fragments)
            fieldsAndFragment(conflicts, exclusive, mapB, name);
        for (const std::string_view one : mapA.fragments) {
            for (const std::string_view other : mapB.fragments)
                fragments(conflicts, exclusive, one, other);
        }
    }

    void fieldsAndFragment(Conflicts &conflicts, bool exclusive, const FieldMap &map, std::string_view name)
    {
        const Deeper deeper(*this);
        m_context.spend(1);
        if (map.fields.empty())
            return;
        const auto [seen, added] = m_mapPairs.emplace(std::pair(&map, name), exclusive);
        if (!added && (!seen->second || exclusive))
            return;
        seen->second = exclusive;
        const Fragment *fragment = m_context.fragment(name);
        if (!fragment)
            return;
        const FieldMap &other = mapOf(*fragment);
        if (&map == &other)
            return;
        between(conflicts, exclusive, map, other);
        for (const std::string_view referenced : other.fragments)
            fieldsAndFragment(conflicts, exclusive, map, referenced);
    }

    void fragments(Conflicts &conflicts, bool exclusive, std::string_view a, std::string_view b)
    {
        const Deeper deeper(*this);
        m_context.spend(2);
        if (a == b)
            return;
        const auto [seen, added] = m_pairs.emplace(a < b ? std::pair(a, b) : std::pair(b, a), exclusive);
        if (!added && (!seen->second || exclusive))
            return;
        seen->second = exclusive;
        const Fragment *fragmentA = m_context.fragment(a);
        const Fragment *fragmentB = m_context.fragment(b);
        if (!fragmentA || !fragmentB)
            return;
        const FieldMap &mapA = mapOf(*fragmentA);
        const FieldMap &mapB = mapOf(*fragmentB);
        between(conflicts, exclusive, mapA, mapB);
        for (const std::string_view referenced : mapB.fragments)
            fragments(conflicts, exclusive, a, referenced);
        for (const std::string_view referenced : mapA.fragments)
            fragments(conflicts, exclusive, referenced, b);
    }

    ValidationContext &m_context;
    std::unordered_map<const SelectionSet *, std::unique_ptr<FieldMap>> m_maps;
    std::map<std::pair<const FieldMap *, std::string_view>, bool> m_mapPairs;
    std::map<std::pair<std::string_view, std::string_view>, bool> m_pairs;
    std::unordered_map<const Value *, std::string> m_printed;
    int m_depth = 0;
};

} // namespace

void checkOverlaps(ValidationContext &context)
{
    OverlapCheck check(context);
    for (const Operation &operation : context.document().operations)
        check.within(operation.selectionSet, context.schema().root(operation.type));
    for (const Fragment &fragment : context.document().fragments) {
        const NamedType *type = context.schema().type(fragment.typeCondition.text);
        check.within(fragment.selectionSet, type && type->isComposite() ? type : nullptr);
    }
}

} // namespace mockforge::graphql
