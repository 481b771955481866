// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/templating/program.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace mockforge::templating {

namespace {

constexpr int kMaxNesting = 32;
constexpr int kMaxParentheses = 16;

struct RootName
{
    std::string_view name;
    Root root;
    int fields; ///< 0: none may follow, 1: one name, 2: any number
    bool inLoop;
};

constexpr std::array kRoots{RootName{"request.method", Root::Method, 0, false},
                            RootName{"request.path", Root::Path, 0, false},
                            RootName{"request.target", Root::Target, 0, false},
                            RootName{"request.peer", Root::Peer, 0, false},
                            RootName{"request.body", Root::Body, 2, false},
                            RootName{"request.params", Root::Param, 1, false},
                            RootName{"request.query", Root::Query, 1, false},
                            RootName{"request.headers", Root::Header, 1, false},
                            RootName{"request.header", Root::Header, 1, false},
                            RootName{"request.cookies", Root::Cookie, 1, false},
                            RootName{"body", Root::Body, 2, false},
                            RootName{"params", Root::Param, 1, false},
                            RootName{"query", Root::Query, 1, false},
                            RootName{"headers", Root::Header, 1, false},
                            RootName{"header", Root::Header, 1, false},
                            RootName{"cookies", Root::Cookie, 1, false},
                            RootName{"cookie", Root::Cookie, 1, false},
                            RootName{"this", Root::This, 2, true},
                            RootName{"@index", Root::Index, 0, true},
                            RootName{"@number", Root::Number, 0, true},
                            RootName{"@first", Root::First, 0, true},
                            RootName{"@last", Root::Last, 0, true},
                            RootName{"@key", Root::Key, 0, true}};

bool isSpace(char c) noexcept
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

Position positionOf(std::string_view text, std::size_t offset)
{
    Position position;
    for (std::size_t i = 0; i < std::min(offset, text.size()); ++i) {
        if (text[i] == '\n') {
            ++position.line;
            position.column = 1;
        } else if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) {
            ++position.column;
        }
    }
    return position;
}

std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            diagonal = above;
        }
    }
    return row[b.size()];
}

struct Syntax
{
    std::size_t offset;
    std::string message;
    std::string suggestion;
};

/// Reads the inside of one tag, from `m_at` to `m_end`; throws Syntax, caught by the reader of tags.
class TagReader
{
public:
    TagReader(std::string_view text, std::size_t begin, std::size_t end, int loops)
        : m_text(text)
        , m_at(begin)
        , m_end(end)
        , m_loops(loops)
    {}

    bool atEnd()
    {
        while (m_at < m_end && isSpace(m_text[m_at]))
            ++m_at;
        return m_at == m_end;
    }
    std::size_t at() const noexcept { return m_at; }

    void finish()
    {
        if (!atEnd())
            throw Syntax{m_at, "unexpected '" + std::string(m_text.substr(m_at, 1)) + "'", {}};
    }

    std::string_view word()
    {
        atEnd();
        const std::size_t begin = m_at;
        while (m_at < m_end && !isSpace(m_text[m_at]))
            ++m_at;
        return m_text.substr(begin, m_at - begin);
    }

    /// name arguments… key=value…, as far as the tag or the parenthesis goes
    Expression expression(int depth = 0)
    {
        if (depth > kMaxParentheses)
            throw Syntax{m_at, "parentheses nest deeper than 16", {}};
        if (atEnd())
            throw Syntax{m_at, "an expression is missing", {}};
        Expression result = term(depth, true);
        while (!atEnd() && m_text[m_at] != ')') {
            const std::size_t begin = m_at;
            const std::string_view key = keyBeforeEquals();
            if (!key.empty()) {
                namedArgument(result, key, begin, depth);
            } else if (result.kind != Expression::Kind::Call) {
                throw Syntax{result.offset, "what stands before arguments must be a helper",
                             nearestName(m_lastWord, m_loops > 0)};
            } else {
                result.arguments.push_back(term(depth, false));
            }
        }
        checkCall(result);
        return result;
    }

    /// One term, for #repeat MIN MAX.
    Expression term(int depth, bool mayCall)
    {
        atEnd();
        const std::size_t begin = m_at;
        Expression result;
        const char c = m_at < m_end ? m_text[m_at] : '\0';
        if (c == '(') {
            ++m_at;
            result = expression(depth + 1);
            if (atEnd() || m_text[m_at] != ')')
                throw Syntax{begin, "this parenthesis is never closed", {}};
            ++m_at;
        } else if (c == '"' || c == '\'') {
            result.literal.own() = quoted(c);
        } else {
            name(result, mayCall);
        }
        result.offset = begin;
        return result;
    }

private:
    std::string_view keyBeforeEquals()
    {
        std::size_t end = m_at;
        while (end < m_end && (std::isalnum(static_cast<unsigned char>(m_text[end])) || m_text[end] == '_'))
            ++end;
        if (end == m_at || end >= m_end || m_text[end] != '=')
            return {};
        const std::string_view key = m_text.substr(m_at, end - m_at);
        m_at = end + 1;
        return key;
    }

    void namedArgument(Expression &target, std::string_view key, std::size_t begin, int depth)
    {
        Expression value = term(depth, false);
        if (key == "default") {
            target.fallback.assign(1, std::move(value));
            return;
        }
        const std::string_view allowed = target.function ? target.function->named : std::string_view();
        std::string_view rest = allowed;
        while (!rest.empty()) {
            const std::size_t comma = std::min(rest.find(','), rest.size());
            if (rest.substr(0, comma) == key) {
                target.named.emplace_back(std::string(key), std::move(value));
                return;
            }
            rest.remove_prefix(std::min(comma + 1, rest.size()));
        }
        throw Syntax{begin, "unknown argument '" + std::string(key) + "'",
                     "known here: " + std::string(allowed) + (allowed.empty() ? "default" : ",default")};
    }

    void checkCall(const Expression &call)
    {
        if (call.kind != Expression::Kind::Call)
            return;
        const Function &function = *call.function;
        if (call.arguments.size() < function.minArguments || call.arguments.size() > function.maxArguments)
            throw Syntax{call.offset,
                         "'" + std::string(function.info.name) + "' does not take " +
                             std::to_string(call.arguments.size()) + " arguments",
                         "write it like " + std::string(function.info.example)};
        if (function.check) {
            if (std::string problem = function.check(call); !problem.empty())
                throw Syntax{call.offset, std::string(function.info.name) + ": " + problem, {}};
        }
    }

    std::string quoted(char quote)
    {
        const std::size_t begin = m_at++;
        std::string text;
        for (; m_at < m_end && m_text[m_at] != quote; ++m_at) {
            if (m_text[m_at] == '\\' && m_at + 1 < m_end) {
                const char escaped = m_text[++m_at];
                text += escaped == 'n' ? '\n' : (escaped == 't' ? '\t' : escaped);
            } else {
                text += m_text[m_at];
            }
        }
        if (m_at >= m_end)
            throw Syntax{begin, "this text is never closed", {}};
        ++m_at;
        return text;
    }

    void name(Expression &result, bool mayCall)
    {
        const std::size_t begin = m_at;
        int brackets = 0;
        for (; m_at < m_end; ++m_at) {
            const char c = m_text[m_at];
            if (c == '[')
                ++brackets;
            else if (c == ']')
                --brackets;
            else if (brackets == 0 &&
                     (isSpace(c) || std::string_view("()=\"'{}|").find(c) != std::string_view::npos))
                break;
        }
        const std::string_view word = m_text.substr(begin, m_at - begin);
        m_lastWord = word;
        if (word.empty())
            throw Syntax{begin,
                         m_at < m_end ? "unexpected '" + std::string(1, m_text[m_at]) + "'"
                                      : std::string("an expression is missing"),
                         {}};
        if (literal(word, result) || rooted(word, begin, result))
            return;
        if (const Function *function = findFunction(word)) {
            result.kind = Expression::Kind::Call;
            result.function = function;
            if (!mayCall)
                result.offset = begin, checkCall(result);
            return;
        }
        throw Syntax{begin, "unknown name '" + std::string(word) + "'", nearestName(word, m_loops > 0)};
    }

    static bool literal(std::string_view word, Expression &result)
    {
        if (word == "true" || word == "false")
            return result.literal.setBool(word == "true"), true;
        if (word == "null")
            return true;
        const char first = word.front() == '-' && word.size() > 1 ? word[1] : word.front();
        if (first < '0' || first > '9')
            return false;
        std::int64_t integer = 0;
        const char *last = word.data() + word.size();
        if (const auto [end, error] = std::from_chars(word.data(), last, integer);
            error == std::errc() && end == last)
            return result.literal.setInteger(integer), true;
        double number = 0;
        if (const auto [end, error] = std::from_chars(word.data(), last, number);
            error == std::errc() && end == last)
            return result.literal.setNumber(number), true;
        return false;
    }

    bool rooted(std::string_view word, std::size_t begin, Expression &result)
    {
        std::string_view rest = word;
        for (; rest.substr(0, 3) == "../"; rest.remove_prefix(3))
            ++result.outer;
        const RootName *best = nullptr;
        for (const RootName &root : kRoots) {
            const bool fits = rest.substr(0, root.name.size()) == root.name &&
                              (rest.size() == root.name.size() || rest[root.name.size()] == '.');
            if (fits && (!best || root.name.size() > best->name.size()))
                best = &root;
        }
        if (!best) {
            if (result.outer > 0)
                throw Syntax{begin, "after '../' stands this, @index, @number, @first, @last or @key", {}};
            return false;
        }
        if (best->inLoop && result.outer >= m_loops)
            throw Syntax{begin,
                         "'" + std::string(word) + "' has a meaning only inside " +
                             (result.outer > 0 ? "that many loops" : "#each or #repeat"),
                         {}};
        if (!best->inLoop && result.outer > 0)
            throw Syntax{begin, "'../' is for this and @index; the request is the same everywhere", {}};
        result.kind = Expression::Kind::Name;
        result.root = best->root;
        rest.remove_prefix(std::min(best->name.size() + 1, rest.size()));
        fields(*best, rest, begin, result);
        return true;
    }

    static void fields(const RootName &root, std::string_view rest, std::size_t begin, Expression &result)
    {
        if (rest.empty())
            return;
        if (root.fields == 0)
            throw Syntax{begin, "'" + std::string(root.name) + "' has no fields", {}};
        if (root.fields == 1) {
            if (rest.size() > 2 && rest.front() == '[' && rest.back() == ']')
                rest = rest.substr(1, rest.size() - 2);
            result.fields.emplace_back(rest);
            return;
        }
        while (!rest.empty()) {
            const bool bracket = rest.front() == '[' && rest.find(']') != std::string_view::npos;
            const std::size_t end = bracket ? rest.find(']') : std::min(rest.find('.'), rest.size());
            result.fields.emplace_back(bracket ? rest.substr(1, end - 1) : rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
            if (bracket && !rest.empty() && rest.front() == '.')
                rest.remove_prefix(1);
            if (result.fields.size() > 64)
                throw Syntax{begin, "more than 64 fields deep", {}};
        }
    }

    std::string_view m_text;
    std::size_t m_at;
    std::size_t m_end;
    int m_loops;
    std::string_view m_lastWord;
};

bool isLoop(BlockKind kind)
{
    return kind == BlockKind::Each || kind == BlockKind::Repeat;
}

void checkRepeat(const Expression &count)
{
    if (!count.isLiteral())
        return;
    const std::optional<std::int64_t> number = count.literal.asInteger();
    if (!number || *number < 0 || *number > kMaxRepeat)
        throw Syntax{
            count.offset, "#repeat takes a whole number from 0 to " + std::to_string(kMaxRepeat), {}};
}

/// The kind of a block keyword; sets `known` false for a word that is none.
BlockKind blockKind(std::string_view word, bool &known)
{
    known = true;
    if (word == "if")
        return BlockKind::If;
    if (word == "unless")
        return BlockKind::Unless;
    if (word == "each")
        return BlockKind::Each;
    known = word == "repeat";
    return BlockKind::Repeat;
}

void readHead(TagReader &tag, BlockHead &head)
{
    if (head.kind != BlockKind::Repeat) {
        head.subject = tag.expression();
    } else {
        if (tag.atEnd())
            throw Syntax{tag.at(), "#repeat needs a count", "{{#repeat 3}} or {{#repeat 2 5}}"};
        head.subject = tag.term(0, false);
        checkRepeat(head.subject);
        if (!tag.atEnd()) {
            head.upper.push_back(tag.term(0, false));
            checkRepeat(head.upper.front());
            const auto &low = head.subject;
            const auto &high = head.upper.front();
            if (low.isLiteral() && high.isLiteral() && *low.literal.asInteger() > *high.literal.asInteger())
                throw Syntax{high.offset, "#repeat MIN MAX: MAX is below MIN", {}};
        }
    }
    tag.finish();
}

/// Cuts a text template into nodes; keeps going after an error, so that all are reported.
class ProgramReader
{
public:
    ProgramReader(std::string_view text, int loops, std::vector<CompileError> &errors)
        : m_text(text)
        , m_loops(loops)
        , m_errors(errors)
    {}

    Program read()
    {
        while (m_at < m_text.size()) {
            const std::size_t open = m_text.find("{{", m_at);
            if (open == std::string_view::npos)
                break;
            if (open > 0 && m_text[open - 1] == '\\') {
                addText(m_text.substr(m_at, open - 1 - m_at));
                const std::size_t close = std::min(m_text.find("}}", open), m_text.size());
                addText(m_text.substr(open, std::min(close + 2, m_text.size()) - open));
                m_at = std::min(close + 2, m_text.size());
                continue;
            }
            addText(m_text.substr(m_at, open - m_at));
            tag(open);
        }
        addText(m_text.substr(std::min(m_at, m_text.size())));
        for (const Open &open : m_open)
            fail({open.offset, "#" + std::string(open.word) + " is never closed",
                  "add {{/" + std::string(open.word) + "}}"});
        return std::move(m_root);
    }

private:
    struct Open
    {
        std::string_view word;
        std::size_t offset;
        Node node;
        bool inElse = false;
        bool chained = false; ///< made by {{else if}}: closes with the one before
    };

    void fail(const Syntax &syntax)
    {
        if (m_errors.size() < 200)
            m_errors.push_back({positionOf(m_text, syntax.offset), syntax.message, syntax.suggestion});
    }

    Program &target()
    {
        if (m_open.empty())
            return m_root;
        return m_open.back().inElse ? m_open.back().node.otherwise : m_open.back().node.body;
    }

    void addText(std::string_view text)
    {
        if (text.empty())
            return;
        Program &into = target();
        if (into.empty() || into.back().kind != Node::Kind::Text)
            into.emplace_back();
        into.back().text += text;
    }

    /// Where the tag's inside ends; quoted text may hold braces.
    std::size_t closing(std::size_t from) const
    {
        char quote = '\0';
        for (std::size_t i = from; i < m_text.size(); ++i) {
            const char c = m_text[i];
            if (quote != '\0') {
                if (c == '\\')
                    ++i;
                else if (c == quote)
                    quote = '\0';
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (m_text.substr(i, 2) == "}}") {
                return i;
            }
        }
        return m_text.find("}}", from);
    }

    void tag(std::size_t open)
    {
        std::size_t begin = open + 2;
        const bool comment = m_text.substr(begin, 1) == "!";
        const bool triple = m_text.substr(begin, 1) == "{";
        std::size_t end = comment ? m_text.find("}}", begin) : closing(begin);
        if (end == std::string_view::npos) {
            fail({open, "'{{' without '}}'", "write \\{{ for two braces as they are"});
            m_at = m_text.size();
            return;
        }
        m_at = end + 2;
        if (comment)
            return standalone(open);
        if (triple) {
            ++begin;
            if (m_text.substr(m_at, 1) == "}")
                ++m_at;
            else
                fail({open, "'{{{' without '}}}'", {}});
        }
        try {
            TagReader reader(m_text, begin, end, m_loops + loops());
            if (reader.atEnd())
                throw Syntax{open, "an empty expression", {}};
            content(reader, open);
        } catch (const Syntax &syntax) {
            fail(syntax);
        }
    }

    void content(TagReader &reader, std::size_t open)
    {
        const char first = m_text[reader.at()];
        if (first == '#')
            return openBlock(reader, open);
        if (first == '/')
            return closeBlock(reader, open);
        if (m_text.substr(reader.at(), 4) == "else" &&
            (isSpace(m_text[reader.at() + 4]) || m_text[reader.at() + 4] == '}'))
            return otherwise(reader, open);
        Node node;
        node.kind = Node::Kind::Output;
        node.expression = reader.expression();
        reader.finish();
        target().push_back(std::move(node));
    }

    void openBlock(TagReader &reader, std::size_t open)
    {
        standalone(open);
        const std::string_view word = reader.word().substr(1);
        bool known = false;
        const BlockKind kind = blockKind(word, known);
        push(word, open, kind);
        if (!known)
            throw Syntax{open, "unknown block '#" + std::string(word) + "'",
                         "known: #if, #unless, #each, #repeat"};
        if (tooDeep(open))
            return;
        readHead(reader, m_open.back().node.head.front());
    }

    /// Gives up on the rest: whoever nests this deep has one mistake, not many.
    bool tooDeep(std::size_t open)
    {
        if (m_open.size() <= kMaxNesting)
            return false;
        fail({open, "blocks nest deeper than 32", {}});
        m_open.clear();
        m_at = m_text.size();
        return true;
    }

    void push(std::string_view word, std::size_t open, BlockKind kind)
    {
        Open block;
        block.word = word;
        block.offset = open;
        block.node.kind = Node::Kind::Block;
        block.node.head.emplace_back();
        block.node.head.front().kind = kind;
        m_open.push_back(std::move(block));
    }

    void pop()
    {
        Node node = std::move(m_open.back().node);
        m_open.pop_back();
        target().push_back(std::move(node));
    }

    void closeBlock(TagReader &reader, std::size_t open)
    {
        standalone(open);
        const std::string_view word = reader.word().substr(1);
        reader.finish();
        while (!m_open.empty() && m_open.back().chained)
            pop();
        if (m_open.empty())
            throw Syntax{open, "{{/" + std::string(word) + "}} closes nothing", {}};
        if (m_open.back().word != word)
            throw Syntax{open,
                         "{{/" + std::string(word) + "}} stands where {{/" + std::string(m_open.back().word) +
                             "}} is due",
                         {}};
        pop();
    }

    void otherwise(TagReader &reader, std::size_t open)
    {
        standalone(open);
        if (m_open.empty() || m_open.back().inElse)
            throw Syntax{open, "{{else}} without a block", {}};
        m_open.back().inElse = true;
        reader.word();
        if (reader.atEnd())
            return;
        const std::string_view word = reader.word();
        if (word != "if")
            throw Syntax{open, "after else stands nothing, or if with a condition", {}};
        push("if", open, BlockKind::If);
        m_open.back().chained = true;
        if (tooDeep(open))
            return;
        readHead(reader, m_open.back().node.head.front());
    }

    int loops() const
    {
        int count = 0;
        for (const Open &open : m_open)
            count += isLoop(open.node.head.front().kind) && !open.inElse ? 1 : 0;
        return count;
    }

    /// A block tag or comment alone on its line takes the line with it, so that templates can be laid out.
    void standalone(std::size_t open)
    {
        std::size_t begin = open;
        while (begin > 0 && (m_text[begin - 1] == ' ' || m_text[begin - 1] == '\t'))
            --begin;
        std::size_t end = m_at;
        while (end < m_text.size() && (m_text[end] == ' ' || m_text[end] == '\t' || m_text[end] == '\r'))
            ++end;
        if ((begin > 0 && m_text[begin - 1] != '\n') || (end < m_text.size() && m_text[end] != '\n'))
            return;
        if (begin == 0 && end == m_text.size())
            return;
        Program &into = target();
        if (!into.empty() && into.back().kind == Node::Kind::Text) {
            std::string &text = into.back().text;
            text.resize(text.size() - std::min(text.size(), open - begin));
            if (text.empty())
                into.pop_back();
        }
        m_at = std::min(end + 1, m_text.size());
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_loops;
    std::vector<CompileError> &m_errors;
    Program m_root;
    std::vector<Open> m_open;
};

} // namespace

std::string nearestName(std::string_view name, bool inLoop)
{
    std::string_view best;
    std::size_t least = std::max<std::size_t>(2, name.size() / 3 + 1);
    const auto consider = [&](std::string_view candidate) {
        // A short form such as "faker.email" is far by letters but plainly meant.
        const std::size_t dot = candidate.rfind('.');
        const bool sameEnd =
            dot != std::string_view::npos && (!inLoop || name.find('.') != std::string_view::npos) &&
            candidate.substr(dot + 1) == name.substr(std::min(name.rfind('.') + 1, name.size()));
        const std::size_t cost = sameEnd ? 1 : distance(name.substr(0, 80), candidate);
        if (cost < least) {
            least = cost;
            best = candidate;
        }
    };
    for (const Function &function : functions())
        consider(function.info.name);
    for (const Function &function : fakerFunctions())
        consider(function.info.name);
    for (const RootName &root : kRoots) {
        if (!root.inLoop || inLoop)
            consider(root.name);
    }
    if (!best.empty())
        return "did you mean '" + std::string(best) + "'?";
    const std::size_t dot = name.find('.');
    if (dot != std::string_view::npos && dot > 0) {
        const std::string head = nearestName(name.substr(0, dot), inLoop);
        if (!head.empty())
            return head;
    }
    return inLoop ? "fields of the item are written this.NAME"
                  : "parts of the request are params.NAME, query.NAME, header.NAME, cookie.NAME, body.FIELD";
}

Program parseProgram(std::string_view text, int loops, std::vector<CompileError> &errors)
{
    return ProgramReader(text, loops, errors).read();
}

BlockHead parseBlockHead(std::string_view text, int loops, std::vector<CompileError> &errors)
{
    BlockHead head;
    TagReader reader(text, 0, text.size(), loops);
    try {
        bool known = false;
        head.kind = blockKind(reader.word().substr(1), known);
        readHead(reader, head);
    } catch (const Syntax &syntax) {
        errors.push_back({positionOf(text, syntax.offset), syntax.message, syntax.suggestion});
    }
    return head;
}

} // namespace mockforge::templating
