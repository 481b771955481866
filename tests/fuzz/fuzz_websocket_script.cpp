// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Any text as a script, as a section websocket and as a recording: it is read, or refused with a place; what
// is read can be compiled and asked about a message.

#include "server/project/loader.h"
#include "server/project/websocketreader.h"
#include "server/project/yamlreader.h"
#include "server/websocket/replay.h"
#include "server/websocket/script.h"
#include "server/websocket/service.h"

#include <cstdint>
#include <cstdlib>

using namespace mockforge;

namespace {

constexpr std::string_view kMessage = R"({"type":"order","items":[{"id":7,"price":120}]})";

void asScript(std::string_view text)
{
    project::Findings findings("script.yaml");
    project::Script script;
    if (const auto root = project::readYaml(text, findings))
        project::readScript("script", *root, script, findings);
    std::vector<control::Diagnostic> diagnostics = findings.list();
    if (control::hasErrors(diagnostics))
        return;
    const auto compiled = websocket::compileScript(script, "script.yaml", diagnostics);
    for (const control::Diagnostic &finding : diagnostics) {
        if (finding.line < 1 || finding.message.empty())
            std::abort(); // an error without a place helps nobody
    }
    if (control::hasErrors(diagnostics))
        return;
    exchange::Request message;
    message.method = "GET";
    message.path = "/";
    message.body = kMessage;
    for (const websocket::Rule &rule : compiled->onMessage)
        static_cast<void>(rule.match.fits(websocket::MessageKind::Text, message));
}

void asSection(std::string_view text)
{
    project::LoadResult loaded = project::loadText(text, "mockforge.yaml", "/nonexistent", {});
    if (loaded.project)
        static_cast<void>(websocket::Service::compile(loaded.project, 1, loaded.diagnostics));
}

void asRecording(std::string_view text)
{
    std::vector<control::Diagnostic> diagnostics;
    const auto recording = websocket::Recording::read(text, "talk.jsonl", diagnostics);
    for (const websocket::ReplayLine &line : recording->lines) {
        if (line.pauseMs < 0)
            std::abort();
        static_cast<void>(line.awaits(kMessage));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::string_view text(reinterpret_cast<const char *>(data) + 1, size - 1);
    switch (data[0] % 3) {
    case 0:
        asScript(text);
        break;
    case 1:
        asSection(text);
        break;
    default:
        asRecording(text);
    }
    return 0;
}
