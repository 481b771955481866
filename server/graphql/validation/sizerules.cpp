// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/validation/context.h"

#include <algorithm>

namespace mockforge::graphql {

namespace {

/// Lists of introspection types may be three deep at most: what asks for more multiplies.
class IntrospectionDepth
{
public:
    explicit IntrospectionDepth(ValidationContext &context)
        : m_context(context)
    {}

    void walk(const SelectionSet &set)
    {
        for (const Selection &selection : set.selections) {
            const bool root = selection.kind == Selection::Kind::Field &&
                              (selection.name.text == "__schema" || selection.name.text == "__type");
            m_visited.clear();
            if (root && exceeds(selection, 0))
                m_context.error("Maximum introspection depth exceeded", {selection.offset});
            else if (selection.selectionSet)
                walk(*selection.selectionSet);
        }
    }

private:
    /// A fragment that was entered as deep before is not walked again.
    bool exceedsFragment(std::string_view name, int depth)
    {
        const auto deeper = m_exceeded.find(name);
        if (deeper != m_exceeded.end() && deeper->second <= depth)
            return true;
        const auto seen = m_visited.find(name);
        const auto fine = m_fine.find(name);
        const Fragment *fragment = m_context.fragment(name);
        if (!fragment || (seen != m_visited.end() && seen->second >= depth) ||
            (fine != m_fine.end() && fine->second >= depth))
            return false;
        m_visited[name] = depth;
        if (within(fragment->selectionSet, depth)) {
            m_exceeded[name] = depth;
            return true;
        }
        m_fine[name] = depth;
        return false;
    }

    bool exceeds(const Selection &node, int depth)
    {
        if (node.kind == Selection::Kind::Spread)
            return exceedsFragment(node.name.text, depth);
        const bool list = node.kind == Selection::Kind::Field &&
                          (node.name.text == "fields" || node.name.text == "interfaces" ||
                           node.name.text == "possibleTypes" || node.name.text == "inputFields");
        if (list && ++depth >= 3)
            return true;
        return node.selectionSet && within(*node.selectionSet, depth);
    }

    bool within(const SelectionSet &set, int depth)
    {
        return std::any_of(set.selections.begin(), set.selections.end(),
                           [&](const Selection &selection) { return exceeds(selection, depth); });
    }

    ValidationContext &m_context;
    std::unordered_map<std::string_view, int> m_visited; ///< during one root's check: how deep it was entered
    std::unordered_map<std::string_view, int> m_fine;
    std::unordered_map<std::string_view, int> m_exceeded;
};

} // namespace

void checkIntrospectionDepth(ValidationContext &context)
{
    IntrospectionDepth check(context);
    for (const Operation &operation : context.document().operations)
        check.walk(operation.selectionSet);
    for (const Fragment &fragment : context.document().fragments)
        check.walk(fragment.selectionSet);
}

namespace {

/// What a selection set comes to when fragments are put in their places.
struct Cost
{
    std::int64_t depth = 0;   ///< of fields within fields
    std::int64_t fields = 0;  ///< in all
    std::int64_t nesting = 0; ///< of selection sets, those of fragments too
};

/// Selection sets within each other, over fragments too: execution goes as deep on the stack.
constexpr std::int64_t kMostNesting = 500;
/// Fields that any operation may come to, whatever the limits say: each is planned for.
constexpr std::int64_t kMostFields = 250'000;

/// Measures operations; each fragment is measured once, and without recursion over fragments.
class CostMeter
{
public:
    explicit CostMeter(ValidationContext &context)
        : m_context(context)
    {}

    Cost of(const SelectionSet &set)
    {
        prepare(set);
        return measure(set);
    }

    const Selection *introspects = nullptr;

private:
    enum class State : std::uint8_t { Entered, Done };
    struct Measured
    {
        State state = State::Entered;
        Cost cost;
    };

    /// Measures the fragments that a set needs, the innermost first; a cycle is an error of its own.
    void prepare(const SelectionSet &top)
    {
        std::vector<std::string_view> waiting = spreadsIn(top);
        while (!waiting.empty()) {
            const std::string_view name = waiting.back();
            const Fragment *fragment = m_context.fragment(name);
            const auto [slot, added] = m_fragments.try_emplace(name);
            if (!fragment || slot->second.state == State::Done) {
                waiting.pop_back();
            } else if (added) {
                for (const std::string_view inner : spreadsIn(fragment->selectionSet)) {
                    if (!m_fragments.contains(inner))
                        waiting.push_back(inner);
                }
            } else {
                waiting.pop_back();
                const Cost cost = measure(fragment->selectionSet);
                m_fragments[name] = {State::Done, cost};
            }
        }
    }

    static std::vector<std::string_view> spreadsIn(const SelectionSet &top)
    {
        std::vector<std::string_view> names;
        std::unordered_set<std::string_view> known;
        std::vector<const SelectionSet *> sets{&top};
        while (!sets.empty()) {
            const SelectionSet *set = sets.back();
            sets.pop_back();
            for (const Selection &selection : set->selections) {
                if (selection.kind == Selection::Kind::Spread && known.insert(selection.name.text).second)
                    names.push_back(selection.name.text);
                else if (selection.selectionSet)
                    sets.push_back(selection.selectionSet.get());
            }
        }
        return names;
    }

    Cost measure(const SelectionSet &set)
    {
        constexpr std::int64_t kMost = 1'000'000'000;
        Cost sum;
        for (const Selection &selection : set.selections) {
            Cost part;
            if (selection.kind == Selection::Kind::Spread) {
                const auto known = m_fragments.find(selection.name.text);
                part = known == m_fragments.end() ? Cost{} : known->second.cost;
            } else if (selection.selectionSet) {
                part = measure(*selection.selectionSet);
            }
            if (selection.kind == Selection::Kind::Field) {
                ++part.depth;
                ++part.fields;
                if (selection.name.text.starts_with("__") && selection.name.text != "__typename") {
                    introspects = introspects ? introspects : &selection;
                    part = {1, 1, part.nesting}; // introspection has a limit of its own
                }
            }
            sum.depth = std::max(sum.depth, part.depth);
            sum.nesting = std::max(sum.nesting, part.nesting);
            sum.fields = std::min(sum.fields + part.fields, kMost);
        }
        ++sum.nesting;
        return sum;
    }

    ValidationContext &m_context;
    std::unordered_map<std::string_view, Measured> m_fragments;
};

std::string atMost(std::int64_t most)
{
    return "; at most " + std::to_string(most) + " are allowed.";
}

} // namespace

bool checkSize(ValidationContext &context, const RequestLimits &limits)
{
    CostMeter meter(context);
    bool ok = true;
    const auto refuse = [&](const std::string &message, std::uint32_t offset) {
        context.error(message, {offset});
        ok = false;
    };
    const std::int64_t mostFields = limits.maxComplexity > 0 ? limits.maxComplexity : kMostFields;
    for (const Operation &operation : context.document().operations) {
        const Cost cost = meter.of(operation.selectionSet);
        if (limits.maxDepth > 0 && cost.depth > limits.maxDepth)
            refuse("The query is " + std::to_string(cost.depth) + " levels deep" + atMost(limits.maxDepth),
                   operation.offset);
        else if (cost.nesting > kMostNesting)
            refuse("The query's selections and fragments are nested " + std::to_string(cost.nesting) +
                       " levels deep" + atMost(kMostNesting),
                   operation.offset);
        if (cost.fields > mostFields)
            refuse("The query asks for " + std::to_string(cost.fields) + " fields" + atMost(mostFields),
                   operation.offset);
    }
    // What no operation uses is walked by the rules all the same.
    for (const Fragment &fragment : context.document().fragments) {
        if (ok && meter.of(fragment.selectionSet).nesting > kMostNesting)
            refuse("Fragment \"" + std::string(fragment.name.text) + "\" is nested too deep" +
                       atMost(kMostNesting),
                   fragment.offset);
    }
    if (!limits.introspection && meter.introspects)
        context.error("GraphQL introspection is not allowed, but the query contained " +
                          std::string(meter.introspects->name.text) + ".",
                      {meter.introspects->offset});
    return ok;
}

} // namespace mockforge::graphql
