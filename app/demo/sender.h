// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/random.h"

#include <QObject>
#include <QString>

#include <vector>

class QNetworkAccessManager;
class QTimer;

namespace mockforge::demo {

/// Sends the requests. Lives in the demo's thread; everything is called through queued signals.
class Sender : public QObject
{
    Q_OBJECT

public:
    Sender();

public Q_SLOTS:
    /// An empty address pauses.
    void setTarget(const QString &address);

private:
    void send();

    std::vector<QNetworkAccessManager *> m_networks; ///< each opens at most six connections to a host
    QTimer *m_timer = nullptr;
    QString m_address;
    Random m_random;
    int m_waiting = 0;
};

} // namespace mockforge::demo
