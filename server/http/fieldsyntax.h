// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace mockforge::http {

/// The byte classes and small grammars of RFC 9110 and RFC 9112 that the request parser and the response
/// writer share. Pure functions.

bool isTokenByte(char byte) noexcept;
/// RFC 9110 §5.6.2; false for the empty text.
bool isToken(std::string_view text) noexcept;
/// Bytes a field value may hold (RFC 9110 §5.5): no control but the tab.
bool isFieldValue(std::string_view text) noexcept;
/// No control, space, or '#': a fragment never travels (RFC 9112 §3.2). Bytes beyond ASCII are let through,
/// as clients send them.
bool isTargetText(std::string_view text) noexcept;
/// host [":" port] (RFC 3986 §3.2), by its bytes; the empty host is valid (RFC 9110 §7.2).
bool isHostText(std::string_view text) noexcept;
/// "HTTP/" digit "." digit (RFC 9112 §2.3), or another version of HTTP in the same manner.
bool looksLikeVersion(std::string_view text) noexcept;
/// The size of "http://" or "https://" at the beginning; 0 for anything else.
std::size_t schemeSize(std::string_view target) noexcept;
/// One to any number of hexadecimal digits and nothing else; the caller bounds their number.
bool parseHex(std::string_view digits, std::size_t &value) noexcept;
/// Splits a field line without its CRLF into name and trimmed value; says what is wrong with it, or null.
const char *splitField(std::string_view line, std::size_t &nameSize, std::size_t &valueBegin,
                       std::size_t &valueSize) noexcept;
/// Whether a comma-separated list holds the token, in any case.
bool listContains(std::string_view list, std::string_view token) noexcept;
/// Whether Accept-Encoding admits gzip: named, or "*", with a weight above 0 (RFC 9110 §12.5.3).
bool acceptsGzipCoding(std::string_view value) noexcept;

enum class KnownField { Other, Host, ContentLength, TransferEncoding, Expect, Connection, AcceptEncoding };
/// The fields that framing and connection handling look at.
KnownField knownField(std::string_view name) noexcept;

} // namespace mockforge::http
