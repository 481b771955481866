// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/record/labels.h"
#include "server/exchange/request.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mockforge::http {

struct ParserLimits
{
    std::size_t maxTarget = 8 * 1024;
    std::size_t maxHeader = 64 * 1024; ///< all field lines together
    std::size_t maxBody = 10 * 1024 * 1024;
    std::size_t maxChunks = 100'000;
};

/// Checks the framing of one HTTP/1.x request strictly (RFC 9112), byte for byte, before anything else sees
/// it. A pure incremental function of the bytes: the same bytes give the same outcome however they were
/// split. Keeps offsets, not pointers, so the caller may move the buffer between calls. One thread.
class RequestParser
{
public:
    enum class Outcome { Incomplete, Complete, Refused };

    /// Why a request cannot be served, and the status that tells the client.
    struct Refused
    {
        int status = 400;
        metrics::Refusal reason = metrics::Refusal::BadRequest;
        std::string_view why; ///< a constant, for the reply's body
    };

    explicit RequestParser(const ParserLimits &limits = {})
        : m_limits(limits)
    {}

    /// Forgets everything, for the next request; capacity stays.
    void reset();
    void setLimits(const ParserLimits &limits) { m_limits = limits; }

    /// `buffer` begins at the request's first byte and holds all that has arrived; what earlier calls saw
    /// must be there unchanged, save what discard() gave up. After Complete or Refused the outcome stays
    /// until reset().
    Outcome parse(std::string_view buffer);

    const Refused &refused() const noexcept { return m_refused; }
    /// Bytes of the buffer that belong to the request, once Complete.
    std::size_t consumed() const noexcept { return m_position; }
    /// The header block is complete and was accepted; the body may be missing.
    bool hasHead() const noexcept { return m_state >= State::FixedBody; }
    /// The client waits for "100 Continue" before it sends the body (RFC 9110 §10.1.1).
    bool expectsContinue() const noexcept { return m_expectContinue; }
    /// Some byte of a request has been seen; an empty line before it does not count.
    bool hasBegun() const noexcept { return m_begun; }
    bool bodyHasBegun(std::string_view buffer) const noexcept
    {
        return hasHead() && buffer.size() > m_bodyStart;
    }
    bool isChunked() const noexcept { return m_chunked; }
    /// How long the whole request is, as far as the head tells; 0 when it does not.
    std::size_t expectedSize() const noexcept;

    /// The range of the buffer behind the head that is decoded and may be erased by the caller, who then
    /// calls discarded(); only chunked bodies have one.
    std::size_t discardFrom() const noexcept { return m_bodyStart; }
    std::size_t discardable() const noexcept { return m_chunked ? m_position - m_bodyStart : 0; }
    void discarded() noexcept { m_position = m_scanned = m_bodyStart; }

    bool wantsKeepAlive() const noexcept { return m_keepAlive; }
    bool acceptsGzip() const noexcept { return m_acceptsGzip; }

    /// Fills method, target, path, query, headers, body and version with views into `buffer` and this parser.
    void fill(std::string_view buffer, exchange::Request &request) const;

private:
    enum class State {
        Start,
        RequestLine,
        Fields,
        FixedBody,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailers,
        Done,
        Refused
    };
    enum class Step { More, Wait, End };

    struct Span
    {
        std::size_t begin = 0;
        std::size_t size = 0;
        std::string_view in(std::string_view buffer) const noexcept { return buffer.substr(begin, size); }
    };
    struct FieldSpan
    {
        Span name;
        Span value;
    };

    Step step(std::string_view buffer);
    Step stepStart(std::string_view buffer);
    Step stepRequestLine(std::string_view buffer);
    Step stepField(std::string_view buffer);
    Step stepFixedBody(std::string_view buffer);
    Step stepChunkSize(std::string_view buffer);
    Step stepChunkData(std::string_view buffer);
    Step stepChunkEnd(std::string_view buffer);
    Step stepTrailer(std::string_view buffer);

    Step refuse(int status, metrics::Refusal reason, std::string_view why);
    Step badRequest(std::string_view why) { return refuse(400, metrics::Refusal::BadRequest, why); }
    Step tooLongRequestLine(std::string_view line);
    Step acceptTarget(std::string_view buffer, Span method, Span target);
    Step acceptVersion(std::string_view version);
    Step acceptField(std::string_view buffer, FieldSpan field);
    Step acceptHead(std::string_view buffer);
    Step acceptContentLength();
    /// The line that begins at m_position without its CRLF; npos when its end has not arrived.
    std::size_t lineEnd(std::string_view buffer);

    ParserLimits m_limits;
    State m_state = State::Start;
    Refused m_refused;
    std::size_t m_position = 0; ///< what is before it has been dealt with
    std::size_t m_scanned = 0;  ///< how far the search for the line's end has got

    Span m_method;
    Span m_target;
    Span m_path;
    Span m_query;
    std::string m_synthesizedTarget; ///< absolute-form without a path: "/" and the query
    int m_minor = 1;
    std::vector<FieldSpan> m_fields;
    std::size_t m_fieldsStart = 0;
    std::size_t m_bodyStart = 0;
    std::size_t m_bodySize = 0;
    std::string m_decoded; ///< a chunked body without its chunks
    std::size_t m_chunks = 0;
    std::size_t m_chunkLeft = 0;
    std::size_t m_trailersSize = 0;

    Span m_contentLength;
    Span m_transferEncoding;
    Span m_expect;
    int m_contentLengths = 0;
    int m_transferEncodings = 0;
    int m_hosts = 0;
    int m_expects = 0;
    bool m_connectionClose = false;
    bool m_connectionKeepAlive = false;
    bool m_keepAlive = true;
    bool m_expectContinue = false;
    bool m_acceptsGzip = false;
    bool m_chunked = false;
    bool m_begun = false;
    bool m_emptyLineSkipped = false;
};

} // namespace mockforge::http
