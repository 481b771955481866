// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/templating/program.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace mockforge::templating {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kMaxJsonNesting = 100;

/// A piece of a JSON template. Members of an object are its children with `key` set.
struct JsonNode
{
    enum class Kind : std::uint8_t { Raw, Typed, Text, Object, Array, Block };
    Kind kind = Kind::Raw;
    std::string raw; ///< Raw: JSON text
    Program program; ///< Text; Typed: one Output
    Program key;
    std::vector<BlockHead> head;    ///< Block: one
    std::vector<JsonNode> children; ///< Block: the body and, for #if and #unless, what is behind "else"

    bool isLoop() const
    {
        return kind == Kind::Block &&
               (head.front().kind == BlockKind::Each || head.front().kind == BlockKind::Repeat);
    }
};

std::string dump(const Json &value)
{
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool isBlockKey(std::string_view key)
{
    for (const std::string_view word : {"#if", "#unless", "#each", "#repeat"}) {
        if (key.substr(0, word.size()) == word && (key.size() == word.size() || key[word.size()] == ' '))
            return true;
    }
    return false;
}

bool isConstantProgram(const Program &program)
{
    return program.empty() || (program.size() == 1 && program.front().kind == Node::Kind::Text);
}

class JsonReader
{
public:
    explicit JsonReader(std::vector<JsonTemplate::Located> &errors)
        : m_errors(errors)
    {}

    JsonNode read(const Json &value, const std::string &pointer, int loops, int depth)
    {
        JsonNode node;
        if (depth > kMaxJsonNesting) {
            fail(pointer, "the value nests deeper than 100");
            return node;
        }
        if (value.is_string()) {
            readString(node, value.get_ref<const std::string &>(), pointer, loops);
        } else if (value.is_array()) {
            node.kind = JsonNode::Kind::Array;
            for (std::size_t i = 0; i < value.size(); ++i)
                node.children.push_back(read(value[i], pointer + "/" + std::to_string(i), loops, depth + 1));
        } else if (value.is_object()) {
            readObject(node, value, pointer, loops, depth);
        } else {
            node.raw = dump(value);
        }
        fold(node, value);
        return node;
    }

private:
    void fail(const std::string &pointer, std::string message)
    {
        m_errors.push_back({pointer, {{}, std::move(message), {}}});
    }

    Program text(std::string_view source, const std::string &pointer, int loops)
    {
        std::vector<CompileError> found;
        Program program = parseProgram(source, loops, found);
        for (CompileError &error : found)
            m_errors.push_back({pointer, std::move(error)});
        return program;
    }

    void readString(JsonNode &node, const std::string &source, const std::string &pointer, int loops)
    {
        node.program = text(source, pointer, loops);
        const bool typed = node.program.size() == 1 && node.program.front().kind == Node::Kind::Output;
        node.kind = typed ? JsonNode::Kind::Typed : JsonNode::Kind::Text;
        if (isConstantProgram(node.program)) {
            node.kind = JsonNode::Kind::Raw;
            appendJsonString(node.raw, node.program.empty() ? std::string() : node.program.front().text);
        }
    }

    static std::string escaped(std::string key)
    {
        std::string out; // RFC 6901 §3
        for (const char c : key)
            out += c == '~' ? std::string("~0") : (c == '/' ? std::string("~1") : std::string(1, c));
        return out;
    }

    void readObject(JsonNode &node, const Json &value, const std::string &pointer, int loops, int depth)
    {
        if (!value.empty() && isBlockKey(value.begin().key()))
            return readBlock(node, value, pointer, loops, depth);
        node.kind = JsonNode::Kind::Object;
        for (const auto &[key, member] : value.items()) {
            const std::string at = pointer + "/" + escaped(key);
            if (isBlockKey(key))
                fail(at, "\"" + key + "\" must be the only key of its object");
            JsonNode child = read(member, at, loops, depth + 1);
            child.key = text(key, at, loops);
            node.children.push_back(std::move(child));
        }
    }

    void readBlock(JsonNode &node, const Json &value, const std::string &pointer, int loops, int depth)
    {
        const std::string &key = value.begin().key();
        const std::string at = pointer + "/" + escaped(key);
        node.kind = JsonNode::Kind::Block;
        std::vector<CompileError> found;
        node.head.push_back(parseBlockHead(key, loops, found));
        for (CompileError &error : found)
            m_errors.push_back({at, std::move(error)});
        node.children.push_back(read(value.begin().value(), at, loops + (node.isLoop() ? 1 : 0), depth + 1));
        for (auto member = std::next(value.begin()); member != value.end(); ++member) {
            if (member.key() == "else" && !node.isLoop())
                node.children.push_back(read(member.value(), pointer + "/else", loops, depth + 1));
            else
                fail(at, "\"" + key + "\" must be the only key of its object, not beside \"" + member.key() +
                             "\"");
        }
    }

    /// What holds no expression is written out once, here.
    static void fold(JsonNode &node, const Json &value)
    {
        if (node.kind != JsonNode::Kind::Object && node.kind != JsonNode::Kind::Array)
            return;
        const bool constant =
            std::all_of(node.children.begin(), node.children.end(), [](const JsonNode &child) {
                return child.kind == JsonNode::Kind::Raw && isConstantProgram(child.key);
            });
        if (!constant)
            return;
        std::string raw(1, value.is_object() ? '{' : '[');
        for (const JsonNode &child : node.children) {
            if (raw.size() > 1)
                raw += ',';
            if (value.is_object()) {
                appendJsonString(raw, child.key.empty() ? std::string() : child.key.front().text);
                raw += ':';
            }
            raw += child.raw;
        }
        raw += value.is_object() ? '}' : ']';
        node = JsonNode{};
        node.raw = std::move(raw);
    }

    std::vector<JsonTemplate::Located> &m_errors;
};

class JsonWriter
{
public:
    JsonWriter(Scope &scope, std::string &out)
        : m_scope(scope)
        , m_out(out)
    {}

    void value(const JsonNode &node)
    {
        switch (node.kind) {
        case JsonNode::Kind::Raw:
            m_out += node.raw;
            break;
        case JsonNode::Kind::Text:
            quoted(node.program);
            break;
        case JsonNode::Kind::Typed: {
            Value result;
            evaluate(node.program.front().expression, m_scope, result);
            result.appendJson(m_out);
            break;
        }
        case JsonNode::Kind::Object:
            object(node);
            break;
        case JsonNode::Kind::Array: {
            m_out += '[';
            bool first = true;
            for (const JsonNode &child : node.children)
                element(child, first);
            m_out += ']';
            break;
        }
        case JsonNode::Kind::Block:
            block(node);
            break;
        }
        if (m_out.size() > Template::kMaxOutput && !m_scope.error)
            m_scope.error = Error{"template_output_too_large", "the reply grew over 16 MiB", {}};
    }

private:
    void quoted(const Program &program)
    {
        m_out += '"';
        const std::size_t start = m_out.size();
        renderProgram(program, m_scope, m_out);
        escapeTail(m_out, start);
        m_out += '"';
    }

    void separate(bool &first)
    {
        if (!first)
            m_out += ',';
        first = false;
    }

    /// The branch an #if takes; null when it takes none.
    const JsonNode *branch(const JsonNode &node)
    {
        if (holds(node.head.front(), m_scope))
            return &node.children.front();
        return node.children.size() > 1 ? &node.children[1] : nullptr;
    }

    void object(const JsonNode &node)
    {
        m_out += '{';
        bool first = true;
        for (const JsonNode &child : node.children) {
            if (m_scope.error)
                return;
            const JsonNode *shown = &child;
            if (child.kind == JsonNode::Kind::Block && !child.isLoop())
                shown = branch(child);
            if (!shown)
                continue;
            separate(first);
            quoted(child.key);
            m_out += ':';
            value(*shown);
        }
        m_out += '}';
    }

    /// A loop in a list expands in place; an #if that does not hold leaves nothing.
    void element(const JsonNode &node, bool &first)
    {
        if (m_scope.error)
            return;
        if (node.isLoop()) {
            runLoop(node.head.front(), m_scope, [&] { element(node.children.front(), first); });
        } else if (node.kind == JsonNode::Kind::Block) {
            if (const JsonNode *shown = branch(node))
                element(*shown, first);
        } else {
            separate(first);
            value(node);
        }
    }

    void block(const JsonNode &node)
    {
        if (node.isLoop()) {
            m_out += '[';
            bool first = true;
            element(node, first);
            m_out += ']';
        } else if (const JsonNode *shown = branch(node)) {
            value(*shown);
        } else {
            m_out += "null";
        }
    }

    Scope &m_scope;
    std::string &m_out;
};

} // namespace

struct JsonTemplate::Private
{
    JsonNode root;
};

JsonTemplate::JsonTemplate() = default;
JsonTemplate::~JsonTemplate() = default;
JsonTemplate::JsonTemplate(JsonTemplate &&) noexcept = default;
JsonTemplate &JsonTemplate::operator=(JsonTemplate &&) noexcept = default;

bool JsonTemplate::compile(const nlohmann::ordered_json &value, std::vector<Located> &errors)
{
    const std::size_t before = errors.size();
    d = std::make_unique<Private>();
    d->root = JsonReader(errors).read(value, {}, 0, 0);
    return errors.size() == before;
}

bool JsonTemplate::isConstant() const noexcept
{
    return !d || d->root.kind == JsonNode::Kind::Raw;
}

Result<void> JsonTemplate::render(const Context &context, std::string &out) const
{
    if (!d) {
        out += "null";
        return {};
    }
    Scope scope(context);
    JsonWriter(scope, out).value(d->root);
    if (scope.error)
        return *scope.error;
    return {};
}

} // namespace mockforge::templating
