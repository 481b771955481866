// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/bodyreader.h"

#include "server/project/delayreader.h"

#include <QByteArray>

#include <algorithm>
#include <cctype>

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;

void addHeader(Route &route, const std::string &name, const Value &value, Findings &findings)
{
    const auto isToken = [](unsigned char c) {
        return std::isalnum(c) != 0 ||
               std::string_view("!#$%&'*+-.^_`|~").find(static_cast<char>(c)) != std::string_view::npos;
    };
    if (name.empty() || !std::all_of(name.begin(), name.end(), isToken)) {
        findings.error(value.location, "bad_header", "'" + name + "' is not a header name",
                       "names consist of letters, digits and !#$%&'*+-.^_`|~");
        return;
    }
    if (auto text = toText("response.headers." + name, value, findings)) {
        if (text->find_first_of("\r\n") != std::string::npos || text->find('\0') != std::string::npos) {
            findings.error(value.location, "bad_header", "the value of " + name + " has a line break in it",
                           "a header value is one line; a list of values sends the header several times");
            return;
        }
        route.response.headers.emplace_back(name, std::move(*text));
        route.response.headerLocations.push_back(value.location);
    }
}

void readHeaders(Route &route, const Value &value, Findings &findings)
{
    if (value.kind != Value::Kind::Map) {
        wrongType("response.headers", value, "a mapping of names to values", findings);
        return;
    }
    for (const Entry &entry : value.entries) {
        if (entry.value.kind != Value::Kind::List) {
            addHeader(route, entry.key, entry.value, findings);
            continue;
        }
        for (const Value &item : entry.value.items)
            addHeader(route, entry.key, item, findings);
    }
}

bool claimBody(Route &route, const Value &value, Findings &findings)
{
    if (route.response.body.kind != Body::Kind::None) {
        findings.error(value.location, "conflict", "a response has one of body, body_file and body_base64",
                       "remove the others");
        return false;
    }
    route.response.body.location = value.location;
    return true;
}

void readBody(Route &route, const Value &value, Findings &findings)
{
    if (!claimBody(route, value, findings))
        return;
    Body &body = route.response.body;
    if (value.kind == Value::Kind::String) {
        body.kind = Body::Kind::Text;
        body.text = value.text;
    } else {
        body.kind = Body::Kind::Json;
        body.json = toJson(value);
    }
}

void readBodyFile(Route &route, const Value &value, Findings &findings)
{
    const auto text = toText("response.body_file", value, findings);
    if (!text || !claimBody(route, value, findings))
        return;
    route.response.body.kind = Body::Kind::File;
    route.response.body.file = *text; // resolved and checked by the loader
}

void readBase64(Route &route, const Value &value, Findings &findings)
{
    const auto text = toText("response.body_base64", value, findings);
    if (!text || !claimBody(route, value, findings))
        return;
    auto decoded = decodeBase64(*text);
    if (!decoded) {
        findings.error(value.location, "bad_base64", "response.body_base64 is not base64");
        return;
    }
    route.response.body.kind = Body::Kind::Base64;
    route.response.body.text = std::move(*decoded);
}

} // namespace

std::optional<std::string> decodeBase64(std::string_view text)
{
    QByteArray compact;
    for (const char c : text) {
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t')
            compact.append(c);
    }
    const auto decoded = QByteArray::fromBase64Encoding(compact, QByteArray::AbortOnBase64DecodingErrors);
    if (decoded.decodingStatus != QByteArray::Base64DecodingStatus::Ok)
        return std::nullopt;
    return decoded.decoded.toStdString();
}

void addBodyKeys(std::vector<Key<Route>> &keys)
{
    const Json scalar{{"type", {"string", "number", "boolean"}}};
    keys.push_back(anyKey<Route>(
        "response.headers", "", "Headers by name; a list of values repeats one; values may hold templates",
        Json{{"type", "object"},
             {"additionalProperties", {{"anyOf", {scalar, {{"type", "array"}, {"items", scalar}}}}}}},
        readHeaders));
    keys.push_back(anyKey<Route>("response.body", "",
                                 "Text, or YAML that is sent as JSON; may hold templates", Json::object(),
                                 readBody));
    keys.push_back(anyKey<Route>("response.body_file", "", "File inside the project's folder",
                                 Json{{"type", "string"}}, readBodyFile));
    keys.push_back(anyKey<Route>("response.template", "false",
                                 "Whether the text of body_file holds templates", Json{{"type", "boolean"}},
                                 [](Route &route, const Value &value, Findings &findings) {
                                     if (const auto on = toBoolean("response.template", value, findings))
                                         route.response.body.templated = *on;
                                 }));
    keys.push_back(
        anyKey<Route>("response.body_base64", "", "Bytes in base64", Json{{"type", "string"}}, readBase64));
    keys.push_back(
        anyKey<Route>("response.delay", "0ms", "Time to wait before the reply, or {min, max} for a range",
                      delayRangeSchema(), [](Route &route, const Value &value, Findings &findings) {
                          readDelayRange("response.delay", value, 600'000, route.response.delay, findings);
                      }));
}

} // namespace mockforge::project
