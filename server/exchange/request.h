// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mockforge::exchange {

struct Field
{
    std::string_view name;
    std::string_view value;
};

using NameValue = std::pair<std::string, std::string>;

/// A request as matchers and templates see it. The views point into the connection's buffer and live as long
/// as the exchange; the decoded parts are made on first use and kept. One thread at a time.
class Request
{
public:
    Request();
    ~Request();
    Request(Request &&) noexcept;
    Request &operator=(Request &&) noexcept;

    std::string_view method; ///< the token as sent, case kept (RFC 9110 §9.1)
    std::string_view target; ///< origin-form as sent; absolute-form is reduced to its path and query
    std::string_view path;   ///< raw, percent-encoded, begins with '/'
    std::string_view query;  ///< raw, without '?'
    std::vector<Field> headers;
    std::string_view body; ///< complete, with the transfer coding removed
    std::string_view peer; ///< numeric address of the client
    std::uint16_t peerPort = 0;
    bool secure = false;
    int httpMinor = 1;

    /// The first header of that name, ASCII case-insensitive (RFC 9110 §5.1); empty when absent.
    std::optional<std::string_view> header(std::string_view name) const;
    /// Path segments between slashes, each percent-decoded on its own, so that %2F never splits one.
    const std::vector<std::string> &segments() const;
    /// Decoded query parameters in order, '+' as space (WHATWG URL §5.1).
    const std::vector<NameValue> &queryItems() const;
    std::optional<std::string_view> queryItem(std::string_view name) const;
    /// Cookies in order (RFC 6265 §5.4).
    const std::vector<NameValue> &cookies() const;
    std::optional<std::string_view> cookie(std::string_view name) const;
    /// The body as JSON; null when it is not JSON. Nesting over 200 levels is refused.
    const nlohmann::json *json() const;
    /// What json() gives from now on, for a body that came in another form; outlives the request.
    void setJson(const nlohmann::json *json) noexcept { m_given = json; }
    /// Forgets everything, keeping capacity, for the next request on the connection.
    void clear();

private:
    const nlohmann::json *m_given = nullptr;
    struct Decoded;
    mutable std::unique_ptr<Decoded> m_decoded;
    Decoded &decoded() const;
};

/// Percent-decodes (RFC 3986 §2.1); a stray '%' stays as it is. `plusIsSpace` for query strings.
std::string percentDecode(std::string_view text, bool plusIsSpace);
bool equalsIgnoreCase(std::string_view a, std::string_view b) noexcept;

} // namespace mockforge::exchange
