// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/exchange/request.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace mockforge::exchange {

namespace {

constexpr int kMaxJsonDepth = 200;

constexpr char lower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

constexpr int hexValue(char c) noexcept
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

void decodeInto(std::string_view text, bool plusIsSpace, std::string &out)
{
    out.clear();
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '%' && i + 2 < text.size()) {
            const int high = hexValue(text[i + 1]);
            const int low = hexValue(text[i + 2]);
            if (high >= 0 && low >= 0) {
                out.push_back(static_cast<char>(high * 16 + low));
                i += 2;
                continue;
            }
        }
        out.push_back(plusIsSpace && c == '+' ? ' ' : c);
    }
}

/// Decides before parsing, because the parser recurses when its values are destroyed or copied.
bool nestsTooDeep(std::string_view text) noexcept
{
    int depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            if (++depth > kMaxJsonDepth)
                return true;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

std::string_view trimmed(std::string_view text) noexcept
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

std::optional<std::string_view> firstNamed(const std::vector<NameValue> &items, std::string_view name)
{
    for (const NameValue &item : items) {
        if (item.first == name)
            return std::string_view(item.second);
    }
    return std::nullopt;
}

} // namespace

struct Request::Decoded
{
    std::vector<std::string> segments;
    std::vector<NameValue> query;
    std::vector<NameValue> cookies;
    nlohmann::json json;
    bool hasSegments = false;
    bool hasQuery = false;
    bool hasCookies = false;
    bool triedJson = false;
    bool isJson = false;
};

Request::Request() = default;
Request::~Request() = default;
Request::Request(Request &&) noexcept = default;
Request &Request::operator=(Request &&) noexcept = default;

Request::Decoded &Request::decoded() const
{
    if (!m_decoded)
        m_decoded = std::make_unique<Decoded>();
    return *m_decoded;
}

std::optional<std::string_view> Request::header(std::string_view name) const
{
    for (const Field &field : headers) {
        if (equalsIgnoreCase(field.name, name))
            return field.value;
    }
    return std::nullopt;
}

const std::vector<std::string> &Request::segments() const
{
    Decoded &parts = decoded();
    if (parts.hasSegments)
        return parts.segments;
    parts.hasSegments = true;
    std::string_view rest = path;
    if (!rest.empty() && rest.front() == '/')
        rest.remove_prefix(1);
    parts.segments.resize(static_cast<std::size_t>(std::count(rest.begin(), rest.end(), '/')) + 1);
    for (std::string &segment : parts.segments) {
        const std::size_t slash = std::min(rest.find('/'), rest.size());
        decodeInto(rest.substr(0, slash), false, segment);
        rest.remove_prefix(std::min(slash + 1, rest.size()));
    }
    return parts.segments;
}

const std::vector<NameValue> &Request::queryItems() const
{
    Decoded &parts = decoded();
    if (parts.hasQuery)
        return parts.query;
    parts.hasQuery = true;
    parts.query.clear();
    std::string_view rest = query;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('&'), rest.size());
        const std::string_view item = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (item.empty())
            continue;
        const std::size_t equals = std::min(item.find('='), item.size());
        NameValue &added = parts.query.emplace_back();
        decodeInto(item.substr(0, equals), true, added.first);
        decodeInto(item.substr(std::min(equals + 1, item.size())), true, added.second);
    }
    return parts.query;
}

std::optional<std::string_view> Request::queryItem(std::string_view name) const
{
    if (query.empty())
        return std::nullopt;
    return firstNamed(queryItems(), name);
}

const std::vector<NameValue> &Request::cookies() const
{
    Decoded &parts = decoded();
    if (parts.hasCookies)
        return parts.cookies;
    parts.hasCookies = true;
    parts.cookies.clear();
    for (const Field &field : headers) {
        if (!equalsIgnoreCase(field.name, "cookie"))
            continue;
        std::string_view rest = field.value;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find(';'), rest.size());
            const std::string_view pair = rest.substr(0, end);
            rest.remove_prefix(std::min(end + 1, rest.size()));
            const std::size_t equals = pair.find('=');
            if (equals == std::string_view::npos)
                continue;
            std::string_view value = trimmed(pair.substr(equals + 1));
            if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
                value = value.substr(1, value.size() - 2);
            parts.cookies.emplace_back(trimmed(pair.substr(0, equals)), value);
        }
    }
    return parts.cookies;
}

std::optional<std::string_view> Request::cookie(std::string_view name) const
{
    return firstNamed(cookies(), name);
}

const nlohmann::json *Request::json() const
{
    if (m_given)
        return m_given;
    if (body.empty())
        return nullptr;
    Decoded &parts = decoded();
    if (!parts.triedJson) {
        parts.triedJson = true;
        if (!nestsTooDeep(body)) {
            parts.json = nlohmann::json::parse(body.begin(), body.end(), nullptr, false);
            parts.isJson = !parts.json.is_discarded();
        }
    }
    return parts.isJson ? &parts.json : nullptr;
}

void Request::clear()
{
    method = target = path = query = body = peer = {};
    headers.clear();
    m_given = nullptr;
    peerPort = 0;
    secure = false;
    httpMinor = 1;
    if (!m_decoded)
        return;
    // The segments' strings are overwritten by the next request; the rest is emptied when it is used.
    m_decoded->hasSegments = m_decoded->hasQuery = m_decoded->hasCookies = false;
    if (m_decoded->triedJson)
        m_decoded->json = nullptr;
    m_decoded->triedJson = m_decoded->isJson = false;
}

std::string percentDecode(std::string_view text, bool plusIsSpace)
{
    std::string out;
    decodeInto(text, plusIsSpace, out);
    return out;
}

bool equalsIgnoreCase(std::string_view a, std::string_view b) noexcept
{
    if (a.size() != b.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (lower(a[i]) != lower(b[i]))
            return false;
    }
    return true;
}

} // namespace mockforge::exchange
