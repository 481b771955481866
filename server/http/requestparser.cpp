// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/requestparser.h"

#include "server/http/fieldsyntax.h"

#include <algorithm>
#include <cstring>

namespace mockforge::http {

namespace {

using metrics::Refusal;

constexpr std::size_t kMaxMethod = 64;
constexpr std::size_t kVersionSize = 8;
constexpr std::size_t kMaxFields = 1000;
constexpr std::size_t kMaxChunkLine = 256;
constexpr std::size_t kMaxChunkDigits = 8;
constexpr std::size_t kMaxTrailers = 8 * 1024;
constexpr std::size_t kMaxLengthDigits = 18;

} // namespace

void RequestParser::reset()
{
    std::string decoded = std::move(m_decoded);
    std::vector<FieldSpan> fields = std::move(m_fields);
    const ParserLimits limits = m_limits;
    *this = RequestParser(limits);
    fields.clear();
    decoded.clear();
    if (decoded.capacity() < 64 * 1024)
        m_decoded = std::move(decoded);
    m_fields = std::move(fields);
}

RequestParser::Outcome RequestParser::parse(std::string_view buffer)
{
    while (step(buffer) == Step::More) {
    }
    if (m_state == State::Refused)
        return Outcome::Refused;
    return m_state == State::Done ? Outcome::Complete : Outcome::Incomplete;
}

RequestParser::Step RequestParser::step(std::string_view buffer)
{
    switch (m_state) {
    case State::Start:
        return stepStart(buffer);
    case State::RequestLine:
        return stepRequestLine(buffer);
    case State::Fields:
        return stepField(buffer);
    case State::FixedBody:
        return stepFixedBody(buffer);
    case State::ChunkSize:
        return stepChunkSize(buffer);
    case State::ChunkData:
        return stepChunkData(buffer);
    case State::ChunkEnd:
        return stepChunkEnd(buffer);
    case State::Trailers:
        return stepTrailer(buffer);
    case State::Done:
    case State::Refused:
        break;
    }
    return Step::End;
}

RequestParser::Step RequestParser::refuse(int status, Refusal reason, std::string_view why)
{
    m_state = State::Refused;
    m_refused = Refused{status, reason, why};
    return Step::End;
}

std::size_t RequestParser::lineEnd(std::string_view buffer)
{
    const std::size_t from = std::max(m_scanned, m_position);
    const void *found =
        from < buffer.size() ? std::memchr(buffer.data() + from, '\n', buffer.size() - from) : nullptr;
    if (!found) {
        m_scanned = buffer.size();
        return std::string_view::npos;
    }
    return static_cast<std::size_t>(static_cast<const char *>(found) - buffer.data());
}

RequestParser::Step RequestParser::stepStart(std::string_view buffer)
{
    if (m_position >= buffer.size())
        return Step::Wait;
    const char first = buffer[m_position];
    if (first == '\r' && !m_emptyLineSkipped) {
        // One empty line before the request line is tolerated (RFC 9112 §2.2).
        if (m_position + 1 >= buffer.size())
            return Step::Wait;
        if (buffer[m_position + 1] != '\n') {
            m_begun = true;
            return badRequest("a request begins with its method");
        }
        m_position += 2;
        m_emptyLineSkipped = true;
        return Step::More;
    }
    m_begun = true;
    if (!isTokenByte(first))
        return badRequest("a request begins with its method");
    m_state = State::RequestLine;
    return Step::More;
}

RequestParser::Step RequestParser::tooLongRequestLine(std::string_view line)
{
    if (line.substr(0, kMaxMethod + 1).find(' ') == std::string_view::npos)
        return badRequest("the method is too long");
    return refuse(414, Refusal::TargetTooLong, "the request target is too long");
}

RequestParser::Step RequestParser::stepRequestLine(std::string_view buffer)
{
    const std::size_t longest = kMaxMethod + 1 + m_limits.maxTarget + 1 + kVersionSize;
    const std::size_t newline = lineEnd(buffer);
    if (newline == std::string_view::npos) {
        if (buffer.size() - m_position > longest + 1)
            return tooLongRequestLine(buffer.substr(m_position));
        return Step::Wait;
    }
    std::string_view line = buffer.substr(m_position, newline - m_position);
    if (line.size() > longest + 1)
        return tooLongRequestLine(line);
    if (line.empty() || line.back() != '\r')
        return badRequest("lines end with CR LF");
    line.remove_suffix(1);
    const std::size_t methodSize = line.find(' ');
    if (methodSize == std::string_view::npos || !isToken(line.substr(0, methodSize)))
        return badRequest("the method is not a token");
    if (methodSize > kMaxMethod)
        return badRequest("the method is too long");
    const std::size_t targetEnd = line.find(' ', methodSize + 1);
    if (targetEnd == std::string_view::npos)
        return badRequest("the request line has no version");
    const Span method{m_position, methodSize};
    const Span target{m_position + methodSize + 1, targetEnd - methodSize - 1};
    if (target.size > m_limits.maxTarget)
        return refuse(414, Refusal::TargetTooLong, "the request target is too long");
    if (const Step result = acceptTarget(buffer, method, target); result == Step::End)
        return result;
    if (const Step result = acceptVersion(line.substr(targetEnd + 1)); result == Step::End)
        return result;
    m_position = newline + 1;
    m_fieldsStart = m_position;
    m_state = State::Fields;
    return Step::More;
}

RequestParser::Step RequestParser::acceptTarget(std::string_view buffer, Span method, Span target)
{
    const std::string_view text = target.in(buffer);
    if (text.empty() || !isTargetText(text))
        return badRequest("the request target holds a byte that is not allowed");
    m_method = method;
    std::size_t pathStart = 0;
    if (text == "*") {
        if (method.in(buffer) != "OPTIONS")
            return badRequest("the target * is for OPTIONS only");
    } else if (text.front() != '/') {
        const std::size_t authority = schemeSize(text);
        if (authority == 0)
            return badRequest("the request target is neither a path nor a URL");
        pathStart = std::min(text.find_first_of("/?", authority), text.size());
        if (!isHostText(text.substr(authority, pathStart - authority)) || pathStart == authority)
            return badRequest("the URL in the request target has no valid host");
    }
    m_target = Span{target.begin + pathStart, target.size - pathStart};
    const std::string_view rest = text.substr(pathStart);
    const std::size_t question = std::min(rest.find('?'), rest.size());
    m_path = Span{m_target.begin, question};
    m_query =
        question < rest.size() ? Span{m_target.begin + question + 1, rest.size() - question - 1} : Span{};
    if (rest.empty() || rest.front() == '?')
        m_synthesizedTarget.assign("/").append(rest);
    return Step::More;
}

RequestParser::Step RequestParser::acceptVersion(std::string_view version)
{
    if (version == "HTTP/1.1") {
        m_minor = 1;
        return Step::More;
    }
    if (version == "HTTP/1.0") {
        m_minor = 0;
        return Step::More;
    }
    if (looksLikeVersion(version))
        return refuse(505, Refusal::VersionNotSupported, "only HTTP/1.0 and HTTP/1.1 are served here");
    return badRequest("the version is not one of HTTP");
}

RequestParser::Step RequestParser::stepField(std::string_view buffer)
{
    const std::size_t newline = lineEnd(buffer);
    const std::size_t end = newline == std::string_view::npos ? buffer.size() : newline + 1;
    if (end - m_fieldsStart > m_limits.maxHeader)
        return refuse(431, Refusal::HeadersTooLarge, "the header fields are too large");
    if (newline == std::string_view::npos)
        return Step::Wait;
    if (newline == m_position || buffer[newline - 1] != '\r')
        return badRequest("lines end with CR LF");
    const std::size_t size = newline - 1 - m_position;
    if (size == 0) {
        m_position = newline + 1;
        m_bodyStart = m_position;
        return acceptHead(buffer);
    }
    if (m_fields.size() >= kMaxFields)
        return refuse(431, Refusal::HeadersTooLarge, "there are too many header fields");
    FieldSpan field;
    if (const char *why =
            splitField(buffer.substr(m_position, size), field.name.size, field.value.begin, field.value.size))
        return badRequest(why);
    field.name.begin = m_position;
    field.value.begin += m_position;
    m_position = newline + 1;
    return acceptField(buffer, field);
}

RequestParser::Step RequestParser::acceptField(std::string_view buffer, FieldSpan field)
{
    m_fields.push_back(field);
    const std::string_view name = field.name.in(buffer);
    const std::string_view value = field.value.in(buffer);
    switch (knownField(name)) {
    case KnownField::Host:
        if (++m_hosts > 1)
            return badRequest("there is more than one Host");
        if (!isHostText(value))
            return badRequest("Host holds a byte that is not allowed");
        break;
    case KnownField::ContentLength:
        ++m_contentLengths;
        m_contentLength = field.value;
        break;
    case KnownField::TransferEncoding:
        ++m_transferEncodings;
        m_transferEncoding = field.value;
        break;
    case KnownField::Expect:
        ++m_expects;
        m_expect = field.value;
        break;
    case KnownField::Connection:
        m_connectionClose = m_connectionClose || listContains(value, "close");
        m_connectionKeepAlive = m_connectionKeepAlive || listContains(value, "keep-alive");
        break;
    case KnownField::AcceptEncoding:
        m_acceptsGzip = m_acceptsGzip || acceptsGzipCoding(value);
        break;
    case KnownField::Other:
        break;
    }
    return Step::More;
}

RequestParser::Step RequestParser::acceptHead(std::string_view buffer)
{
    if (m_minor == 1 && m_hosts == 0)
        return badRequest("HTTP/1.1 requires a Host");
    if (m_contentLengths > 1)
        return badRequest("there is more than one Content-Length");
    if (m_transferEncodings > 1)
        return badRequest("there is more than one Transfer-Encoding");
    if (m_contentLengths > 0 && m_transferEncodings > 0)
        return badRequest("Content-Length and Transfer-Encoding exclude each other");
    m_keepAlive = !m_connectionClose && (m_minor == 1 || m_connectionKeepAlive);
    if (m_contentLengths > 0) {
        const std::string_view digits = m_contentLength.in(buffer);
        if (digits.empty() || digits.size() > kMaxLengthDigits ||
            digits.find_first_not_of("0123456789") != std::string_view::npos)
            return badRequest("Content-Length is not a number");
        m_bodySize = 0;
        for (const char digit : digits)
            m_bodySize = m_bodySize * 10 + static_cast<std::size_t>(digit - '0');
    }
    if (m_transferEncodings > 0) {
        if (m_minor == 0)
            return badRequest("HTTP/1.0 has no Transfer-Encoding");
        if (!exchange::equalsIgnoreCase(m_transferEncoding.in(buffer), "chunked"))
            return refuse(501, Refusal::UnknownTransferCoding,
                          "the only transfer coding served here is chunked");
        m_chunked = true;
    }
    if (m_expects > 0 && m_minor == 1) {
        if (m_expects > 1 || !exchange::equalsIgnoreCase(m_expect.in(buffer), "100-continue"))
            return refuse(417, Refusal::ExpectationFailed,
                          "the only expectation served here is 100-continue");
        m_expectContinue = m_chunked || m_bodySize > 0;
    }
    if (m_bodySize > m_limits.maxBody)
        return refuse(413, Refusal::BodyTooLarge, "the body is too large");
    m_state = m_chunked ? State::ChunkSize : State::FixedBody;
    return Step::More;
}

std::size_t RequestParser::expectedSize() const noexcept
{
    return hasHead() && !m_chunked ? m_bodyStart + m_bodySize : 0;
}

RequestParser::Step RequestParser::stepFixedBody(std::string_view buffer)
{
    if (buffer.size() - m_bodyStart < m_bodySize)
        return Step::Wait;
    m_position = m_bodyStart + m_bodySize;
    m_state = State::Done;
    return Step::End;
}

RequestParser::Step RequestParser::stepChunkSize(std::string_view buffer)
{
    const std::size_t newline = lineEnd(buffer);
    const std::size_t end = newline == std::string_view::npos ? buffer.size() : newline + 1;
    if (end - m_position > kMaxChunkLine)
        return badRequest("the chunk's size line is too long");
    if (newline == std::string_view::npos)
        return Step::Wait;
    std::string_view line = buffer.substr(m_position, newline - m_position);
    if (line.empty() || line.back() != '\r')
        return badRequest("lines end with CR LF");
    line.remove_suffix(1);
    const std::size_t digits = std::min(line.find(';'), line.size());
    std::size_t size = 0;
    if (digits > kMaxChunkDigits || !parseHex(line.substr(0, digits), size))
        return badRequest("the chunk's size is not a hexadecimal number");
    if (!isFieldValue(line.substr(digits)))
        return badRequest("the chunk's extension holds a byte that is not allowed");
    m_position = newline + 1;
    if (size == 0) {
        m_state = State::Trailers;
        return Step::More;
    }
    if (++m_chunks > m_limits.maxChunks)
        return refuse(400, Refusal::TooManyChunks, "the body has too many chunks");
    if (size > m_limits.maxBody - m_decoded.size())
        return refuse(413, Refusal::BodyTooLarge, "the body is too large");
    m_chunkLeft = size;
    m_state = State::ChunkData;
    return Step::More;
}

RequestParser::Step RequestParser::stepChunkData(std::string_view buffer)
{
    const std::size_t here = std::min(m_chunkLeft, buffer.size() - m_position);
    m_decoded.append(buffer.substr(m_position, here));
    m_position += here;
    m_chunkLeft -= here;
    if (m_chunkLeft > 0)
        return Step::Wait;
    m_state = State::ChunkEnd;
    return Step::More;
}

RequestParser::Step RequestParser::stepChunkEnd(std::string_view buffer)
{
    const std::string_view ending = buffer.substr(m_position, 2);
    if (std::string_view("\r\n").substr(0, ending.size()) != ending)
        return badRequest("the chunk is longer than its size");
    if (ending.size() < 2)
        return Step::Wait;
    m_position += 2;
    m_state = State::ChunkSize;
    return Step::More;
}

RequestParser::Step RequestParser::stepTrailer(std::string_view buffer)
{
    const std::size_t newline = lineEnd(buffer);
    const std::size_t end = newline == std::string_view::npos ? buffer.size() : newline + 1;
    if (m_trailersSize + (end - m_position) > kMaxTrailers)
        return refuse(431, Refusal::HeadersTooLarge, "the trailer fields are too large");
    if (newline == std::string_view::npos)
        return Step::Wait;
    if (newline == m_position || buffer[newline - 1] != '\r')
        return badRequest("lines end with CR LF");
    const std::size_t size = newline - 1 - m_position;
    FieldSpan field;
    // Trailers are checked and dropped: nothing that routes or frames may come from behind the body.
    if (size > 0) {
        if (const char *why = splitField(buffer.substr(m_position, size), field.name.size, field.value.begin,
                                         field.value.size))
            return badRequest(why);
    }
    m_trailersSize += newline + 1 - m_position;
    m_position = newline + 1;
    if (size > 0)
        return Step::More;
    m_state = State::Done;
    return Step::End;
}

void RequestParser::fill(std::string_view buffer, exchange::Request &request) const
{
    request.method = m_method.in(buffer);
    request.query = m_query.size > 0 ? m_query.in(buffer) : std::string_view();
    if (m_synthesizedTarget.empty()) {
        request.target = m_target.in(buffer);
        request.path = m_path.in(buffer);
    } else {
        request.target = m_synthesizedTarget;
        request.path = request.target.substr(0, 1);
    }
    request.headers.clear();
    for (const FieldSpan &field : m_fields)
        request.headers.push_back({field.name.in(buffer), field.value.in(buffer)});
    request.body = m_chunked ? std::string_view(m_decoded) : buffer.substr(m_bodyStart, m_bodySize);
    request.httpMinor = m_minor;
}

} // namespace mockforge::http
