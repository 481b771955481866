// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Any first line as a JSONPath, what follows as its document: it is refused with a reason, or selects nodes
// that are of the document, the same ones each time.

#include "server/jsonpath/jsonpath.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

using namespace mockforge;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

const nlohmann::json &fixedDocument()
{
    static const nlohmann::json document = nlohmann::json::parse(
        R"({"a":[{"b":1,"c":"x"},{"b":2.5,"c":"\u00e9\ud83d\ude00"},null,true,[[],{"d":[1,2,3]}]],"e":{"f":{"g":-1}},"":0})");
    return document;
}

/// Every node of the document, to find the selected ones among.
void collect(const nlohmann::json &node, std::vector<const nlohmann::json *> &nodes)
{
    nodes.push_back(&node);
    if (node.is_structured()) {
        for (const nlohmann::json &child : node)
            collect(child, nodes);
    }
}

void select(const jsonpath::JsonPath &path, const nlohmann::json &document)
{
    std::vector<const nlohmann::json *> all;
    collect(document, all);
    std::sort(all.begin(), all.end());
    const auto selected = path.select(document);
    for (const nlohmann::json *node : selected)
        require(std::binary_search(all.begin(), all.end(), node));
    require(path.select(document) == selected);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char *>(data), size);
    const std::size_t end = text.find('\n');
    const auto path = jsonpath::JsonPath::compile(text.substr(0, end));
    if (!path) {
        require(path.error().code == "bad_jsonpath" && !path.error().message.empty());
        return 0;
    }
    const nlohmann::json given = end == std::string::npos
                                     ? nlohmann::json()
                                     : nlohmann::json::parse(text.substr(end + 1), nullptr, false);
    select(path.value(), fixedDocument());
    if (!given.is_discarded())
        select(path.value(), given);
    return 0;
}
