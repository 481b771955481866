// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/scope.h"

#include "server/exchange/request.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <cstring>

namespace mockforge::chaos {

namespace {

bool toBytes(std::string_view text, std::array<unsigned char, 16> &bytes, bool &isFour)
{
    const std::string address(text.substr(0, text.find('%')));
    isFour = address.find(':') == std::string::npos;
    if (!isFour)
        return ::inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1;
    bytes = {};
    bytes[10] = bytes[11] = 0xff;
    return ::inet_pton(AF_INET, address.c_str(), bytes.data() + 12) == 1;
}

bool listed(const std::vector<std::string> &list, std::string_view value)
{
    return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

} // namespace

bool AddressRange::parse(const std::string &text)
{
    const std::size_t slash = text.find('/');
    bool isFour = false;
    if (!toBytes(std::string_view(text).substr(0, slash), m_bytes, isFour))
        return false;
    const int most = isFour ? 32 : 128;
    int bits = most;
    if (slash != std::string::npos) {
        const char *const end = text.data() + text.size();
        const auto [stop, failure] = std::from_chars(text.data() + slash + 1, end, bits);
        if (failure != std::errc() || stop != end || bits < 0 || bits > most)
            return false;
    }
    m_bits = bits + (isFour ? 96 : 0);
    return true;
}

bool AddressRange::holds(std::string_view address) const
{
    std::array<unsigned char, 16> bytes{};
    bool isFour = false;
    if (!toBytes(address, bytes, isFour))
        return false;
    const auto whole = static_cast<std::size_t>(m_bits / 8);
    if (std::memcmp(bytes.data(), m_bytes.data(), whole) != 0)
        return false;
    const int rest = m_bits % 8;
    return rest == 0 || ((bytes[whole] ^ m_bytes[whole]) >> (8 - rest)) == 0;
}

std::string Scope::compile(const project::ChaosScope &spec)
{
    m_spec = &spec;
    if (!spec.protocols.empty()) {
        m_protocols = 0;
        for (std::size_t i = 0; i < metrics::kProtocolCount; ++i) {
            if (listed(spec.protocols, metrics::kProtocolNames[i]))
                m_protocols |= 1U << i;
        }
    }
    for (const std::string &source : spec.sources) {
        if (!m_sources.emplace_back().parse(source))
            return "'" + source + "' is neither an address nor a range such as 10.0.0.0/8";
    }
    for (const project::Matcher &matcher : spec.matchers) {
        if (std::string problem = m_conditions.emplace_back().compile(matcher); !problem.empty())
            return problem;
    }
    if (!spec.path.empty()) {
        if (std::string problem = m_path.parse(spec.path); !problem.empty())
            return "path '" + spec.path + "': " + problem;
    }
    return {};
}

bool Scope::holds(const Subject &subject) const
{
    if ((m_protocols >> static_cast<unsigned>(subject.protocol) & 1U) == 0)
        return false;
    if (!listed(m_spec->endpoints, subject.endpoint) || !listed(m_spec->routes, subject.route) ||
        !listed(m_spec->methods, subject.method) || !listed(m_spec->operations, subject.operation))
        return false;
    const auto size = static_cast<std::int64_t>(subject.bodySize);
    if (size < m_spec->minBody || size > m_spec->maxBody)
        return false;
    if (!m_sources.empty() &&
        std::none_of(m_sources.begin(), m_sources.end(),
                     [&](const AddressRange &range) { return range.holds(subject.peer); }))
        return false;
    return requestHolds(subject);
}

bool Scope::requestHolds(const Subject &subject) const
{
    const bool asks = !m_conditions.empty() || !m_spec->path.empty() || m_spec->chunked >= 0;
    if (!asks)
        return true;
    if (!subject.request)
        return false;
    const exchange::Request &request = *subject.request;
    if (!m_spec->path.empty() && !m_path.matches(request.segments(), nullptr))
        return false;
    if (m_spec->chunked >= 0 && request.header("Transfer-Encoding").has_value() != (m_spec->chunked == 1))
        return false;
    return std::all_of(m_conditions.begin(), m_conditions.end(),
                       [&](const routing::Condition &condition) { return condition.holds(request); });
}

} // namespace mockforge::chaos
