// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/traffic.h"
#include "metrics/base/random.h"

#include <vector>

class QNetworkAccessManager;
class QTimer;

namespace mockforge::demo {

/// Visitors of the shop's REST interface: about twenty requests a second, with the mistakes real clients
/// make.
class HttpTraffic : public Traffic
{
    Q_OBJECT

public:
    HttpTraffic();

public Q_SLOTS:
    void setTarget(const QString &address) override;

private:
    void send();

    std::vector<QNetworkAccessManager *> m_networks; ///< each opens at most six connections to a host
    QTimer *m_timer = nullptr;
    QString m_address;
    Random m_random;
    int m_waiting = 0;
};

} // namespace mockforge::demo
