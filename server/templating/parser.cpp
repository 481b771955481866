// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/templating/tagreader.h"

#include <algorithm>

namespace mockforge::templating {

namespace {

constexpr int kMaxNesting = 32;

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
