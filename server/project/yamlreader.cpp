// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/yamlreader.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <unordered_map>

namespace mockforge::project {

namespace {

constexpr std::size_t kMaxBytes = 16 * 1024 * 1024;
constexpr std::size_t kMaxNodes = 1'000'000;
constexpr std::size_t kMaxDepth = 100;

struct TooMuch
{
    Location location;
    const char *message;
};

Location placeOf(const YAML::Mark &mark)
{
    return mark.is_null() ? Location{} : Location{mark.line + 1, mark.column + 1};
}

/// Copies yaml-cpp's graph into a tree, counting as it goes: an alias costs what it stands for.
class Converter
{
public:
    explicit Converter(Findings &findings)
        : m_findings(findings)
    {}

    Value convert(const YAML::Node &node, std::size_t depth)
    {
        Value value;
        value.location = placeOf(node.Mark());
        if (++m_nodes > kMaxNodes)
            throw TooMuch{value.location,
                          "the file has more than a million values once its aliases are followed"};
        if (depth > kMaxDepth)
            throw TooMuch{value.location, "the file is nested more than 100 levels deep"};
        if (node.IsSequence()) {
            value.kind = Value::Kind::List;
            for (const YAML::Node &item : node)
                value.items.push_back(convert(item, depth + 1));
        } else if (node.IsMap()) {
            value.kind = Value::Kind::Map;
            convertMap(node, depth, value);
        } else if (node.IsScalar()) {
            setScalar(value, node.Scalar(), node.Tag() == "!" || node.Tag() == "tag:yaml.org,2002:str");
        }
        return value;
    }

private:
    void convertMap(const YAML::Node &node, std::size_t depth, Value &value)
    {
        std::unordered_map<std::string, Location> seen;
        for (const auto &pair : node) {
            const Location where = placeOf(pair.first.Mark());
            if (!pair.first.IsScalar()) {
                m_findings.error(where, "bad_key", "a key must be plain text");
                continue;
            }
            const std::string &key = pair.first.Scalar();
            if (const auto [earlier, added] = seen.emplace(key, where); !added) {
                m_findings.error(where, "duplicate_key",
                                 "'" + key + "' stands twice, first in line " +
                                     std::to_string(earlier->second.line),
                                 "remove one of them");
                continue;
            }
            value.entries.push_back({key, where, convert(pair.second, depth + 1)});
        }
    }

    Findings &m_findings;
    std::size_t m_nodes = 0;
};

/// Takes note of where documents begin, and of nothing else.
class DocumentStarts : public YAML::EventHandler
{
public:
    std::vector<Location> places;

    void OnDocumentStart(const YAML::Mark &mark) override { places.push_back(placeOf(mark)); }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark &, YAML::anchor_t) override {}
    void OnAlias(const YAML::Mark &, YAML::anchor_t) override {}
    void OnScalar(const YAML::Mark &, const std::string &, YAML::anchor_t, const std::string &) override {}
    void OnSequenceStart(const YAML::Mark &, const std::string &, YAML::anchor_t,
                         YAML::EmitterStyle::value) override
    {}
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark &, const std::string &, YAML::anchor_t,
                    YAML::EmitterStyle::value) override
    {}
    void OnMapEnd() override {}
};

/// Where a second document, or text that belongs to none, begins. Looks at two documents at most: yaml-cpp's
/// LoadAll never ends on text such as a lone comma.
std::optional<Location> secondDocument(const std::string &text)
{
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    DocumentStarts starts;
    if (!parser.HandleNextDocument(starts) || !parser.HandleNextDocument(starts) || starts.places.size() < 2)
        return std::nullopt;
    return starts.places[1];
}

bool isUtf8(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const std::size_t length = byte < 0x80         ? 1
                                   : byte >> 5 == 0x6  ? 2
                                   : byte >> 4 == 0xe  ? 3
                                   : byte >> 3 == 0x1e ? 4
                                                       : 0;
        if (length == 0 || i + length > text.size())
            return false;
        for (std::size_t k = 1; k < length; ++k) {
            if ((static_cast<unsigned char>(text[i + k]) & 0xc0) != 0x80)
                return false;
        }
        i += length;
    }
    return true;
}

/// yaml-cpp's own parser recurses, and may be slow to give up: brackets are counted before it sees them.
bool isNestedTooDeep(std::string_view text)
{
    std::size_t depth = 0;
    for (const char c : text) {
        if (c == '[' || c == '{')
            ++depth;
        else if ((c == ']' || c == '}') && depth > 0)
            --depth;
        if (depth > 4 * kMaxDepth)
            return true;
    }
    return false;
}

} // namespace

std::optional<Value> readYaml(std::string_view text, Findings &findings)
{
    if (text.size() > kMaxBytes) {
        findings.error({}, "too_large", "the file is larger than 16 MiB",
                       "move large bodies to files and name them by body_file");
        return std::nullopt;
    }
    if (!isUtf8(text)) {
        findings.error({}, "not_utf8", "the file is not UTF-8 text", "save it as UTF-8");
        return std::nullopt;
    }
    if (isNestedTooDeep(text)) {
        findings.error({}, "too_large", "the file is nested too deep");
        return std::nullopt;
    }
    try {
        const std::string copy(text);
        if (const auto second = secondDocument(copy)) {
            findings.error(*second, "second_document", "a project file is one YAML document",
                           "remove the line with '---' and what follows");
            return std::nullopt;
        }
        return Converter(findings).convert(YAML::Load(copy), 0);
    } catch (const YAML::Exception &error) {
        std::string message = error.msg;
        std::string advice;
        if (text.find('\t') != std::string_view::npos)
            advice = "YAML does not allow tabs for indentation";
        findings.error(placeOf(error.mark), "syntax", "this is not valid YAML: " + message, advice);
    } catch (const TooMuch &error) {
        findings.error(error.location, "too_large", error.message);
    }
    return std::nullopt;
}

} // namespace mockforge::project
