// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/chaosplans.h"

#include "app/cli/ask.h"

#include <QByteArray>
#include <QUrl>

#include <cstdio>

namespace mockforge::cli {

namespace {

using Json = nlohmann::ordered_json;
constexpr const char *kChaos = "/__mockforge/chaos";

QByteArray below(const char *collection, const std::string &name)
{
    return QByteArray(kChaos) + collection + QUrl::toPercentEncoding(QString::fromStdString(name));
}

void print(const Json &run, const Json &timelines)
{
    for (const Json &timeline : timelines)
        std::printf("  %-24s %-8s %zu stages%s  %s\n", timeline.value("name", "").c_str(),
                    timeline.value("group", "").c_str(), timeline["stages"].size(),
                    timeline.value("repeat", false) ? ", again and again" : "",
                    timeline.value("description", "").c_str());
    const std::string name = run.value("name", "");
    if (!run.value("running", false)) {
        if (name.empty())
            std::printf("no timeline runs\n");
        else
            std::printf("no timeline runs; %s ended: %s (%s)\n", name.c_str(), run.value("ended", "").c_str(),
                        run.value("reason", "").c_str());
        return;
    }
    std::printf("%s runs, round %lld\n", name.c_str(),
                static_cast<long long>(run.value("round", std::int64_t{0}) + 1));
    for (std::size_t i = 0; i < run["stages"].size(); ++i) {
        const Json &stage = run["stages"][i];
        const bool now = i == run.value("stage", std::size_t{0});
        std::printf("%s %-20s %8.1f s  %s\n", now ? "→" : " ", stage.value("name", "").c_str(),
                    static_cast<double>(stage.value("duration_ms", std::int64_t{0})) / 1000,
                    stage.value("what", "").c_str());
    }
}

} // namespace

int chaosPresets(const Options &options)
{
    const Json presets = ask(options, "GET", QByteArray(kChaos) + "/presets");
    if (!presets.is_array())
        return kFailure;
    if (options.json) {
        std::printf("%s\n", presets.dump(2).c_str());
        return kOk;
    }
    for (const Json &preset : presets)
        std::printf("%-8s %-20s %-9s %s\n", preset.value("applied", false) ? "applied" : "",
                    preset.value("name", "").c_str(), preset.value("group", "").c_str(),
                    preset.value("description", "").c_str());
    return kOk;
}

nlohmann::ordered_json applyChaosPreset(const Options &options)
{
    const bool apply = options.chaosAction == "apply";
    const Json answer = ask(options, "PUT", below("/presets/", options.chaosArgument),
                            apply ? R"({"applied": true})" : R"({"applied": false})");
    if (!answer.is_object() || !apply)
        return answer;
    const Json status = ask(options, "GET", kChaos);
    if (status.is_object() && !status.value("enabled", false))
        std::fprintf(
            stderr,
            "mockforge: chaos is off, so the preset does not act; 'mockforge chaos on' switches it on\n");
    return status;
}

int chaosTimeline(const Options &options)
{
    const QByteArray path = QByteArray(kChaos) + "/timeline";
    Json run;
    if (options.chaosAction == "start") {
        const std::string &wanted = options.chaosArgument;
        const bool isText = wanted.find_first_of("{:\n") != std::string::npos;
        run = isText ? ask(options, "PUT", path, QByteArray::fromStdString(wanted))
                     : ask(options, "POST", below("/timelines/", wanted));
    } else {
        run = ask(options, options.chaosAction == "end" ? "DELETE" : "GET", path);
    }
    if (!run.is_object())
        return kFailure;
    const bool all = options.chaosAction == "timeline";
    const Json timelines = all ? ask(options, "GET", QByteArray(kChaos) + "/timelines") : Json::array();
    if (!timelines.is_array())
        return kFailure;
    if (options.json)
        std::printf("%s\n", (all ? Json{{"run", run}, {"timelines", timelines}} : run).dump(2).c_str());
    else
        print(run, timelines);
    return kOk;
}

} // namespace mockforge::cli
