// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/responsewriter.h"

#include "server/exchange/request.h"
#include "server/http/fieldsyntax.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <utility>

namespace mockforge::http {

namespace {

using exchange::equalsIgnoreCase;

/// Up to this size a copy beside the head is cheaper than a second piece.
constexpr std::size_t kInlineBody = 16 * 1024;
constexpr std::size_t kMinCompressed = 1024;
/// A body that changes with every reply is compressed each time: quickly, and not at all when that would hold
/// up others.
constexpr std::size_t kMaxFreshCompressed = 1024 * 1024;
constexpr int kFreshLevel = 1;
constexpr std::size_t kDateSize = 29;

enum class OwnField { None, Ours, Connection, ContentType, ContentEncoding };

OwnField ownField(std::string_view name) noexcept
{
    switch (name.size()) {
    case 4:
        return equalsIgnoreCase(name, "Date") ? OwnField::Ours : OwnField::None;
    case 10:
        return equalsIgnoreCase(name, "Connection")   ? OwnField::Connection
               : equalsIgnoreCase(name, "Keep-Alive") ? OwnField::Ours
                                                      : OwnField::None;
    case 12:
        return equalsIgnoreCase(name, "Content-Type") ? OwnField::ContentType : OwnField::None;
    case 14:
        return equalsIgnoreCase(name, "Content-Length") ? OwnField::Ours : OwnField::None;
    case 16:
        return equalsIgnoreCase(name, "Content-Encoding") ? OwnField::ContentEncoding : OwnField::None;
    case 17:
        return equalsIgnoreCase(name, "Transfer-Encoding") ? OwnField::Ours : OwnField::None;
    default:
        return OwnField::None;
    }
}

/// RFC 9110 §6.4.1: these replies never have content.
bool hasContent(int status) noexcept
{
    return status >= 200 && status != 204 && status != 304;
}

void appendNumber(std::size_t number, std::string &out)
{
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

void appendField(std::string_view name, std::string_view value, std::string &out)
{
    out.append(name).append(": ", 2).append(value).append("\r\n", 2);
}

} // namespace

std::string_view ResponseWriter::date()
{
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
    if (now.tv_sec != m_second) {
        static constexpr const char *kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
        static constexpr const char *kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        std::tm utc{};
        ::gmtime_r(&now.tv_sec, &utc);
        std::snprintf(m_date.data(), m_date.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT", kDays[utc.tm_wday],
                      utc.tm_mday, kMonths[utc.tm_mon], utc.tm_year + 1900, utc.tm_hour, utc.tm_min,
                      utc.tm_sec);
        m_second = now.tv_sec;
    }
    return {m_date.data(), kDateSize};
}

void ResponseWriter::appendStatusLine(int status, std::string &out)
{
    if (status == 200) {
        out.append("HTTP/1.1 200 OK\r\n");
        return;
    }
    out.append("HTTP/1.1 ");
    appendNumber(static_cast<std::size_t>(status), out);
    out.append(" ").append(exchange::reasonPhrase(status)).append("\r\n");
}

ResponseWriter::Compressed ResponseWriter::compress(exchange::Response &response, const ReplyContext &context,
                                                    std::string_view contentType, bool encoded)
{
    Compressed result;
    const std::size_t size = response.content().size();
    if (!context.compression || encoded || size < kMinCompressed || !isCompressible(contentType))
        return result;
    if (!response.shared && size > kMaxFreshCompressed)
        return result;
    result.varies = true;
    if (!context.acceptsGzip)
        return result;
    if (response.shared) {
        if (auto compressed = m_cache.get(response.shared)) {
            response.shared = std::move(compressed);
            result.applied = true;
        }
        return result;
    }
    std::string compressed = gzip(response.body, kFreshLevel);
    if (!compressed.empty() && compressed.size() < size) {
        response.body = std::move(compressed);
        result.applied = true;
    }
    return result;
}

BodyPart ResponseWriter::write(exchange::Response response, ReplyContext &context, std::string &out)
{
    if (response.status < 100 || response.status > 999)
        response.status = 500;
    std::string_view contentType;
    bool encoded = false;
    appendStatusLine(response.status, out);
    for (const auto &[name, value] : response.headers) {
        const OwnField own = ownField(name);
        if (own == OwnField::Ours || !isToken(name) || !isFieldValue(value))
            continue;
        if (own == OwnField::Connection) {
            if (listContains(value, "close"))
                context.keepAlive = false;
            continue;
        }
        if (own == OwnField::ContentType)
            contentType = value;
        encoded = encoded || own == OwnField::ContentEncoding;
        appendField(name, value, out);
    }
    const bool content = hasContent(response.status);
    if (content) {
        const Compressed compressed = compress(response, context, contentType, encoded);
        if (compressed.varies)
            out.append("Vary: Accept-Encoding\r\n");
        if (compressed.applied)
            out.append("Content-Encoding: gzip\r\n");
        out.append("Content-Length: ");
        appendNumber(response.content().size(), out);
        out.append("\r\n");
    }
    out.append("Date: ").append(date());
    if (!context.keepAlive)
        out.append("\r\nConnection: close\r\n\r\n");
    else if (context.httpMinor == 0)
        out.append("\r\nConnection: keep-alive\r\n\r\n");
    else
        out.append("\r\n\r\n");
    if (!content || context.head)
        return {};
    if (response.content().size() <= kInlineBody) {
        out.append(response.content());
        return {};
    }
    return BodyPart{std::move(response.body), std::move(response.shared), std::string::npos};
}

void ResponseWriter::writeRefusal(int status, std::string_view why, std::string &out)
{
    appendStatusLine(status, out);
    appendField("Content-Type", "text/plain; charset=utf-8", out);
    appendField("Date", date(), out);
    out.append("Content-Length: ");
    appendNumber(why.size() + 1, out);
    out.append("\r\nConnection: close\r\n\r\n").append(why).append("\n");
}

} // namespace mockforge::http
