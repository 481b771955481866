// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/web/webframes.h"

#include "server/grpc/call/statuscodes.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace mockforge::grpc {

namespace {

constexpr std::size_t kPrefix = 5;
constexpr unsigned char kCompressed = 0x01;
constexpr unsigned char kTrailers = 0x80;

std::string lower(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 'a' - 'A') : c; });
    return result;
}

/// grpc-message: what is not printable ASCII, and '%', percent-encoded.
std::string percentEncoded(std::string_view text)
{
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        if (c >= ' ' && c <= '~' && c != '%') {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += kHex[byte >> 4];
        encoded += kHex[byte & 15U];
    }
    return encoded;
}

void appendPrefix(std::string &frame, unsigned char flags, std::size_t size)
{
    frame += static_cast<char>(flags);
    for (int shift = 24; shift >= 0; shift -= 8)
        frame += static_cast<char>((size >> shift) & 0xff);
}

std::size_t sizeIn(std::string_view prefix)
{
    std::size_t size = 0;
    for (std::size_t i = 1; i < kPrefix; ++i)
        size = size << 8 | static_cast<unsigned char>(prefix[i]);
    return size;
}

/// Header fields of HTTP's and of gRPC's own, which are not the client's metadata.
bool isProtocolField(const std::string &name)
{
    static constexpr std::array<std::string_view, 14> kNames{
        "accept-encoding",  "connection",  "content-length",    "content-type", "expect",     "host",
        "keep-alive",       "te",          "transfer-encoding", "upgrade",      "x-grpc-web", "trailer",
        "proxy-connection", "grpc-timeout"};
    return std::find(kNames.begin(), kNames.end(), name) != kNames.end() || name.starts_with("grpc-");
}

int base64Value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+' || c == '-')
        return 62;
    return c == '/' || c == '_' ? 63 : -1;
}

} // namespace

std::optional<WebFormat> webFormatOf(std::string_view contentType, bool &supported)
{
    constexpr std::string_view kWeb = "application/grpc-web";
    constexpr std::string_view kText = "-text";
    const std::string type = lower(contentType.substr(0, contentType.find(';')));
    std::string_view rest = type;
    while (rest.ends_with(' '))
        rest.remove_suffix(1);
    if (!rest.starts_with(kWeb))
        return std::nullopt;
    WebFormat format;
    format.contentType = rest;
    rest.remove_prefix(kWeb.size());
    format.text = rest.starts_with(kText);
    if (format.text)
        rest.remove_prefix(kText.size());
    supported = rest.empty() || rest == "+proto";
    if (!rest.empty() && rest.front() != '+')
        return std::nullopt;
    return format;
}

WebRequest parseWebBody(std::string_view body, bool text, std::int64_t maxMessage)
{
    WebRequest request;
    std::string decoded;
    if (text) {
        auto bytes = fromBase64(body);
        if (!bytes) {
            request.problem = {code::kInternal, "the body is not base64", {}};
            return request;
        }
        decoded = std::move(*bytes);
        body = decoded;
    }
    while (!body.empty()) {
        if (body.size() < kPrefix || sizeIn(body) > body.size() - kPrefix) {
            request.problem = {code::kInternal, "the body ends within a message", {}};
            return request;
        }
        const auto flags = static_cast<unsigned char>(body.front());
        const std::string_view message = body.substr(kPrefix, sizeIn(body));
        if ((flags & kCompressed) != 0) {
            request.problem = {code::kUnimplemented, "compressed messages are not taken over gRPC-Web", {}};
            return request;
        }
        if (maxMessage > 0 && message.size() > static_cast<std::size_t>(maxMessage)) {
            request.problem = {code::kResourceExhausted,
                               "a message of " + std::to_string(message.size()) + " bytes is larger than " +
                                   std::to_string(maxMessage),
                               {}};
            return request;
        }
        if ((flags & kTrailers) == 0)
            request.messages.emplace_back(message);
        body.remove_prefix(kPrefix + message.size());
    }
    return request;
}

std::string messageFrame(std::string_view message)
{
    std::string frame;
    frame.reserve(kPrefix + message.size());
    appendPrefix(frame, 0, message.size());
    frame += message;
    return frame;
}

std::string fieldValue(std::string_view name, std::string_view value)
{
    if (name.ends_with("-bin"))
        return toBase64(value);
    std::string printable(value);
    std::replace_if(
        printable.begin(), printable.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return printable;
}

Metadata trailerFields(const Status &status, const Metadata &trailers)
{
    Metadata fields{{"grpc-status", std::to_string(status.code)}};
    if (!status.message.empty())
        fields.emplace_back("grpc-message", percentEncoded(status.message));
    if (!status.details.empty())
        fields.emplace_back("grpc-status-details-bin", toBase64(status.details));
    for (const auto &[name, value] : trailers)
        fields.emplace_back(name, fieldValue(name, value));
    return fields;
}

std::string trailerFrame(const Status &status, const Metadata &trailers)
{
    std::string text;
    for (const auto &[name, value] : trailerFields(status, trailers))
        text.append(name).append(": ").append(value).append("\r\n");
    std::string frame;
    appendPrefix(frame, kTrailers, text.size());
    return frame + text;
}

Metadata webMetadata(const exchange::Request &request)
{
    Metadata metadata;
    for (const exchange::Field &field : request.headers) {
        std::string name = lower(field.name);
        if (isProtocolField(name))
            continue;
        std::string value(field.value);
        if (name.ends_with("-bin"))
            value = fromBase64(field.value).value_or(std::string());
        metadata.emplace_back(std::move(name), std::move(value));
    }
    return metadata;
}

std::uint64_t timeoutOf(std::string_view text)
{
    std::uint64_t number = 0;
    constexpr std::ptrdiff_t kMostDigits = 8;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc() || end - text.data() > kMostDigits || end + 1 != text.data() + text.size())
        return 0;
    switch (*end) {
    case 'H':
        return number * 3'600'000'000'000;
    case 'M':
        return number * 60'000'000'000;
    case 'S':
        return number * 1'000'000'000;
    case 'm':
        return number * 1'000'000;
    case 'u':
        return number * 1'000;
    case 'n':
        return number;
    default:
        return 0;
    }
}

std::string toBase64(std::string_view bytes)
{
    static constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8 | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            text += k <= count ? kDigits[(group >> (18 - 6 * k)) & 63U] : '=';
    }
    return text;
}

std::optional<std::string> fromBase64(std::string_view text)
{
    std::string bytes;
    std::uint32_t group = 0;
    int digits = 0;
    const auto flush = [&] {
        // One digit alone is less than a byte.
        for (int i = 1; i < digits; ++i)
            bytes += static_cast<char>((group << (6 * (4 - digits)) >> (8 * (3 - i))) & 0xffU);
        const bool whole = digits != 1;
        group = 0;
        digits = 0;
        return whole;
    };
    for (const char c : text) {
        if (c == '=') {
            if (!flush())
                return std::nullopt;
            continue;
        }
        const int value = base64Value(c);
        if (value < 0)
            return std::nullopt;
        group = group << 6 | static_cast<std::uint32_t>(value);
        if (++digits == 4)
            flush();
    }
    if (!flush())
        return std::nullopt;
    return bytes;
}

} // namespace mockforge::grpc
