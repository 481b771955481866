// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/websockettraffic.h"

#include "app/demo/socketvisitor.h"

#include <array>

namespace mockforge::demo {

namespace {

constexpr int kWatchers = 2;
constexpr int kChatters = 5;
constexpr std::array kNames{"Ada", "Grace", "Linus", "Margaret", "Edsger", "Barbara", "Alan", "Hedy"};
constexpr std::array kRooms{"garden", "kitchen"};
constexpr std::array kProducts{"LAMP-1", "SOFA-2", "DESK-3", "RUG-4"};
constexpr std::array kLines{R"({"text": "Is the lamp brighter than it looks?"})",
                            R"({"text": "The sofa came today, it is lovely."})",
                            R"({"text": "Does anyone know when desks are back?"})",
                            R"({"text": "My order says packed since Monday."})",
                            R"({"text": "Mine was here within two days."})",
                            "help"};

template <std::size_t N>
QString anyOf(const std::array<const char *, N> &values, Random &random)
{
    return QString::fromLatin1(values[static_cast<std::size_t>(random.between(0, N - 1))]);
}

class Watcher : public SocketVisitor
{
public:
    using SocketVisitor::SocketVisitor;

protected:
    QUrl destination(const QString &address) override { return QUrl(address + QStringLiteral("/prices")); }
    void arrived() override { talkLater(300, 1500); }
    void heard(const QString &) override {}
    void talk() override
    {
        say(QStringLiteral(R"({"subscribe": "%1"})").arg(anyOf(kProducts, random())));
        talkLater(1500, 4000);
    }
};

class Chatter : public SocketVisitor
{
public:
    using SocketVisitor::SocketVisitor;

protected:
    QUrl destination(const QString &address) override
    {
        return QUrl(address +
                    QStringLiteral("/chat/%1?name=%2").arg(anyOf(kRooms, random()), anyOf(kNames, random())));
    }
    void arrived() override { talkLater(50, 800); }
    void heard(const QString &) override {}
    void talk() override
    {
        say(anyOf(kLines, random()));
        talkLater(400, 1600);
    }
};

} // namespace

void WebSocketTraffic::setTarget(const QString &address)
{
    if (m_visitors.empty() && !address.isEmpty()) {
        // Made here, so that they live in the demo's thread.
        for (std::uint64_t i = 0; i < kWatchers; ++i)
            m_visitors.push_back(new Watcher(i, this));
        for (std::uint64_t i = 0; i < kChatters; ++i)
            m_visitors.push_back(new Chatter(kWatchers + i, this));
    }
    for (SocketVisitor *visitor : m_visitors)
        visitor->setTarget(address);
}

} // namespace mockforge::demo
