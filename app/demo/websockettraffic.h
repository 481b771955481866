// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/traffic.h"
#include "metrics/base/random.h"

#include <QTimer>

#include <vector>

class QWebSocket;

namespace mockforge::demo {

/// One visitor on a WebSocket: comes, talks at its own pace, and leaves, now and then without a goodbye.
class WebSocketVisitor : public QObject
{
    Q_OBJECT

public:
    enum class Role { Watches, Chats };

    WebSocketVisitor(Role role, std::uint64_t number, QObject *parent);
    void setTarget(const QString &address);

private:
    void connectSoon(int fromMs, int toMs);
    void connectNow();
    void talk();
    void leave();
    QString path();
    QString line();

    Role m_role;
    Random m_random;
    QString m_address;
    QWebSocket *m_socket = nullptr;
    QTimer m_connect;
    QTimer m_talk;
    QTimer m_leave;
};

/// Visitors of the shop's WebSocket endpoints: some watch prices, some chat; about six messages a second.
class WebSocketTraffic : public Traffic
{
    Q_OBJECT

public:
    using Traffic::Traffic;

public Q_SLOTS:
    void setTarget(const QString &address) override;

private:
    std::vector<WebSocketVisitor *> m_visitors;
};

} // namespace mockforge::demo
