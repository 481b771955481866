// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What an editor of chaos rules asks: what rules can be made of, whether one is right, what its delay will be
// like. All of it comes from the keys and the faults themselves.

#include "server/chaos/faults/distribution.h"
#include "server/engine/chaosdesk.h"
#include "server/project/chaosreader.h"
#include "server/project/delayreader.h"
#include "server/project/faultkeys.h"

#include <algorithm>

namespace mockforge::engine {

namespace {

using Json = nlohmann::ordered_json;
using Type = control::ChaosKey::Type;

bool isOfType(const Json &schema, const char *type)
{
    return schema.is_object() && schema.contains("type") && schema["type"] == type;
}

/// A key whose type only its schema tells.
Type typeOf(const Json &schema, std::vector<std::string> &choices)
{
    if (schema == project::delaySchema())
        return Type::Delay;
    if (isOfType(schema, "boolean"))
        return Type::Boolean;
    if (isOfType(schema, "integer"))
        return Type::Integer;
    if (schema.is_object() && schema.contains("type") && schema["type"].is_array())
        return Type::Text; // a name or a number
    if (!schema.is_object() || !schema.contains("anyOf"))
        return Type::Json;
    const Json &one = schema["anyOf"].front();
    if (isOfType(one, "integer"))
        return Type::IntegerList;
    if (isOfType(one, "string"))
        return Type::List;
    if (one.is_object() && one.contains("enum")) {
        choices = one["enum"].get<std::vector<std::string>>();
        return Type::ChoiceList;
    }
    return Type::Json;
}

template <typename Target>
control::ChaosKey toControl(const project::Key<Target> &key)
{
    control::ChaosKey made{key.name, Type::Json, key.defaultText, key.description,
                           key.low,  key.high,   key.choices};
    switch (key.type) {
    case project::KeyType::Boolean:
        made.type = Type::Boolean;
        break;
    case project::KeyType::Integer:
        made.type = Type::Integer;
        break;
    case project::KeyType::Number:
        made.type = Type::Number;
        break;
    case project::KeyType::Size:
        made.type = Type::Size;
        break;
    case project::KeyType::Duration:
        made.type = Type::Duration;
        break;
    case project::KeyType::Text:
        made.type = Type::Text;
        break;
    case project::KeyType::Choice:
        made.type = Type::Choice;
        break;
    case project::KeyType::List:
        made.type = Type::List;
        break;
    case project::KeyType::Any:
        made.type = typeOf(key.schema, made.choices);
        break;
    }
    return made;
}

control::ChaosCatalogue makeCatalogue()
{
    control::ChaosCatalogue catalogue;
    for (const project::FaultType &type : project::faultTypes()) {
        control::ChaosFault fault{
            type.name, std::string(project::pointName(type.point)), type.description, {}};
        for (const auto &key : type.keys)
            fault.keys.push_back(toControl(key));
        catalogue.faults.push_back(std::move(fault));
    }
    for (const auto &key : project::chaosRuleKeys()) {
        if (key.name != "fault")
            catalogue.rule.push_back(toControl(key));
    }
    return catalogue;
}

} // namespace

const control::ChaosCatalogue &ChaosDesk::chaosCatalogue() const
{
    static const control::ChaosCatalogue catalogue = makeCatalogue();
    return catalogue;
}

std::vector<control::Diagnostic> ChaosDesk::checkChaosRule(const std::string &text) const
{
    project::ChaosRule rule;
    std::vector<control::Diagnostic> findings = project::checkChaosRuleText(text, rule);
    if (control::hasErrors(findings) || rule.fault.empty())
        return findings;
    // What only compiling finds: a regular expression, an address.
    if (auto compiled = chaos::Rule::compile(std::move(rule), 0, {}); !compiled)
        findings.push_back({control::Diagnostic::Severity::Error, "", 0, 0, compiled.error().code,
                            compiled.error().message, compiled.error().detail});
    return findings;
}

Result<control::ChaosDelaySample> ChaosDesk::sampleChaosDelay(const std::string &json,
                                                              std::size_t count) const
{
    project::Findings findings("");
    project::DelaySpec delay;
    project::readDelay("delay", project::fromJson(Json::parse(json, nullptr, false), {}), delay, findings);
    if (control::hasErrors(findings.list())) {
        const control::Diagnostic &first = findings.list().front();
        return Error{first.code, first.message, first.suggestion};
    }
    control::ChaosDelaySample sample;
    const bool isWave = delay.kind == project::DelaySpec::Kind::Wave;
    sample.periodMs = isWave ? delay.periodMs : 0;
    sample.ms.reserve(count);
    for (std::size_t n = 0; n < count; ++n) {
        Random random(0, streamOf("preview"), n);
        const double elapsedNs = sample.periodMs * 1e6 * static_cast<double>(n) /
                                 static_cast<double>(std::max<std::size_t>(count, 1));
        sample.ms.push_back(
            static_cast<double>(chaos::drawDelay(delay, random, static_cast<std::uint64_t>(elapsedNs))) /
            1e6);
    }
    return sample;
}

} // namespace mockforge::engine
