// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/chaos.h"

#include "app/cli/ask.h"
#include "app/cli/chaosplans.h"

#include <QByteArray>
#include <QUrl>

#include <cstdio>

namespace mockforge::cli {

namespace {

using Json = nlohmann::ordered_json;
constexpr const char *kChaos = "/__mockforge/chaos";

QByteArray ruleUrl(const std::string &name)
{
    return QByteArray(kChaos) + "/rules/" + QUrl::toPercentEncoding(QString::fromStdString(name));
}

void print(const Json &status)
{
    std::printf("chaos %s, %lld faults in flight\n", status.value("enabled", false) ? "on" : "off",
                static_cast<long long>(status.value("active", std::int64_t{0})));
    for (const Json &rule : status["rules"]) {
        std::printf("  %-8s %-24s %-16s %llu of %llu = %.1f %% (%.1f to %.1f %%), configured %.1f %%\n",
                    rule.value("state", "").c_str(), rule.value("name", "").c_str(),
                    rule.value("fault", "").c_str(),
                    static_cast<unsigned long long>(rule.value("fired", std::uint64_t{0})),
                    static_cast<unsigned long long>(rule.value("matched", std::uint64_t{0})),
                    100 * rule.value("observed_share", 0.0), 100 * rule["interval"][0].get<double>(),
                    100 * rule["interval"][1].get<double>(), 100 * rule.value("configured_share", 1.0));
    }
}

/// Shows the whole state, whatever part of it the request answered with.
int show(const Options &options, const Json &answer)
{
    const Json status = answer.is_object() && answer.contains("rules") ? answer : ask(options, "GET", kChaos);
    if (!status.is_object())
        return kFailure;
    if (options.json)
        std::printf("%s\n", status.dump(2).c_str());
    else
        print(status);
    return kOk;
}

Json switchTo(const Options &options, bool enabled)
{
    const QByteArray body = enabled ? R"({"enabled": true})" : R"({"enabled": false})";
    return ask(options, "PUT",
               options.chaosArgument.empty() ? QByteArray(kChaos) : ruleUrl(options.chaosArgument), body);
}

} // namespace

int chaos(const Options &options)
{
    const std::string &action = options.chaosAction;
    if (action == "log" || action == "authority") {
        const auto text = askForText(options, "GET", QByteArray(kChaos) + "/" + action.c_str());
        if (text)
            std::fputs(text->c_str(), stdout);
        return text ? kOk : kFailure;
    }
    if (action == "presets")
        return chaosPresets(options);
    if (action == "timeline" || action == "start" || action == "end")
        return chaosTimeline(options);
    Json answer;
    if (action == "apply" || action == "withdraw")
        answer = applyChaosPreset(options);
    else if (action == "list")
        answer = ask(options, "GET", kChaos);
    else if (action == "on" || action == "off")
        answer = switchTo(options, action == "on");
    else if (action == "stop")
        answer = ask(options, "POST", QByteArray(kChaos) + "/stop");
    else if (action == "add")
        answer = ask(options, "POST", QByteArray(kChaos) + "/rules",
                     QByteArray::fromStdString(options.chaosArgument));
    else
        answer = ask(options, "DELETE", ruleUrl(options.chaosArgument));
    return answer.is_object() ? show(options, answer) : kFailure;
}

} // namespace mockforge::cli
