// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/replyfault.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <iterator>

namespace mockforge::chaos {

namespace {

using Json = nlohmann::ordered_json;

Json *member(Json &json, const std::string &name)
{
    if (json.is_object()) {
        const auto found = json.find(name);
        return found == json.end() ? nullptr : &*found;
    }
    std::size_t index = 0;
    const char *const end = name.data() + name.size();
    if (!json.is_array() || std::from_chars(name.data(), end, index).ptr != end || index >= json.size())
        return nullptr;
    return &json[index];
}

/// By dotted path; array elements by their number.
Json *find(Json &json, const std::string &path)
{
    Json *at = &json;
    for (std::size_t start = 0; at && start <= path.size();) {
        const std::size_t dot = std::min(path.find('.', start), path.size());
        at = member(*at, path.substr(start, dot - start));
        start = dot + 1;
    }
    return at;
}

bool drop(Json &json, const std::string &path)
{
    const std::size_t dot = path.rfind('.');
    Json *const parent = dot == std::string::npos ? &json : find(json, path.substr(0, dot));
    const std::string name = dot == std::string::npos ? path : path.substr(dot + 1);
    if (!parent || !member(*parent, name))
        return false;
    if (parent->is_object())
        parent->erase(name);
    else
        parent->erase(static_cast<std::size_t>(member(*parent, name) - &(*parent)[0]));
    return true;
}

/// A value of another type than a client expects there.
void flip(Json &field)
{
    if (field.is_string())
        field = 0;
    else if (field.is_number())
        field = field.dump();
    else if (field.is_boolean())
        field = field.get<bool>() ? "true" : "false";
    else if (field.is_array())
        field = Json::object();
    else if (field.is_object())
        field = Json::array();
    else
        field = "null";
}

/// A field by chance, of the outermost object, or of the first object of an array.
bool dropAny(Json &json, Random &random)
{
    Json *const object = json.is_array() && !json.empty() ? &json[0] : &json;
    if (!object->is_object() || object->empty())
        return false;
    const auto index = random.between(0, static_cast<std::int64_t>(object->size()) - 1);
    object->erase(std::next(object->begin(), index));
    return true;
}

class JsonFields final : public ReplyFault
{
public:
    explicit JsonFields(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    bool shape(exchange::Response &reply, Draw &draw) const override
    {
        Json json = Json::parse(reply.content(), nullptr, false);
        if (!json.is_object() && !json.is_array())
            return false;
        bool changed = false;
        for (const std::string &path : m_settings.drop)
            changed = drop(json, path) || changed;
        for (const std::string &path : m_settings.flip) {
            if (Json *const field = find(json, path)) {
                flip(*field);
                changed = true;
            }
        }
        if (m_settings.drop.empty() && m_settings.flip.empty())
            changed = dropAny(json, draw.random);
        if (changed) {
            reply.shared.reset();
            reply.body = json.dump(-1, ' ', false, Json::error_handler_t::replace);
        }
        return changed;
    }

private:
    project::FaultSettings m_settings;
};

} // namespace

std::unique_ptr<Fault> makeJsonFields(const project::FaultSettings &settings)
{
    return std::make_unique<JsonFields>(settings);
}

} // namespace mockforge::chaos
