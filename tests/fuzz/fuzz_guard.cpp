// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/requestparser.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace mockforge;
using http::RequestParser;
using Outcome = RequestParser::Outcome;

constexpr http::ParserLimits kLimits{64, 512, 512, 16};

void require(bool condition)
{
    if (!condition)
        std::abort();
}

/// All that an outcome says, as text, so that two of them compare.
std::string describe(const RequestParser &parser, Outcome outcome, std::string_view buffer)
{
    if (outcome == Outcome::Incomplete)
        return "incomplete";
    if (outcome == Outcome::Refused)
        return "refused " + std::to_string(parser.refused().status) + " " + std::string(parser.refused().why);
    exchange::Request request;
    parser.fill(buffer, request);
    std::string text = std::to_string(parser.consumed()) + "\n";
    text.append(request.method).append("\n").append(request.target).append("\n");
    for (const auto &field : request.headers)
        text.append(field.name).append("=").append(field.value).append("\n");
    return text.append(request.body);
}

std::string parseInPieces(std::string_view bytes, std::size_t piece, Outcome &outcome)
{
    RequestParser parser(kLimits);
    std::size_t seen = 0;
    do {
        seen = std::min(bytes.size(), seen + piece);
        outcome = parser.parse(bytes.substr(0, seen));
    } while (outcome == Outcome::Incomplete && seen < bytes.size());
    return describe(parser, outcome, bytes);
}

/// The accepted request written out again must frame the same way: what we pass on cannot be read
/// differently.
void checkReserialized(std::string_view bytes)
{
    RequestParser parser(kLimits);
    if (parser.parse(bytes) != Outcome::Complete)
        return;
    exchange::Request request;
    parser.fill(bytes, request);
    std::string again;
    again.append(request.method).append(" ").append(request.target);
    again.append(request.httpMinor == 1 ? " HTTP/1.1\r\n" : " HTTP/1.0\r\n");
    for (const auto &field : request.headers) {
        if (!exchange::equalsIgnoreCase(field.name, "Content-Length") &&
            !exchange::equalsIgnoreCase(field.name, "Transfer-Encoding"))
            again.append(field.name).append(": ").append(field.value).append("\r\n");
    }
    again.append("Content-Length: ")
        .append(std::to_string(request.body.size()))
        .append("\r\n\r\n")
        .append(request.body);
    http::ParserLimits wider = kLimits;
    wider.maxHeader += 512;
    RequestParser second(wider);
    require(second.parse(again) == Outcome::Complete);
    require(second.consumed() == again.size());
    exchange::Request copy;
    second.fill(again, copy);
    require(copy.method == request.method && copy.target == request.target && copy.body == request.body);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const void *raw = data;
    const std::string_view bytes(static_cast<const char *>(raw) + 1, size - 1);
    Outcome whole{};
    Outcome split{};
    const std::string expected = parseInPieces(bytes, std::max<std::size_t>(1, bytes.size()), whole);
    const std::string actual = parseInPieces(bytes, 1U + data[0] % 7U, split);
    require(whole == split && expected == actual);
    checkReserialized(bytes);
    return 0;
}
