// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/remote.h"

#include "app/cli/ask.h"

#include <QByteArray>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>

namespace mockforge::cli {

namespace {

using Json = nlohmann::ordered_json;
bool isMode(const std::string &name)
{
    return static_cast<bool>(control::modeFromName(name));
}

void printEndpoint(const Json &endpoint)
{
    std::printf("  %-8s %-8s %s\n", endpoint.value("id", "").c_str(), endpoint.value("state", "").c_str(),
                endpoint.value("url", "").c_str());
    if (endpoint.contains("error"))
        std::printf("           %s\n", endpoint["error"].value("message", "").c_str());
}

/// Of the file as it is now; errors mean that what is served is an older version of it.
void printFindings(const Json &findings)
{
    const auto isError = [](const Json &finding) {
        return finding.get<std::string>().find(": error:") != std::string::npos;
    };
    if (std::any_of(findings.begin(), findings.end(), isError))
        std::printf("  the file has mistakes; its last valid version is served:\n");
    for (const Json &finding : findings)
        std::printf("  %s\n", finding.get<std::string>().c_str());
}

} // namespace

int mode(const Options &options)
{
    Json scenario;
    if (options.mode.empty()) {
        scenario = ask(options, "GET", "/__mockforge/scenario");
    } else {
        const Json wanted{{isMode(options.mode) ? "mode" : "preset", options.mode}};
        scenario = ask(options, "PUT", "/__mockforge/scenario", QByteArray::fromStdString(wanted.dump()));
    }
    if (!scenario.is_object())
        return kFailure;
    if (options.json)
        std::printf("%s\n", scenario.dump(2).c_str());
    else
        std::printf("%s\n", scenario.value("description", "").c_str());
    return kOk;
}

int status(const Options &options)
{
    const Json answer = ask(options, "GET", "/__mockforge/status");
    if (!answer.is_object())
        return kFailure;
    if (options.json) {
        std::printf("%s\n", answer.dump(2).c_str());
        return kOk;
    }
    std::printf("%s (%s), %zu routes, seed %llu\n", answer.value("project", "").c_str(),
                answer.value("status", "").c_str(), answer.value("routes", std::size_t{0}),
                static_cast<unsigned long long>(answer.value("seed", std::uint64_t{0})));
    std::printf("  mode     %s\n", answer["scenario"].value("description", "").c_str());
    for (const Json &endpoint : answer["endpoints"])
        printEndpoint(endpoint);
    printFindings(answer["findings"]);
    return kOk;
}

} // namespace mockforge::cli
