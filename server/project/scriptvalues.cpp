// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/scriptvalues.h"

#include "server/project/bodyreader.h"
#include "server/project/matchreader.h"

namespace mockforge::project {

namespace {

std::optional<std::string> decodeHex(std::string_view text)
{
    std::string bytes;
    int high = -1;
    for (const char c : text) {
        if (c == ' ' || c == ':' || c == '\n')
            continue;
        const int digit = c >= '0' && c <= '9'   ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : -1;
        if (digit < 0)
            return std::nullopt;
        if (high < 0) {
            high = digit;
        } else {
            bytes += static_cast<char>(high * 16 + digit);
            high = -1;
        }
    }
    return high < 0 ? std::optional(bytes) : std::nullopt;
}

std::optional<std::string> hexOf(const std::string &key, const Value &value, Findings &findings)
{
    const auto text = value.isScalar() ? std::optional(value.text) : toText(key, value, findings);
    if (!text)
        return std::nullopt;
    auto bytes = decodeHex(*text);
    if (!bytes)
        findings.error(value.location, "bad_hex", key + " is not hexadecimal",
                       "two digits for each byte: 01 ff");
    return bytes;
}

} // namespace

void unknown(const std::string &what, const Entry &entry, const std::vector<std::string> &known,
             Findings &findings)
{
    findings.error(entry.location, "unknown_key", "there is no " + what + " '" + entry.key + "'",
                   suggestionFor(entry.key, known));
}

bool isMap(const std::string &key, const Value &value, Findings &findings)
{
    if (value.kind == Value::Kind::Map)
        return true;
    wrongType(key, value, "a mapping", findings);
    return false;
}

void readPayload(const Value &value, Body &payload)
{
    payload.location = value.location;
    if (value.kind == Value::Kind::List || value.kind == Value::Kind::Map) {
        payload.kind = Body::Kind::Json;
        payload.json = toJson(value);
    } else {
        payload.kind = Body::Kind::Text;
        payload.text = value.text;
    }
}

void readBinary(const std::string &key, const Value &value, Body &payload, Findings &findings)
{
    payload.location = value.location;
    payload.kind = Body::Kind::Base64;
    if (key.ends_with("hex")) {
        payload.text = hexOf(key, value, findings).value_or("");
    } else if (const auto text = toText(key, value, findings)) {
        auto bytes = decodeBase64(*text);
        if (!bytes)
            findings.error(value.location, "bad_base64", key + " is not base64");
        payload.text = std::move(bytes).value_or("");
    }
}

void readMatch(const std::string &key, const Value &value, MessageMatch &match, Findings &findings)
{
    if (value.kind != Value::Kind::Map) {
        readBodyConditions(key, value, match.conditions, findings);
        return;
    }
    Value rest = value;
    rest.entries.clear();
    for (const Entry &entry : value.entries) {
        if (entry.key == "kind") {
            if (const auto kind = toChoice(key + ".kind", entry.value, {"text", "binary"}, findings))
                match.binary = *kind == "binary";
        } else if (entry.key == "binary_prefix") {
            match.binary = true;
            match.binaryPrefix = hexOf(key + ".binary_prefix", entry.value, findings).value_or("");
        } else {
            rest.entries.push_back(entry);
        }
    }
    readBodyConditions(key, rest, match.conditions, findings);
}

} // namespace mockforge::project
