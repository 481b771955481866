// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/delayreader.h"

#include <algorithm>
#include <charconv>

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;
using Kind = DelaySpec::Kind;
constexpr std::int64_t kMaxMs = 600'000;

/// One number of a distribution.
struct Part
{
    const char *name;
    double DelaySpec::*member;
    bool isTime = true;
    double low = 0;
    double high = 0;
};

struct Form
{
    const char *name;
    Kind kind;
    std::vector<Part> parts;
};

const std::vector<Form> &forms()
{
    static const std::vector<Form> list{
        {"uniform", Kind::Uniform, {{"min", &DelaySpec::first}, {"max", &DelaySpec::second}}},
        {"normal", Kind::Normal, {{"mean", &DelaySpec::first}, {"std_dev", &DelaySpec::second}}},
        {"log_normal",
         Kind::LogNormal,
         {{"median", &DelaySpec::first}, {"sigma", &DelaySpec::second, false, 0, 10}}},
        {"exponential", Kind::Exponential, {{"mean", &DelaySpec::first}}},
        {"pareto",
         Kind::Pareto,
         {{"min", &DelaySpec::first}, {"shape", &DelaySpec::second, false, 0.05, 1000}}},
        {"wave",
         Kind::Wave,
         {{"low", &DelaySpec::first}, {"high", &DelaySpec::second}, {"period", &DelaySpec::periodMs}}},
    };
    return list;
}

void readPart(const std::string &key, const Part &part, const Value &value, DelaySpec &delay,
              Findings &findings)
{
    if (part.isTime) {
        if (const auto ms = toDuration(key, value, 0, kMaxMs, findings))
            delay.*part.member = static_cast<double>(*ms);
    } else if (const auto number = toNumber(key, value, part.low, part.high, findings)) {
        delay.*part.member = *number;
    }
}

void readWaveShape(const std::string &key, const Value &value, DelaySpec &delay, Findings &findings)
{
    const std::vector<std::string> names{"sine", "square", "triangle", "sawtooth"};
    if (const auto name = toChoice(key, value, names, findings)) {
        delay.shape =
            static_cast<DelaySpec::Shape>(std::find(names.begin(), names.end(), *name) - names.begin());
    }
}

void checkForm(const std::string &key, const Value &value, const DelaySpec &delay, Findings &findings)
{
    const bool ordered = delay.kind == Kind::Uniform || delay.kind == Kind::Wave;
    if (ordered && delay.first > delay.second)
        findings.error(value.location, "out_of_range", key + " has its least above its most", "swap the two");
    if (delay.kind == Kind::Wave && delay.periodMs <= 0)
        findings.error(value.location, "missing_key", key + " needs a period", "for instance: period: 10s");
}

void readForm(const std::string &key, const Form &form, const Value &value, DelaySpec &delay,
              Findings &findings)
{
    delay.kind = form.kind;
    if (value.kind != Value::Kind::Map) {
        wrongType(key, value, "a mapping", findings);
        return;
    }
    std::vector<std::string> names;
    for (const Part &part : form.parts) {
        names.emplace_back(part.name);
        if (!value.find(part.name))
            findings.error(value.location, "missing_key", key + " needs " + part.name);
    }
    for (const Entry &entry : value.entries) {
        const auto part = std::find_if(form.parts.begin(), form.parts.end(),
                                       [&](const Part &known) { return entry.key == known.name; });
        if (part != form.parts.end())
            readPart(key + "." + entry.key, *part, entry.value, delay, findings);
        else if (form.kind == Kind::Wave && entry.key == "shape")
            readWaveShape(key + ".shape", entry.value, delay, findings);
        else
            findings.error(entry.location, "unknown_key", "there is no key '" + key + "." + entry.key + "'",
                           suggestionFor(entry.key, names));
    }
    checkForm(key, value, delay, findings);
}

/// {p50: 20ms, p90: 100ms, p99.9: 1s}: between the given ones, and from 0 at p0, times are interpolated.
void readPercentiles(const std::string &key, const Value &value, DelaySpec &delay, Findings &findings)
{
    delay.kind = Kind::Percentiles;
    if (value.kind != Value::Kind::Map || value.entries.empty()) {
        wrongType(key, value, "a mapping such as {p50: 20ms, p99: 1s}", findings);
        return;
    }
    for (const Entry &entry : value.entries) {
        double percent = -1;
        const char *const end = entry.key.data() + entry.key.size();
        if (!entry.key.starts_with('p') || std::from_chars(entry.key.data() + 1, end, percent).ptr != end ||
            percent < 0 || percent > 100) {
            findings.error(entry.location, "unknown_key", "'" + entry.key + "' is not a percentile",
                           "they are p0 to p100, for instance p99.9");
            continue;
        }
        if (const auto ms = toDuration(key + "." + entry.key, entry.value, 0, kMaxMs, findings))
            delay.percentiles.emplace_back(percent / 100, static_cast<double>(*ms));
    }
    std::sort(delay.percentiles.begin(), delay.percentiles.end());
    const bool rising = std::is_sorted(delay.percentiles.begin(), delay.percentiles.end(),
                                       [](const auto &a, const auto &b) { return a.second < b.second; });
    if (!rising)
        findings.error(value.location, "out_of_range", key + " falls where it must rise",
                       "a higher percentile has at least the time of a lower one");
}

void readEntry(const std::string &key, const Entry &entry, DelaySpec &delay, int &found, Findings &findings)
{
    const std::string full = key + "." + entry.key;
    const auto form = std::find_if(forms().begin(), forms().end(),
                                   [&](const Form &known) { return entry.key == known.name; });
    if (form != forms().end()) {
        readForm(full, *form, entry.value, delay, findings);
        ++found;
    } else if (entry.key == "percentiles") {
        readPercentiles(full, entry.value, delay, findings);
        ++found;
    } else if (entry.key == "fixed") {
        if (const auto ms = toDuration(full, entry.value, 0, kMaxMs, findings))
            delay.first = static_cast<double>(*ms);
        ++found;
    } else if (entry.key == "jitter") {
        delay.jitter = toNumber(full, entry.value, 0, 1, findings).value_or(0);
    } else if (entry.key == "max") {
        delay.maxMs =
            static_cast<double>(toDuration(full, entry.value, 0, kMaxMs, findings).value_or(kMaxMs));
    } else {
        findings.error(entry.location, "unknown_key", "there is no key '" + full + "'",
                       suggestionFor(entry.key, {"fixed", "uniform", "normal", "log_normal", "exponential",
                                                 "pareto", "percentiles", "wave", "jitter", "max"}));
    }
}

Json timeSchema()
{
    return Json{{"type", {"integer", "string"}}};
}

Json timeOrObject(Json properties)
{
    return Json{
        {"anyOf",
         {timeSchema(),
          {{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}}}}};
}

} // namespace

void readDelay(const std::string &key, const Value &value, DelaySpec &delay, Findings &findings)
{
    delay = DelaySpec{};
    delay.isSet = true;
    if (value.kind != Value::Kind::Map) {
        if (const auto ms = toDuration(key, value, 0, kMaxMs, findings))
            delay.first = static_cast<double>(*ms);
        return;
    }
    int found = 0;
    for (const Entry &entry : value.entries)
        readEntry(key, entry, delay, found, findings);
    if (found != 1)
        findings.error(value.location, found == 0 ? "missing_key" : "conflict",
                       key + " needs exactly one distribution",
                       "for instance: {normal: {mean: 100ms, std_dev: 20ms}}");
}

nlohmann::ordered_json delaySchema()
{
    const Json time = timeSchema();
    Json properties{{"fixed", time},
                    {"percentiles", {{"type", "object"}, {"additionalProperties", time}}},
                    {"jitter", {{"type", "number"}, {"minimum", 0}, {"maximum", 1}}},
                    {"max", time}};
    for (const Form &form : forms()) {
        Json parts = Json::object();
        for (const Part &part : form.parts)
            parts[part.name] = part.isTime ? time : Json{{"type", "number"}};
        if (form.kind == Kind::Wave)
            parts["shape"] = Json{{"enum", {"sine", "square", "triangle", "sawtooth"}}};
        properties[form.name] = {
            {"type", "object"}, {"additionalProperties", false}, {"properties", std::move(parts)}};
    }
    return timeOrObject(std::move(properties));
}

void readDelayRange(const std::string &key, const Value &value, std::int64_t mostMs, Delay &delay,
                    Findings &findings)
{
    if (value.kind != Value::Kind::Map) {
        if (const auto ms = toDuration(key, value, 0, mostMs, findings))
            delay.minMs = delay.maxMs = static_cast<int>(*ms);
        return;
    }
    for (const Entry &entry : value.entries) {
        const std::string full = key + "." + entry.key;
        if (entry.key != "min" && entry.key != "max")
            findings.error(entry.location, "unknown_key", "there is no key '" + full + "'",
                           suggestionFor(entry.key, {"min", "max"}));
        else if (const auto ms = toDuration(full, entry.value, 0, mostMs, findings))
            (entry.key == "min" ? delay.minMs : delay.maxMs) = static_cast<int>(*ms);
    }
    if (delay.minMs > delay.maxMs)
        findings.error(value.location, "out_of_range", key + ".min exceeds " + key + ".max");
}

nlohmann::ordered_json delayRangeSchema()
{
    return timeOrObject({{"min", timeSchema()}, {"max", timeSchema()}});
}

} // namespace mockforge::project
