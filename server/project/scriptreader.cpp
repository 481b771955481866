// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/delayreader.h"
#include "server/project/scriptvalues.h"
#include "server/project/websocketreader.h"

#include <algorithm>
#include <functional>
#include <map>

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;
using Kind = ScriptStep::Kind;

constexpr std::int64_t kMostMs = 86'400'000;
constexpr int kMaxDepth = 20;

void readSteps(const std::string &key, const Value &value, std::vector<ScriptStep> &steps, int depth,
               Findings &findings);

/// The keys that may stand beside the one that names the step.
using Part = std::function<void(ScriptStep &, const std::string &key, const Value &, int depth, Findings &)>;

void readRepeat(ScriptStep &step, const std::string &key, const Value &value, int depth, Findings &findings)
{
    step.branches.resize(1);
    step.delay = {1000, 1000};
    if (!isMap(key, value, findings))
        return;
    for (const Entry &entry : value.entries) {
        const std::string name = key + "." + entry.key;
        if (entry.key == "count") {
            if (const auto count = toInteger(name, entry.value, 1, 1'000'000'000, findings))
                step.count = *count;
        } else if (entry.key == "interval") {
            readDelayRange(name, entry.value, kMostMs, step.delay, findings);
        } else if (entry.key == "steps") {
            readSteps(name, entry.value, step.branches[0], depth + 1, findings);
        } else {
            unknown("key of repeat", entry, {"count", "interval", "steps"}, findings);
        }
    }
    if (step.count == 0 && step.delay.minMs == 0)
        findings.error(value.location, "out_of_range",
                       "a repeat without a count needs an interval of 1 ms at least");
    if (step.branches[0].empty())
        findings.error(value.location, "missing_key", "a repeat needs steps");
}

void readWait(ScriptStep &step, const std::string &key, const Value &value, int depth, Findings &findings)
{
    step.branches.resize(1);
    if (!isMap(key, value, findings))
        return;
    for (const Entry &entry : value.entries) {
        const std::string name = key + "." + entry.key;
        if (entry.key == "match") {
            readMatch(name, entry.value, step.match, findings);
        } else if (entry.key == "timeout") {
            if (const auto ms = toDuration(name, entry.value, 1, kMostMs, findings))
                step.timeoutMs = *ms;
        } else if (entry.key == "on_timeout") {
            readSteps(name, entry.value, step.branches[0], depth + 1, findings);
        } else {
            unknown("key of wait", entry, {"match", "timeout", "on_timeout"}, findings);
        }
    }
}

void readSequence(ScriptStep &step, const std::string &key, const Value &value, int depth, Findings &findings)
{
    if (value.kind != Value::Kind::List || value.items.empty()) {
        wrongType(key, value, "a list: one step or list of steps for each time", findings);
        return;
    }
    for (const Value &item : value.items) {
        step.branches.emplace_back();
        if (item.kind == Value::Kind::List) {
            readSteps(key, item, step.branches.back(), depth + 1, findings);
            continue;
        }
        Value one;
        one.kind = Value::Kind::List;
        one.location = item.location;
        one.items.push_back(item);
        readSteps(key, one, step.branches.back(), depth + 1, findings);
    }
}

void readBroadcast(ScriptStep &step, const std::string &key, const Value &value, int, Findings &findings)
{
    if (!isMap(key, value, findings))
        return;
    for (const Entry &entry : value.entries) {
        const std::string name = key + "." + entry.key;
        if (entry.key == "room") {
            step.text = toText(name, entry.value, findings).value_or("");
        } else if (entry.key == "send") {
            readPayload(entry.value, step.payload);
        } else if (entry.key == "send_hex" || entry.key == "send_base64") {
            readBinary(name, entry.value, step.payload, findings);
        } else if (entry.key == "include_self") {
            step.includeSelf = toBoolean(name, entry.value, findings).value_or(true);
        } else {
            unknown("key of broadcast", entry, {"room", "send", "send_hex", "send_base64", "include_self"},
                    findings);
        }
    }
    if (step.text.empty())
        findings.error(value.location, "missing_key", "a broadcast needs a room");
    if (step.payload.kind == Body::Kind::None)
        findings.error(value.location, "missing_key", "a broadcast needs something to send");
}

void readClose(ScriptStep &step, const std::string &key, const Value &value, int, Findings &findings)
{
    step.count = 1000;
    const auto code = [&](const std::string &name, const Value &number) {
        const auto read = toInteger(name, number, 1000, 4999, findings);
        if (!read)
            return;
        step.count = *read;
        const bool reserved =
            *read == 1004 || *read == 1005 || *read == 1006 || (*read >= 1015 && *read < 3000);
        if (reserved)
            findings.error(number.location, "out_of_range",
                           std::to_string(*read) +
                               " is a close code that never goes over the wire (RFC 6455 §7.4)",
                           "1000 to 1003, 1007 to 1014, or 3000 to 4999");
    };
    if (value.kind != Value::Kind::Map)
        return code(key, value);
    for (const Entry &entry : value.entries) {
        if (entry.key == "code")
            code(key + ".code", entry.value);
        else if (entry.key == "reason")
            step.text = toText(key + ".reason", entry.value, findings).value_or("");
        else
            unknown("key of close", entry, {"code", "reason"}, findings);
    }
}

void readText(ScriptStep &step, const std::string &key, const Value &value, int, Findings &findings)
{
    step.text = toText(key, value, findings).value_or("");
}

struct StepForm
{
    Kind kind;
    Part read;
    std::vector<std::string> beside; ///< "then", "else", "steps"
};

const std::map<std::string, StepForm> &forms()
{
    static const auto payload = [](ScriptStep &step, const std::string &, const Value &value, int,
                                   Findings &) {
        readPayload(value, step.payload);
    };
    static const auto binary = [](ScriptStep &step, const std::string &key, const Value &value, int,
                                  Findings &findings) {
        readBinary(key, value, step.payload, findings);
    };
    static const auto nothing = [](ScriptStep &, const std::string &, const Value &, int, Findings &) {
    };
    static const auto delay = [](ScriptStep &step, const std::string &key, const Value &value, int,
                                 Findings &findings) {
        readDelayRange(key, value, kMostMs, step.delay, findings);
    };
    static const auto set = [](ScriptStep &step, const std::string &key, const Value &value, int,
                               Findings &findings) {
        if (isMap(key, value, findings))
            readPayload(value, step.payload);
    };
    static const std::map<std::string, StepForm> all{{"send", {Kind::Send, payload, {}}},
                                                     {"send_hex", {Kind::Send, binary, {}}},
                                                     {"send_base64", {Kind::Send, binary, {}}},
                                                     {"echo", {Kind::Echo, nothing, {}}},
                                                     {"delay", {Kind::Delay, delay, {}}},
                                                     {"repeat", {Kind::Repeat, readRepeat, {}}},
                                                     {"sequence", {Kind::Sequence, readSequence, {}}},
                                                     {"if", {Kind::Branch, readText, {"then", "else"}}},
                                                     {"while", {Kind::Loop, readText, {"steps"}}},
                                                     {"wait", {Kind::Wait, readWait, {}}},
                                                     {"set", {Kind::Set, set, {}}},
                                                     {"join", {Kind::Join, readText, {}}},
                                                     {"leave", {Kind::Leave, readText, {}}},
                                                     {"broadcast", {Kind::Broadcast, readBroadcast, {}}},
                                                     {"close", {Kind::Close, readClose, {}}}};
    return all;
}

std::vector<std::string> stepNames()
{
    std::vector<std::string> names;
    for (const auto &[name, form] : forms())
        names.push_back(name);
    return names;
}

void readStep(const std::string &key, const Value &value, std::vector<ScriptStep> &steps, int depth,
              Findings &findings)
{
    const Entry *head = nullptr;
    for (const Entry &entry : value.entries) {
        if (forms().contains(entry.key) && !head)
            head = &entry;
    }
    if (value.kind != Value::Kind::Map || !head) {
        if (value.kind == Value::Kind::Map && !value.entries.empty())
            unknown("step", value.entries.front(), stepNames(), findings);
        else
            wrongType(key, value, "a step, such as 'send: hello'", findings);
        return;
    }
    const StepForm &form = forms().at(head->key);
    ScriptStep step;
    step.kind = form.kind;
    step.location = head->location;
    step.branches.resize(form.beside.size());
    form.read(step, key + "." + head->key, head->value, depth, findings);
    for (const Entry &entry : value.entries) {
        const auto beside = std::find(form.beside.begin(), form.beside.end(), entry.key);
        if (&entry == head)
            continue;
        if (beside == form.beside.end()) {
            findings.error(entry.location, "unknown_key",
                           "'" + entry.key + "' cannot stand beside '" + head->key + "'",
                           "a step of its own begins with '- '");
            continue;
        }
        readSteps(key + "." + entry.key, entry.value,
                  step.branches[static_cast<std::size_t>(beside - form.beside.begin())], depth + 1, findings);
    }
    steps.push_back(std::move(step));
}

void readSteps(const std::string &key, const Value &value, std::vector<ScriptStep> &steps, int depth,
               Findings &findings)
{
    if (depth > kMaxDepth) {
        findings.error(value.location, "too_deep", "steps nest deeper than 20 levels");
        return;
    }
    if (value.kind != Value::Kind::List) {
        wrongType(key, value, "a list of steps", findings);
        return;
    }
    for (const Value &item : value.items)
        readStep(key, item, steps, depth, findings);
}

void readRule(const std::string &key, const Value &value, Script &script, Findings &findings)
{
    if (!isMap(key, value, findings))
        return;
    MessageRule rule;
    rule.location = value.location;
    for (const Entry &entry : value.entries) {
        if (entry.key == "id")
            rule.id = toText(key + ".id", entry.value, findings).value_or("");
        else if (entry.key == "match")
            readMatch(key + ".match", entry.value, rule.match, findings);
        else if (entry.key == "steps")
            readSteps(key + ".steps", entry.value, rule.steps, 0, findings);
        else
            unknown("key of a message rule", entry, {"id", "match", "steps"}, findings);
    }
    script.onMessage.push_back(std::move(rule));
}

} // namespace

void readScript(const std::string &key, const Value &value, Script &script, Findings &findings)
{
    if (!isMap(key, value, findings))
        return;
    for (const Entry &entry : value.entries) {
        const std::string name = key + "." + entry.key;
        if (entry.key == "on_connect") {
            readSteps(name, entry.value, script.onConnect, 0, findings);
        } else if (entry.key == "otherwise") {
            readSteps(name, entry.value, script.otherwise, 0, findings);
        } else if (entry.key == "on_close") {
            readSteps(name, entry.value, script.onClose, 0, findings);
        } else if (entry.key == "on_message") {
            if (entry.value.kind != Value::Kind::List) {
                wrongType(name, entry.value, "a list of rules", findings);
                continue;
            }
            for (const Value &item : entry.value.items)
                readRule(name, item, script, findings);
        } else {
            unknown("part of a script", entry, {"on_connect", "on_message", "otherwise", "on_close"},
                    findings);
        }
    }
}

nlohmann::ordered_json stepsSchema()
{
    Json properties = Json::object();
    for (const auto &[name, form] : forms()) {
        properties[name] = Json::object();
        for (const std::string &beside : form.beside)
            properties[beside] = {{"type", "array"}};
    }
    return Json{{"type", "array"},
                {"items", {{"type", "object"}, {"additionalProperties", false}, {"properties", properties}}}};
}

nlohmann::ordered_json scriptSchema()
{
    const Json steps = stepsSchema();
    const Json rule{
        {"type", "object"},
        {"additionalProperties", false},
        {"properties", {{"id", {{"type", "string"}}}, {"match", Json::object()}, {"steps", steps}}}};
    return Json{{"type", "object"},
                {"additionalProperties", false},
                {"properties",
                 {{"on_connect", steps},
                  {"on_message", {{"type", "array"}, {"items", rule}}},
                  {"otherwise", steps},
                  {"on_close", steps}}}};
}

} // namespace mockforge::project
