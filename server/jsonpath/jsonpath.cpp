// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jsonpath/jsonpath.h"

#include "server/jsonpath/parser.h"
#include "server/jsonpath/scanner.h"

#include <algorithm>

namespace mockforge::jsonpath {

namespace {

using Json = nlohmann::json;
using Nodes = std::vector<const Json *>;

constexpr std::int64_t kMaxVisits = 1'000'000;

/// One evaluation: the root, and what is left of its work.
class Evaluation
{
public:
    explicit Evaluation(const Json &root)
        : m_root(root)
    {}

    Nodes run(const Query &query, const Json &current)
    {
        Nodes nodes{query.fromRoot ? &m_root : &current};
        for (const Segment &segment : query.segments) {
            Nodes next;
            for (const Json *node : nodes) {
                if (segment.descendant)
                    descend(segment, *node, next);
                else
                    apply(segment, *node, next);
            }
            nodes = std::move(next);
        }
        return nodes;
    }

private:
    bool visit() noexcept { return --m_left > 0; }

    /// The node and everything below it, each before its children; a stack, so that depth costs no frames.
    void descend(const Segment &segment, const Json &top, Nodes &out)
    {
        Nodes waiting{&top};
        while (!waiting.empty() && visit()) {
            const Json *node = waiting.back();
            waiting.pop_back();
            apply(segment, *node, out);
            const std::size_t first = waiting.size();
            if (node->is_structured()) {
                for (const Json &child : *node)
                    waiting.push_back(&child);
            }
            std::reverse(waiting.begin() + static_cast<std::ptrdiff_t>(first), waiting.end());
        }
    }

    void apply(const Segment &segment, const Json &node, Nodes &out)
    {
        for (const Selector &selector : segment.selectors)
            select(selector, node, out);
    }

    void select(const Selector &selector, const Json &node, Nodes &out)
    {
        switch (selector.kind) {
        case Selector::Kind::Name:
            if (node.is_object()) {
                if (const auto found = node.find(selector.name); found != node.end())
                    out.push_back(&*found);
            }
            return;
        case Selector::Kind::Index:
            return selectIndex(selector.index, node, out);
        case Selector::Kind::Slice:
            return selectSlice(selector, node, out);
        case Selector::Kind::Wildcard:
        case Selector::Kind::Filter:
            break;
        }
        if (!node.is_structured())
            return;
        for (const Json &child : node) {
            if (visit() && (!selector.filter || holds(*selector.filter, child)))
                out.push_back(&child);
        }
    }

    static void selectIndex(std::int64_t index, const Json &node, Nodes &out)
    {
        if (!node.is_array())
            return;
        const auto size = static_cast<std::int64_t>(node.size());
        const std::int64_t at = index < 0 ? size + index : index;
        if (at >= 0 && at < size)
            out.push_back(&node[static_cast<std::size_t>(at)]);
    }

    /// §2.3.4.2.2
    void selectSlice(const Selector &slice, const Json &node, Nodes &out)
    {
        const std::int64_t step = slice.step.value_or(1);
        if (!node.is_array() || step == 0)
            return;
        const auto size = static_cast<std::int64_t>(node.size());
        const auto normal = [size](std::int64_t index) {
            return index >= 0 ? index : size + index;
        };
        const auto push = [&](std::int64_t at) {
            out.push_back(&node[static_cast<std::size_t>(at)]);
        };
        if (step > 0) {
            const std::int64_t lower = std::clamp<std::int64_t>(normal(slice.start.value_or(0)), 0, size);
            const std::int64_t upper = std::clamp<std::int64_t>(normal(slice.end.value_or(size)), 0, size);
            for (std::int64_t i = lower; i < upper && visit(); i += step)
                push(i);
        } else {
            const std::int64_t upper =
                std::clamp<std::int64_t>(normal(slice.start.value_or(size - 1)), -1, size - 1);
            const std::int64_t lower =
                slice.end ? std::clamp<std::int64_t>(normal(*slice.end), -1, size - 1) : -1;
            for (std::int64_t i = upper; i > lower && visit(); i += step)
                push(i);
        }
    }

    bool holds(const Filter &filter, const Json &current)
    {
        const auto each = [&](const Filter &part) {
            return holds(part, current);
        };
        switch (filter.kind) {
        case Filter::Kind::Or:
            return std::any_of(filter.operands.begin(), filter.operands.end(), each);
        case Filter::Kind::And:
            return std::all_of(filter.operands.begin(), filter.operands.end(), each);
        case Filter::Kind::Not:
            return !holds(filter.operands.front(), current);
        case Filter::Kind::Exists:
            return !run(filter.query, current).empty();
        case Filter::Kind::Compare:
            return compares(filter, current);
        case Filter::Kind::Call:
            return matches(filter, current);
        default:
            return false;
        }
    }

    /// A value, or null for Nothing. What a function makes is kept in `made`.
    const Json *value(const Filter &operand, const Json &current, Json &made)
    {
        if (operand.kind == Filter::Kind::Literal)
            return &operand.literal;
        if (operand.kind == Filter::Kind::Path) {
            const Nodes nodes = run(operand.query, current);
            return nodes.empty() ? nullptr : nodes.front();
        }
        return callValue(operand, current, made);
    }

    const Json *callValue(const Filter &call, const Json &current, Json &made)
    {
        const Filter &argument = call.operands.front();
        if (call.function == FunctionName::Count) {
            made = run(argument.query, current).size();
            return &made;
        }
        if (call.function == FunctionName::Value) {
            const Nodes nodes = run(argument.query, current);
            return nodes.size() == 1 ? nodes.front() : nullptr;
        }
        Json inner;
        const Json *subject = value(argument, current, inner);
        if (subject == nullptr || !(subject->is_string() || subject->is_structured()))
            return nullptr;
        made = subject->is_string() ? length(subject->get_ref<const std::string &>()) : subject->size();
        return &made;
    }

    /// In code points.
    static std::size_t length(const std::string &text)
    {
        return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
            return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
        }));
    }

    bool matches(const Filter &call, const Json &current)
    {
        Json made;
        Json madePattern;
        const Json *text = value(call.operands[0], current, made);
        const Json *pattern = value(call.operands[1], current, madePattern);
        if (!text || !pattern || !text->is_string() || !pattern->is_string())
            return false;
        const auto regex = call.regex ? call.regex
                                      : compileIRegexp(pattern->get_ref<const std::string &>(),
                                                       call.function == FunctionName::Match);
        return regex && re2::RE2::PartialMatch(text->get_ref<const std::string &>(), *regex);
    }

    /// §2.3.5.2.2
    static bool equal(const Json *a, const Json *b)
    {
        if (!a || !b)
            return a == b;
        return *a == *b;
    }

    static bool less(const Json *a, const Json *b)
    {
        if (!a || !b)
            return false;
        const bool ordered = (a->is_number() && b->is_number()) || (a->is_string() && b->is_string());
        return ordered && *a < *b;
    }

    bool compares(const Filter &filter, const Json &current)
    {
        Json madeA;
        Json madeB;
        const Json *a = value(filter.operands[0], current, madeA);
        const Json *b = value(filter.operands[1], current, madeB);
        switch (filter.comparison) {
        case Filter::Comparison::Equal:
            return equal(a, b);
        case Filter::Comparison::NotEqual:
            return !equal(a, b);
        case Filter::Comparison::Less:
            return less(a, b);
        case Filter::Comparison::Greater:
            return less(b, a);
        case Filter::Comparison::LessEqual:
            return less(a, b) || equal(a, b);
        case Filter::Comparison::GreaterEqual:
            return less(b, a) || equal(a, b);
        }
        return false;
    }

    const Json &m_root;
    std::int64_t m_left = kMaxVisits;
};

} // namespace

/// RFC 9485: the dot excludes CR and LF, and everything else is RE2's too; what RE2 adds is refused.
std::shared_ptr<const re2::RE2> compileIRegexp(std::string_view pattern, bool whole)
{
    std::string translated;
    bool inClass = false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        if (c == '\\' && i + 1 < pattern.size()) {
            translated += c;
            translated += pattern[++i];
        } else if (c == '.' && !inClass) {
            translated += "[^\\n\\r]";
        } else {
            inClass = c == '[' || (inClass && c != ']');
            translated += c;
        }
    }
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(1 << 20);
    auto regex =
        std::make_shared<const re2::RE2>(whole ? "\\A(?:" + translated + ")\\z" : translated, options);
    return regex->ok() ? regex : nullptr;
}

Result<JsonPath> JsonPath::compile(std::string_view text)
{
    try {
        JsonPath path;
        path.m_text = text;
        path.m_query = std::make_shared<const Query>(parseQuery(text));
        return path;
    } catch (const Syntax &syntax) {
        return Error{"bad_jsonpath",
                     syntax.message + " (character " + std::to_string(syntax.offset + 1) + " of '" +
                         std::string(text.substr(0, 200)) + "')",
                     {}};
    }
}

std::vector<const nlohmann::json *> JsonPath::select(const nlohmann::json &document) const
{
    if (!m_query)
        return {};
    return Evaluation(document).run(*m_query, document);
}

} // namespace mockforge::jsonpath
