// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/socketvisitor.h"

#include "metrics/base/clock.h"

#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

namespace mockforge::demo {

SocketVisitor::SocketVisitor(std::uint64_t number, QObject *parent)
    : QObject(parent)
    , m_random(monotonicNs(), streamOf("demo visitor"), number)
{
    for (QTimer *timer : {&m_connect, &m_talk, &m_leave})
        timer->setSingleShot(true);
    connect(&m_connect, &QTimer::timeout, this, &SocketVisitor::connectNow);
    connect(&m_talk, &QTimer::timeout, this, &SocketVisitor::talk);
    connect(&m_leave, &QTimer::timeout, this, &SocketVisitor::leave);
}

void SocketVisitor::setTarget(const QString &address)
{
    if (address == m_address)
        return;
    m_address = address;
    leave();
    connectLater(0, 600);
}

void SocketVisitor::connectLater(int fromMs, int toMs)
{
    if (!m_address.isEmpty())
        m_connect.start(static_cast<int>(m_random.between(fromMs, toMs)));
}

void SocketVisitor::talkLater(int fromMs, int toMs)
{
    m_talk.start(static_cast<int>(m_random.between(fromMs, toMs)));
}

void SocketVisitor::say(const QString &message)
{
    if (m_socket != nullptr)
        m_socket->sendTextMessage(message);
}

void SocketVisitor::connectNow()
{
    m_socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    connect(m_socket, &QWebSocket::connected, this, [this] {
        m_leave.start(static_cast<int>(m_random.between(6'000, 25'000)));
        arrived();
    });
    connect(m_socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) { heard(text); });
    // Also what follows a refused connection, and the close that a mode injects.
    connect(m_socket, &QWebSocket::disconnected, this, &SocketVisitor::leave);
    QWebSocketHandshakeOptions options;
    if (!subprotocol().isEmpty())
        options.setSubprotocols({subprotocol()});
    m_socket->open(destination(m_address), options);
}

void SocketVisitor::leave()
{
    m_connect.stop();
    m_talk.stop();
    m_leave.stop();
    if (m_socket == nullptr)
        return;
    QWebSocket *socket = m_socket;
    m_socket = nullptr;
    socket->disconnect(this);
    // Some just vanish: a phone in a tunnel says no goodbye.
    if (m_random.between(0, 3) == 0 || m_address.isEmpty())
        socket->abort();
    else
        socket->close();
    socket->deleteLater();
    connectLater(300, 1500);
}

} // namespace mockforge::demo
