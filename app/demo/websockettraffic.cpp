// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/websockettraffic.h"

#include "metrics/base/clock.h"

#include <QUrl>
#include <QWebSocket>

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
const char *anyOf(const std::array<const char *, N> &values, Random &random)
{
    return values[static_cast<std::size_t>(random.between(0, N - 1))];
}

} // namespace

WebSocketVisitor::WebSocketVisitor(Role role, std::uint64_t number, QObject *parent)
    : QObject(parent)
    , m_role(role)
    , m_random(monotonicNs(), streamOf("demo websocket"), number)
{
    for (QTimer *timer : {&m_connect, &m_talk, &m_leave})
        timer->setSingleShot(true);
    connect(&m_connect, &QTimer::timeout, this, &WebSocketVisitor::connectNow);
    connect(&m_talk, &QTimer::timeout, this, &WebSocketVisitor::talk);
    connect(&m_leave, &QTimer::timeout, this, &WebSocketVisitor::leave);
}

void WebSocketVisitor::setTarget(const QString &address)
{
    if (address == m_address)
        return;
    m_address = address;
    leave();
    connectSoon(0, 600);
}

void WebSocketVisitor::connectSoon(int fromMs, int toMs)
{
    if (!m_address.isEmpty())
        m_connect.start(static_cast<int>(m_random.between(fromMs, toMs)));
}

QString WebSocketVisitor::path()
{
    if (m_role == Role::Watches)
        return QStringLiteral("/prices");
    return QStringLiteral("/chat/%1?name=%2")
        .arg(QLatin1String(anyOf(kRooms, m_random)), QLatin1String(anyOf(kNames, m_random)));
}

QString WebSocketVisitor::line()
{
    return m_role == Role::Watches
               ? QStringLiteral(R"({"subscribe": "%1"})").arg(QLatin1String(anyOf(kProducts, m_random)))
               : QString::fromLatin1(anyOf(kLines, m_random));
}

void WebSocketVisitor::connectNow()
{
    m_socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    connect(m_socket, &QWebSocket::connected, this, [this] {
        m_talk.start(static_cast<int>(m_random.between(50, 500)));
        m_leave.start(static_cast<int>(m_random.between(6'000, 25'000)));
    });
    // Also what follows a refused connection, and the close that a mode injects.
    connect(m_socket, &QWebSocket::disconnected, this, [this] {
        leave();
        connectSoon(300, 1500);
    });
    m_socket->open(QUrl(m_address + path()));
}

void WebSocketVisitor::talk()
{
    m_socket->sendTextMessage(line());
    const bool watches = m_role == Role::Watches;
    m_talk.start(static_cast<int>(m_random.between(watches ? 1500 : 400, watches ? 4000 : 1600)));
}

void WebSocketVisitor::leave()
{
    m_connect.stop();
    m_talk.stop();
    m_leave.stop();
    if (m_socket == nullptr)
        return;
    QWebSocket *socket = m_socket;
    m_socket = nullptr;
    socket->disconnect(this);
    // Some just walk out of the tunnel's other end: their connection breaks.
    if (m_random.between(0, 3) == 0 || m_address.isEmpty())
        socket->abort();
    else
        socket->close();
    socket->deleteLater();
    connectSoon(300, 1500);
}

void WebSocketTraffic::setTarget(const QString &address)
{
    if (m_visitors.empty() && !address.isEmpty()) {
        // Made here, so that they live in the demo's thread.
        for (int i = 0; i < kWatchers + kChatters; ++i) {
            const auto role = i < kWatchers ? WebSocketVisitor::Role::Watches : WebSocketVisitor::Role::Chats;
            m_visitors.push_back(new WebSocketVisitor(role, static_cast<std::uint64_t>(i), this));
        }
    }
    for (WebSocketVisitor *visitor : m_visitors)
        visitor->setTarget(address);
}

} // namespace mockforge::demo
