// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jsonpath/parser.h"

#include "server/jsonpath/scanner.h"

#include <array>
#include <utility>

namespace mockforge::jsonpath {

namespace {

constexpr int kMaxNesting = 64;

struct Signature
{
    std::string_view name;
    FunctionName function;
    std::array<ResultType, 2> arguments;
    std::size_t count;
};

constexpr std::array kFunctions{
    Signature{"length", FunctionName::Length, {ResultType::Value, ResultType::Value}, 1},
    Signature{"count", FunctionName::Count, {ResultType::Nodes, ResultType::Nodes}, 1},
    Signature{"match", FunctionName::Match, {ResultType::Value, ResultType::Value}, 2},
    Signature{"search", FunctionName::Search, {ResultType::Value, ResultType::Value}, 2},
    Signature{"value", FunctionName::Value, {ResultType::Nodes, ResultType::Nodes}, 1}};

class Parser
{
public:
    explicit Parser(std::string_view text)
        : m_in(text)
    {}

    Query whole()
    {
        if (!m_in.take('$'))
            m_in.fail("a query begins with '$'");
        Query query;
        query.segments = segments();
        if (!m_in.atEnd())
            m_in.fail("unexpected character");
        return query;
    }

private:
    struct Deeper
    {
        explicit Deeper(Parser &parser)
            : depth(parser.m_depth)
        {
            if (++depth > kMaxNesting)
                parser.m_in.fail("nested deeper than 64 levels");
        }
        ~Deeper() { --depth; }
        int &depth;
    };

    std::vector<Segment> segments()
    {
        std::vector<Segment> list;
        for (;;) {
            const std::size_t before = m_in.at();
            m_in.blanks();
            Segment segment;
            if (m_in.peek() == '[') {
                segment.selectors = bracketed();
            } else if (m_in.take("..")) {
                segment.descendant = true;
                segment.selectors = m_in.peek() == '[' ? bracketed() : dotted();
            } else if (m_in.take('.')) {
                segment.selectors = dotted();
            } else {
                m_in.moveTo(before);
                return list;
            }
            list.push_back(std::move(segment));
        }
    }

    std::vector<Selector> dotted()
    {
        Selector selector;
        if (!m_in.take('*')) {
            selector.kind = Selector::Kind::Name;
            selector.name = m_in.shorthand();
        }
        return {std::move(selector)};
    }

    std::vector<Selector> bracketed()
    {
        const Deeper deeper(*this);
        std::vector<Selector> list;
        m_in.expect('[', "here");
        do {
            m_in.blanks();
            list.push_back(selector());
            m_in.blanks();
        } while (m_in.take(','));
        m_in.expect(']', "behind the selectors");
        return list;
    }

    Selector selector()
    {
        Selector selector;
        if (m_in.peek() == '\'' || m_in.peek() == '"') {
            selector.kind = Selector::Kind::Name;
            selector.name = m_in.quoted();
        } else if (m_in.take('*')) {
            selector.kind = Selector::Kind::Wildcard;
        } else if (m_in.take('?')) {
            selector.kind = Selector::Kind::Filter;
            m_in.blanks();
            selector.filter = std::make_shared<const Filter>(disjunction());
        } else {
            indexOrSlice(selector);
        }
        return selector;
    }

    void indexOrSlice(Selector &selector)
    {
        if (m_in.peek() != ':') {
            selector.kind = Selector::Kind::Index;
            selector.index = m_in.integer();
            const std::size_t before = m_in.at();
            m_in.blanks();
            if (m_in.peek() != ':')
                return m_in.moveTo(before);
            selector.start = selector.index;
        }
        selector.kind = Selector::Kind::Slice;
        m_in.take(':');
        m_in.blanks();
        if (m_in.atDigit() || m_in.peek() == '-')
            selector.end = m_in.integer();
        const std::size_t before = m_in.at();
        m_in.blanks();
        if (!m_in.take(':'))
            return m_in.moveTo(before);
        m_in.blanks();
        if (m_in.atDigit() || m_in.peek() == '-')
            selector.step = m_in.integer();
    }

    Filter joined(Filter::Kind kind, std::string_view sign, Filter (Parser::*part)())
    {
        Filter first = (this->*part)();
        for (;;) {
            const std::size_t before = m_in.at();
            m_in.blanks();
            if (!m_in.take(sign)) {
                m_in.moveTo(before);
                return first;
            }
            m_in.blanks();
            if (first.kind != kind) {
                Filter both;
                both.kind = kind;
                both.operands.push_back(std::move(first));
                first = std::move(both);
            }
            first.operands.push_back((this->*part)());
        }
    }

    Filter disjunction() { return joined(Filter::Kind::Or, "||", &Parser::conjunction); }
    Filter conjunction() { return joined(Filter::Kind::And, "&&", &Parser::basic); }

    Filter basic()
    {
        const Deeper deeper(*this);
        if (m_in.peek() == '!' && m_in.peek(1) != '=') {
            m_in.advance();
            m_in.blanks();
            Filter negated;
            negated.kind = Filter::Kind::Not;
            negated.operands.push_back(m_in.peek() == '(' ? parenthesised() : test(operand()));
            return negated;
        }
        if (m_in.peek() == '(')
            return parenthesised();
        Filter left = operand();
        const std::size_t before = m_in.at();
        m_in.blanks();
        const std::optional<Filter::Comparison> sign = comparison();
        if (!sign) {
            m_in.moveTo(before);
            return test(std::move(left));
        }
        m_in.blanks();
        Filter compare;
        compare.kind = Filter::Kind::Compare;
        compare.comparison = *sign;
        checkComparable(left);
        compare.operands.push_back(std::move(left));
        compare.operands.push_back(operand());
        checkComparable(compare.operands.back());
        return compare;
    }

    Filter parenthesised()
    {
        m_in.take('(');
        m_in.blanks();
        Filter inside = disjunction();
        m_in.blanks();
        m_in.expect(')', "to close the parenthesis");
        return inside;
    }

    std::optional<Filter::Comparison> comparison()
    {
        using C = Filter::Comparison;
        for (const auto &[sign, kind] :
             {std::pair{"==", C::Equal}, std::pair{"!=", C::NotEqual}, std::pair{"<=", C::LessEqual},
              std::pair{">=", C::GreaterEqual}, std::pair{"<", C::Less}, std::pair{">", C::Greater}}) {
            if (m_in.take(std::string_view(sign)))
                return kind;
        }
        return std::nullopt;
    }

    /// An operand that stands alone: a path exists, a function holds.
    Filter test(Filter operand)
    {
        if (operand.kind == Filter::Kind::Literal)
            m_in.fail("a literal must be compared with something");
        if (operand.kind == Filter::Kind::Call && resultTypeOf(operand.function) == ResultType::Value)
            m_in.fail("the result of this function must be compared with something");
        if (operand.kind == Filter::Kind::Path) {
            operand.kind = Filter::Kind::Exists;
        }
        return operand;
    }

    void checkComparable(const Filter &operand)
    {
        if (operand.kind == Filter::Kind::Path && !operand.query.isSingular())
            m_in.fail("a path in a comparison must select one node at most: names and indexes only");
        if (operand.kind == Filter::Kind::Call && resultTypeOf(operand.function) != ResultType::Value)
            m_in.fail("the result of this function cannot be compared");
    }

    Filter operand()
    {
        Filter result;
        const char c = m_in.peek();
        if (c == '@' || c == '$') {
            m_in.advance();
            result.kind = Filter::Kind::Path;
            result.query.fromRoot = c == '$';
            result.query.segments = segments();
        } else if (c == '\'' || c == '"') {
            result.literal = m_in.quoted();
        } else if (m_in.atDigit() || c == '-') {
            number(result);
        } else {
            word(result);
        }
        return result;
    }

    void number(Filter &result)
    {
        const std::size_t begin = m_in.at();
        m_in.take('-');
        const bool zero = m_in.peek() == '0';
        const std::size_t digits = m_in.at();
        while (m_in.atDigit())
            m_in.advance();
        if (m_in.at() == digits || (zero && m_in.at() > digits + 1))
            m_in.fail("this is not a number");
        bool isFraction = false;
        if (m_in.peek() == '.') {
            isFraction = true;
            m_in.advance();
            if (!m_in.atDigit())
                m_in.fail("digits are missing behind the point");
            while (m_in.atDigit())
                m_in.advance();
        }
        if (m_in.peek() == 'e' || m_in.peek() == 'E') {
            isFraction = true;
            m_in.advance();
            if (m_in.peek() == '+' || m_in.peek() == '-')
                m_in.advance();
            if (!m_in.atDigit())
                m_in.fail("digits are missing in the exponent");
            while (m_in.atDigit())
                m_in.advance();
        }
        const std::string_view text = m_in.from(begin);
        result.literal = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
        if (result.literal.is_discarded())
            m_in.fail("this number is out of range");
        if (!isFraction && text == "-0")
            result.literal = 0;
    }

    void word(Filter &result)
    {
        const std::size_t begin = m_in.at();
        while ((m_in.peek() >= 'a' && m_in.peek() <= 'z') || m_in.atDigit() || m_in.peek() == '_')
            m_in.advance();
        const std::string_view name = m_in.from(begin);
        if (m_in.peek() == '(')
            return call(result, name, begin);
        if (name == "true" || name == "false") {
            result.literal = name == "true";
        } else if (name != "null") {
            m_in.moveTo(begin);
            m_in.fail("a path (@ or $), a literal or a function is missing here");
        }
    }

    void call(Filter &result, std::string_view name, std::size_t begin)
    {
        const Deeper deeper(*this);
        const Signature *signature = nullptr;
        for (const Signature &candidate : kFunctions) {
            if (candidate.name == name)
                signature = &candidate;
        }
        if (!signature) {
            m_in.moveTo(begin);
            m_in.fail("there is no function '" + std::string(name) +
                      "'; known: length, count, match, search, value");
        }
        result.kind = Filter::Kind::Call;
        result.function = signature->function;
        m_in.take('(');
        m_in.blanks();
        while (m_in.peek() != ')') {
            if (!result.operands.empty()) {
                m_in.expect(',', "between the arguments");
                m_in.blanks();
            }
            if (result.operands.size() == signature->count)
                m_in.fail("too many arguments");
            result.operands.push_back(operand());
            checkArgument(*signature, result.operands.size() - 1, result.operands.back());
            m_in.blanks();
        }
        if (result.operands.size() < signature->count)
            m_in.fail("an argument is missing");
        m_in.take(')');
        const bool isRegex =
            result.function == FunctionName::Match || result.function == FunctionName::Search;
        if (isRegex && result.operands[1].literal.is_string())
            result.regex = compileIRegexp(result.operands[1].literal.get_ref<const std::string &>(),
                                          result.function == FunctionName::Match);
    }

    void checkArgument(const Signature &signature, std::size_t index, const Filter &argument)
    {
        const ResultType wanted = signature.arguments[index];
        if (wanted == ResultType::Nodes && argument.kind != Filter::Kind::Path)
            m_in.fail("this function takes a path");
        if (wanted == ResultType::Value)
            checkComparable(argument);
    }

    Scanner m_in;
    int m_depth = 0;
};

} // namespace

bool Query::isSingular() const noexcept
{
    for (const Segment &segment : segments) {
        if (segment.descendant || segment.selectors.size() != 1)
            return false;
        const Selector::Kind kind = segment.selectors.front().kind;
        if (kind != Selector::Kind::Name && kind != Selector::Kind::Index)
            return false;
    }
    return true;
}

ResultType resultTypeOf(FunctionName function) noexcept
{
    return function == FunctionName::Match || function == FunctionName::Search ? ResultType::Logical
                                                                               : ResultType::Value;
}

Query parseQuery(std::string_view text)
{
    return Parser(text).whole();
}

} // namespace mockforge::jsonpath
