// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/exchange/response.h"
#include "server/http/compression.h"

#include <array>
#include <cstdint>
#include <ctime>
#include <memory>
#include <string>
#include <string_view>

namespace mockforge::http {

/// What of the request and the connection shapes the reply.
struct ReplyContext
{
    bool head = false; ///< HEAD: the head alone, with the Content-Length of the GET
    int httpMinor = 1;
    bool keepAlive = true;
    bool compression = false; ///< allowed by the settings
    bool acceptsGzip = false;
};

/// A reply's content that is sent from where it lies.
struct BodyPart
{
    std::string owned;
    std::shared_ptr<const std::string> shared;
    std::size_t limit = std::string::npos; ///< only so much of it is sent

    std::string_view view() const noexcept
    {
        return (shared ? std::string_view(*shared) : std::string_view(owned)).substr(0, limit);
    }
};

/// Frames replies (RFC 9112 §6): status line, the given fields, then Date, Content-Length and Connection,
/// which are its own. Compresses where it pays. One per worker; knows no socket.
class ResponseWriter
{
public:
    /// Appends the head, and the body too when it is small; else gives the body to be sent after. `keepAlive`
    /// in the context is cleared when the reply's own Connection field says close. Fields that could break
    /// the framing (a CR, LF or NUL in the value, a name that is no token) are left out.
    BodyPart write(exchange::Response response, ReplyContext &context, std::string &out);

    /// A complete plain-text refusal that ends the connection.
    void writeRefusal(int status, std::string_view why, std::string &out);

    /// IMF-fixdate of now (RFC 9110 §5.6.7), made once per second.
    std::string_view date();

private:
    struct Compressed
    {
        bool varies = false;  ///< the reply depends on Accept-Encoding
        bool applied = false; ///< the content is gzip now
    };

    void appendStatusLine(int status, std::string &out);
    Compressed compress(exchange::Response &response, const ReplyContext &context,
                        std::string_view contentType, bool encoded);

    GzipCache m_cache;
    std::time_t m_second = -1;
    std::array<char, 32> m_date{};
};

} // namespace mockforge::http
