// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/prometheus/negotiation.h"

#include <zlib.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace mockforge::metrics {

namespace {

struct Element
{
    std::string name; ///< lower case
    double quality = 1.0;
};

std::string trimmedLower(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return lower;
}

/// Takes the next element of a comma-separated list off `list`.
Element takeElement(std::string_view &list)
{
    const std::size_t comma = list.find(',');
    std::string_view element = list.substr(0, comma);
    list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
    Element result;
    std::size_t semicolon = element.find(';');
    result.name = trimmedLower(element.substr(0, semicolon));
    while (semicolon != std::string_view::npos) {
        element = element.substr(semicolon + 1);
        semicolon = element.find(';');
        const std::string parameter = trimmedLower(element.substr(0, semicolon));
        if (parameter.starts_with("q="))
            result.quality = std::clamp(std::strtod(parameter.c_str() + 2, nullptr), 0.0, 1.0);
    }
    return result;
}

} // namespace

Format chooseFormat(std::string_view accept)
{
    double openMetrics = 0;
    double text = -1; // not named
    double anything = 0;
    while (!accept.empty()) {
        const Element element = takeElement(accept);
        if (element.name == "application/openmetrics-text")
            openMetrics = std::max(openMetrics, element.quality);
        else if (element.name == "text/plain")
            text = std::max(text, element.quality);
        else if (element.name == "text/*" || element.name == "*/*")
            anything = std::max(anything, element.quality);
    }
    if (text < 0)
        text = anything;
    return openMetrics > 0 && openMetrics >= text ? Format::OpenMetrics : Format::Text;
}

bool acceptsGzip(std::string_view acceptEncoding)
{
    double any = 0;
    while (!acceptEncoding.empty()) {
        const Element element = takeElement(acceptEncoding);
        if (element.name == "gzip" || element.name == "x-gzip")
            return element.quality > 0;
        if (element.name == "*")
            any = element.quality;
    }
    return any > 0;
}

std::string gzip(std::string_view text)
{
    constexpr int kGzipWindow = 15 + 16;
    constexpr int kFast = 1;
    z_stream stream{};
    if (deflateInit2(&stream, kFast, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
    std::string input(text); // zlib's interface wants a pointer to non-const
    stream.next_in = reinterpret_cast<Bytef *>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const bool done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    out.resize(done ? stream.total_out : 0);
    deflateEnd(&stream);
    return out;
}

} // namespace mockforge::metrics
