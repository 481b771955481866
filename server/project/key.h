// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/convert.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace mockforge::project {

/// What kind of value a key takes, for the schema, the reference page and messages.
enum class KeyType { Boolean, Integer, Number, Size, Duration, Text, Choice, List, Any };

/// One key of the project file: the only place that knows its name, type, default, range and meaning. The
/// reader, the overrides, the JSON Schema and the reference page are all made from these.
template <typename Target>
struct Key
{
    std::string name; ///< dotted, from the target's own top: "http.port"
    KeyType type = KeyType::Any;
    std::string defaultText; ///< as one would write it; empty: none
    std::string description;
    double low = 0;
    double high = 0;
    std::vector<std::string> choices;
    nlohmann::ordered_json schema; ///< for KeyType::Any
    std::function<void(Target &, const Value &, Findings &)> apply;
};

/// A key that MockForge's files may hold and this program does not serve: named in a warning, never silently
/// dropped.
struct UnservedKey
{
    std::string name;
    std::string what; ///< "gRPC is not served by this version"
};

template <typename Target, typename Access>
Key<Target> booleanKey(std::string name, std::string description, Access access)
{
    Target defaults;
    return {name,
            KeyType::Boolean,
            access(defaults) ? "true" : "false",
            std::move(description),
            0,
            0,
            {},
            {},
            [name, access](Target &target, const Value &value, Findings &findings) {
                if (const auto read = toBoolean(name, value, findings))
                    access(target) = *read;
            }};
}

template <typename Target, typename Access>
Key<Target> integerKey(std::string name, std::string description, std::int64_t low, std::int64_t high,
                       Access access)
{
    Target defaults;
    return {name,
            KeyType::Integer,
            std::to_string(access(defaults)),
            std::move(description),
            static_cast<double>(low),
            static_cast<double>(high),
            {},
            {},
            [name, low, high, access](Target &target, const Value &value, Findings &findings) {
                if (const auto read = toInteger(name, value, low, high, findings))
                    access(target) = static_cast<std::remove_reference_t<decltype(access(target))>>(*read);
            }};
}

template <typename Target, typename Access>
Key<Target> portKey(std::string name, std::string description, Access access)
{
    return integerKey<Target>(std::move(name), std::move(description), 0, 65535, access);
}

template <typename Target, typename Access>
Key<Target> numberKey(std::string name, std::string description, double low, double high, Access access)
{
    Target defaults;
    return {name,
            KeyType::Number,
            nlohmann::json(access(defaults)).dump(),
            std::move(description),
            low,
            high,
            {},
            {},
            [name, low, high, access](Target &target, const Value &value, Findings &findings) {
                if (const auto read = toNumber(name, value, low, high, findings))
                    access(target) = *read;
            }};
}

std::string sizeText(std::int64_t bytes);
std::string durationText(std::int64_t ms);

template <typename Target, typename Access>
Key<Target> sizeKey(std::string name, std::string description, std::int64_t low, std::int64_t high,
                    Access access)
{
    Target defaults;
    return {name,
            KeyType::Size,
            sizeText(access(defaults)),
            std::move(description),
            static_cast<double>(low),
            static_cast<double>(high),
            {},
            {},
            [name, low, high, access](Target &target, const Value &value, Findings &findings) {
                if (const auto read = toSize(name, value, low, high, findings))
                    access(target) = *read;
            }};
}

template <typename Target, typename Access>
Key<Target> durationKey(std::string name, std::string description, std::int64_t low, std::int64_t high,
                        Access access)
{
    Target defaults;
    return {name,
            KeyType::Duration,
            durationText(access(defaults)),
            std::move(description),
            static_cast<double>(low),
            static_cast<double>(high),
            {},
            {},
            [name, low, high, access](Target &target, const Value &value, Findings &findings) {
                if (const auto read = toDuration(name, value, low, high, findings))
                    access(target) = static_cast<std::remove_reference_t<decltype(access(target))>>(*read);
            }};
}

template <typename Target, typename Access>
Key<Target> textKey(std::string name, std::string description, Access access)
{
    Target defaults;
    return {name,
            KeyType::Text,
            access(defaults),
            std::move(description),
            0,
            0,
            {},
            {},
            [name, access](Target &target, const Value &value, Findings &findings) {
                if (auto read = toText(name, value, findings))
                    access(target) = std::move(*read);
            }};
}

template <typename Target, typename Access>
Key<Target> choiceKey(std::string name, std::string description, std::vector<std::string> choices,
                      Access access)
{
    Target defaults;
    return {name,
            KeyType::Choice,
            access(defaults),
            std::move(description),
            0,
            0,
            choices,
            {},
            [name, choices, access](Target &target, const Value &value, Findings &findings) {
                if (auto read = toChoice(name, value, choices, findings))
                    access(target) = std::move(*read);
            }};
}

template <typename Target, typename Access>
Key<Target> listKey(std::string name, std::string description, Access access)
{
    Target defaults;
    std::string text;
    for (const std::string &item : access(defaults))
        text += (text.empty() ? "" : ", ") + nlohmann::json(item).dump();
    return {name,
            KeyType::List,
            "[" + text + "]",
            std::move(description),
            0,
            0,
            {},
            {},
            [name, access](Target &target, const Value &value, Findings &findings) {
                if (auto read = toList(name, value, findings))
                    access(target) = std::move(*read);
            }};
}

template <typename Target, typename Apply>
Key<Target> anyKey(std::string name, std::string defaultText, std::string description,
                   nlohmann::ordered_json schema, Apply apply)
{
    return {name, KeyType::Any, std::move(defaultText), std::move(description), 0, 0, {}, std::move(schema),
            apply};
}

/// Reads a mapping by its keys: nested mappings follow the dots. Unknown keys are errors with the nearest
/// known one; unserved ones are warnings.
template <typename Target>
void readMap(const Value &map, const std::string &prefix, const std::string &title,
             const std::vector<Key<Target>> &keys, const std::vector<UnservedKey> &unserved, Target &target,
             Findings &findings)
{
    if (map.kind == Value::Kind::Null)
        return;
    if (map.kind != Value::Kind::Map) {
        wrongType(title.empty() ? "the project" : title, map, "a mapping", findings);
        return;
    }
    for (const Entry &entry : map.entries) {
        const std::string name = prefix + entry.key;
        const std::string shown = title.empty() ? name : title + "." + entry.key;
        bool known = false;
        for (const Key<Target> &key : keys) {
            if (key.name == name) {
                if (entry.value.kind != Value::Kind::Null || key.type == KeyType::Any)
                    key.apply(target, entry.value, findings);
                known = true;
            } else if (key.name.starts_with(name + ".") && !known) {
                readMap(entry.value, name + ".", shown, keys, unserved, target, findings);
                known = true;
            }
            if (known)
                break;
        }
        for (const UnservedKey &key : unserved) {
            if (!known && key.name == name) {
                findings.warning(entry.location, "not_supported",
                                 key.what + ": '" + shown + "' has no effect");
                known = true;
            }
        }
        if (known)
            continue;
        std::vector<std::string> siblings;
        for (const Key<Target> &key : keys) {
            if (!key.name.starts_with(prefix))
                continue;
            std::string sibling = key.name.substr(prefix.size());
            sibling.resize(std::min(sibling.size(), sibling.find('.')));
            if (siblings.empty() || siblings.back() != sibling)
                siblings.push_back(std::move(sibling));
        }
        findings.error(entry.location, "unknown_key", "there is no key '" + shown + "'",
                       suggestionFor(entry.key, siblings));
    }
}

} // namespace mockforge::project
