// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Any text as a project file: it is read or refused with a place, and what is read can be compiled and asked.

#include "server/exchange/request.h"
#include "server/project/loader.h"
#include "server/routing/routetable.h"

#include <cstdint>
#include <cstdlib>

using namespace mockforge;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    project::LoadResult loaded = project::loadText(text, "mockforge.yaml", "/nonexistent", {});
    const bool refused = loaded.project == nullptr;
    if (refused != control::hasErrors(loaded.diagnostics))
        std::abort(); // no project without a reason, and no reason beside a project
    const auto table = routing::RouteTable::compile(loaded, 1, nullptr);
    if (!table)
        return 0;
    exchange::Request request;
    request.method = "GET";
    request.target = request.path = "/a/b";
    if (const routing::Match match = table->match(request); match.route != nullptr)
        static_cast<void>(table->render(match, request));
    else
        static_cast<void>(table->explain(request, 3));
    return 0;
}
