// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/overrides.h"

#include "server/project/chaosreader.h"
#include "server/project/keys.h"
#include "server/project/loader.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <unistd.h>

namespace mockforge::project {

namespace {

constexpr std::string_view kPrefix = "MOCKFORGE_";
/// Variables that the programs read themselves.
constexpr std::array<std::string_view, 6> kOfPrograms{"MOCKFORGE_CONFIG",      "MOCKFORGE_MODE",
                                                      "MOCKFORGE_PRESET",      "MOCKFORGE_ADMIN_URL",
                                                      "MOCKFORGE_ADMIN_TOKEN", "MOCKFORGE_HEALTH_URL"};

/// A rule or one of MockForge's sections: a list or a mapping.
bool isChaosSection(std::string_view name)
{
    constexpr std::string_view kChaos = "observability.chaos.";
    const std::string_view rest = name.starts_with(kChaos) ? name.substr(kChaos.size()) : std::string_view();
    return rest == "rules" || rest == "presets" || rest == "timelines" ||
           std::any_of(chaosSections().begin(), chaosSections().end(),
                       [rest](const auto &section) { return section.name == rest; });
}

/// Whether one value on a command line can set the key.
bool isSettable(const Key<Project> &key)
{
    return key.name != "routes" && key.name != "observability.scenarios.presets" &&
           key.name != "websocket.endpoints" && key.name != "graphql.state" && key.name != "graphql.rules" &&
           key.name != "grpc.rules" && key.name != "graphql.list_size" &&
           key.name != "graphql.subscriptions.connection_params" && !isChaosSection(key.name);
}

Value valueOf(const std::string &text, bool list)
{
    Value value;
    if (!list) {
        setScalar(value, text, false);
        return value;
    }
    value.kind = Value::Kind::List;
    for (std::size_t start = 0; start <= text.size();) {
        const std::size_t comma = std::min(text.find(',', start), text.size());
        Value item;
        setScalar(item, text.substr(start, comma - start), false);
        value.items.push_back(std::move(item));
        start = comma + 1;
    }
    return value;
}

} // namespace

std::string environmentName(const std::string &key)
{
    std::string name(kPrefix);
    for (const char c : key)
        name += c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return name;
}

void applyOverrides(const control::Overrides &overrides, Project &project,
                    std::vector<control::Diagnostic> &diagnostics)
{
    const std::vector<Key<Project>> &keys = projectKeys();
    for (std::size_t i = 0; i < overrides.keys.size(); ++i) {
        const auto &[name, text] = overrides.keys[i];
        Findings findings(i < overrides.origins.size() ? overrides.origins[i] : name);
        const auto key = std::find_if(keys.begin(), keys.end(), [&name = name](const auto &candidate) {
            return candidate.name == name && isSettable(candidate);
        });
        if (key == keys.end()) {
            std::vector<std::string> names;
            for (const Key<Project> &candidate : keys)
                names.push_back(candidate.name);
            findings.error({}, "unknown_key", "there is no key '" + name + "'", suggestionFor(name, names));
        } else {
            const bool list = key->type == KeyType::List || name.ends_with("status_codes");
            key->apply(project, valueOf(text, list), findings);
        }
        diagnostics.insert(diagnostics.end(), findings.list().begin(), findings.list().end());
    }
}

control::Overrides overridesFromEnvironment(std::vector<control::Diagnostic> &diagnostics)
{
    std::vector<std::pair<std::string, std::string>> known; // variable, key
    std::vector<std::string> names;
    for (const Key<Project> &key : projectKeys()) {
        if (isSettable(key)) {
            known.emplace_back(environmentName(key.name), key.name);
            names.push_back(known.back().first);
        }
    }
    control::Overrides overrides;
    for (char **variable = environ; *variable != nullptr; ++variable) {
        const std::string_view text(*variable);
        const std::size_t equals = text.find('=');
        if (!text.starts_with(kPrefix) || equals == std::string_view::npos)
            continue;
        const std::string name(text.substr(0, equals));
        const auto found =
            std::find_if(known.begin(), known.end(), [&](const auto &pair) { return pair.first == name; });
        if (found != known.end()) {
            overrides.keys.emplace_back(found->second, std::string(text.substr(equals + 1)));
            overrides.origins.push_back(name);
        } else if (std::find(kOfPrograms.begin(), kOfPrograms.end(), name) == kOfPrograms.end()) {
            Findings findings(name);
            findings.warning({}, "unknown_variable",
                             "the environment variable " + name + " means nothing here",
                             suggestionFor(name, names));
            diagnostics.insert(diagnostics.end(), findings.list().begin(), findings.list().end());
        }
    }
    return overrides;
}

} // namespace mockforge::project
