// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/traffic.h"
#include "metrics/base/random.h"

#include <vector>

class QNetworkAccessManager;
class QTimer;

namespace mockforge::demo {

class SocketVisitor;

/// An application and its users on the shop's GraphQL endpoint: about five queries and mutations a second, a
/// few of them wrong, and two subscriptions over WebSocket (graphql-transport-ws).
class GraphQlTraffic : public Traffic
{
    Q_OBJECT

public:
    GraphQlTraffic();

public Q_SLOTS:
    void setTarget(const QString &address) override;

private:
    void send();

    QNetworkAccessManager *m_network = nullptr;
    QTimer *m_timer = nullptr;
    std::vector<SocketVisitor *> m_subscribers;
    QString m_address;
    Random m_random;
    int m_waiting = 0;
};

} // namespace mockforge::demo
