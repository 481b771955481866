// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/fieldsyntax.h"

#include "server/exchange/request.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace mockforge::http {

namespace {

using exchange::equalsIgnoreCase;

constexpr bool isAlphaNumeric(unsigned char c) noexcept
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

using ByteSet = std::array<bool, 256>;

constexpr ByteSet alphaNumericAnd(std::string_view others) noexcept
{
    ByteSet set{};
    for (std::size_t i = 0; i < set.size(); ++i)
        set[i] = isAlphaNumeric(static_cast<unsigned char>(i));
    for (const char c : others)
        set[static_cast<unsigned char>(c)] = true;
    return set;
}

constexpr ByteSet fieldValueBytes() noexcept
{
    ByteSet set{};
    for (std::size_t i = 0; i < set.size(); ++i)
        set[i] = i == '\t' || (i >= 0x20 && i != 0x7f);
    return set;
}

constexpr ByteSet targetBytes() noexcept
{
    ByteSet set{};
    for (std::size_t i = 0; i < set.size(); ++i)
        set[i] = i > 0x20 && i != 0x7f && i != '#';
    return set;
}

constexpr ByteSet kToken = alphaNumericAnd("!#$%&'*+-.^_`|~");
constexpr ByteSet kHost = alphaNumericAnd("-._~%!$&'()*+,;=:[]");
constexpr ByteSet kFieldValue = fieldValueBytes();
constexpr ByteSet kTarget = targetBytes();

bool allIn(std::string_view text, const ByteSet &set) noexcept
{
    return std::all_of(text.begin(), text.end(), [&](char c) { return set[static_cast<unsigned char>(c)]; });
}

std::string_view trimmed(std::string_view text) noexcept
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

/// Cuts the first element off a comma-separated list.
std::string_view nextElement(std::string_view &list) noexcept
{
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view element = trimmed(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
    return element;
}

bool isZeroWeight(std::string_view parameters) noexcept
{
    const std::size_t equals = parameters.find('=');
    if (equals == std::string_view::npos)
        return false;
    const std::string_view weight = trimmed(parameters.substr(equals + 1));
    return !weight.empty() && weight.find_first_not_of("0.") == std::string_view::npos;
}

} // namespace

bool isTokenByte(char byte) noexcept
{
    return kToken[static_cast<unsigned char>(byte)];
}

bool isToken(std::string_view text) noexcept
{
    return !text.empty() && allIn(text, kToken);
}

bool isFieldValue(std::string_view text) noexcept
{
    return allIn(text, kFieldValue);
}

bool isTargetText(std::string_view text) noexcept
{
    return allIn(text, kTarget);
}

bool isHostText(std::string_view text) noexcept
{
    return allIn(text, kHost);
}

bool looksLikeVersion(std::string_view text) noexcept
{
    const auto isDigit = [](char c) {
        return c >= '0' && c <= '9';
    };
    return text.size() >= 6 && text.substr(0, 5) == "HTTP/" && isDigit(text[5]) &&
           (text.size() == 6 || (text.size() == 8 && text[6] == '.' && isDigit(text[7])));
}

std::size_t schemeSize(std::string_view target) noexcept
{
    for (const std::string_view scheme : {std::string_view("http://"), std::string_view("https://")}) {
        if (equalsIgnoreCase(target.substr(0, scheme.size()), scheme))
            return scheme.size();
    }
    return 0;
}

bool parseHex(std::string_view digits, std::size_t &value) noexcept
{
    value = 0;
    for (const char c : digits) {
        std::size_t digit = 0;
        if (c >= '0' && c <= '9')
            digit = static_cast<std::size_t>(c - '0');
        else if (c >= 'a' && c <= 'f')
            digit = static_cast<std::size_t>(c - 'a') + 10;
        else if (c >= 'A' && c <= 'F')
            digit = static_cast<std::size_t>(c - 'A') + 10;
        else
            return false;
        value = value * 16 + digit;
    }
    return !digits.empty();
}

const char *splitField(std::string_view line, std::size_t &nameSize, std::size_t &valueBegin,
                       std::size_t &valueSize) noexcept
{
    if (line.front() == ' ' || line.front() == '\t')
        return "a header field goes on in a second line";
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos)
        return "a header line has no colon";
    if (!isToken(line.substr(0, colon)))
        return "a header field's name is not a token";
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (!isFieldValue(value))
        return "a header field's value holds a byte that is not allowed";
    nameSize = colon;
    valueBegin = value.empty() ? colon + 1 : static_cast<std::size_t>(value.data() - line.data());
    valueSize = value.size();
    return nullptr;
}

bool listContains(std::string_view list, std::string_view token) noexcept
{
    while (!list.empty()) {
        if (equalsIgnoreCase(nextElement(list), token))
            return true;
    }
    return false;
}

bool acceptsGzipCoding(std::string_view value) noexcept
{
    bool any = false;
    while (!value.empty()) {
        const std::string_view element = nextElement(value);
        const std::size_t semicolon = std::min(element.find(';'), element.size());
        const std::string_view coding = trimmed(element.substr(0, semicolon));
        const bool admitted = !isZeroWeight(element.substr(semicolon));
        if (equalsIgnoreCase(coding, "gzip") || equalsIgnoreCase(coding, "x-gzip"))
            return admitted;
        if (coding == "*")
            any = admitted;
    }
    return any;
}

KnownField knownField(std::string_view name) noexcept
{
    // The length decides almost always, so that other fields cost one comparison.
    switch (name.size()) {
    case 4:
        return equalsIgnoreCase(name, "Host") ? KnownField::Host : KnownField::Other;
    case 6:
        return equalsIgnoreCase(name, "Expect") ? KnownField::Expect : KnownField::Other;
    case 10:
        return equalsIgnoreCase(name, "Connection") ? KnownField::Connection : KnownField::Other;
    case 14:
        return equalsIgnoreCase(name, "Content-Length") ? KnownField::ContentLength : KnownField::Other;
    case 15:
        return equalsIgnoreCase(name, "Accept-Encoding") ? KnownField::AcceptEncoding : KnownField::Other;
    case 17:
        return equalsIgnoreCase(name, "Transfer-Encoding") ? KnownField::TransferEncoding : KnownField::Other;
    default:
        return KnownField::Other;
    }
}

} // namespace mockforge::http
