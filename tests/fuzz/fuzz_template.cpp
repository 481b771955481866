// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/templating/template.h"

#include <nlohmann/json.hpp>

#include <cstdlib>

/// Any text compiles or is refused, renders within its bounds or fails with an Error, and a JSON template
/// that renders gives valid JSON.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace mockforge;
    using namespace mockforge::templating;
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    exchange::Request request;
    request.method = "GET";
    request.path = "/a";
    request.query = "page=2&tag=%22x";
    request.body = R"({"items":[1,{"a":"b"}],"name":"x"})";
    const PathParams params{{"id", "1"}};
    Random random(1, 2, 3);
    const Context context{&request, &params, &random, 4, 1700000000000};

    std::vector<CompileError> errors;
    Template compiled;
    std::string out;
    if (compiled.compile(text, errors) && compiled.render(context, out).ok() &&
        out.size() > 2 * Template::kMaxOutput)
        std::abort();

    JsonTemplate json;
    std::vector<JsonTemplate::Located> located;
    out.clear();
    const nlohmann::ordered_json value{{"a", text}, {text, 1}};
    if (json.compile(value, located) && json.render(context, out).ok() && !nlohmann::json::accept(out))
        std::abort();
    return 0;
}
