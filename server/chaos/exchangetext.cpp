// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/exchangetext.h"

#include "metrics/base/protocol.h"
#include "server/chaos/faults/subject.h"
#include "server/exchange/request.h"

#include <string_view>

namespace mockforge::chaos {

namespace {

class Writer
{
public:
    explicit Writer(ExchangeText &text) noexcept
        : m_text(text)
    {}
    /// A client may send any byte: what is not printable ASCII becomes a question mark.
    void add(std::string_view part) noexcept
    {
        if (m_used > 0 && !part.empty())
            put(' ');
        for (const char letter : part)
            put(letter > ' ' && letter <= '~' ? letter : '?');
    }

private:
    void put(char letter) noexcept
    {
        if (m_used + 1 < m_text.size()) // the last one stays zero
            m_text[m_used++] = letter;
    }

    ExchangeText &m_text;
    std::size_t m_used = 0;
};

} // namespace

ExchangeText describe(const Subject &subject) noexcept
{
    ExchangeText text{};
    Writer writer(text);
    writer.add(metrics::kProtocolNames[static_cast<std::size_t>(subject.protocol)]);
    if (subject.protocol == metrics::Protocol::Http && subject.request) {
        writer.add(subject.request->method);
        writer.add(subject.request->path);
    } else {
        // The method says what path and route say, or the kind of operation that the route does not.
        if (subject.method != subject.route)
            writer.add(subject.method);
        writer.add(subject.route);
    }
    if (!subject.peer.empty()) {
        writer.add("from");
        writer.add(subject.peer);
    }
    return text;
}

} // namespace mockforge::chaos
