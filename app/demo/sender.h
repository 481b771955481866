// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/random.h"

#include <QObject>
#include <QString>

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

    QNetworkAccessManager *m_network = nullptr;
    QTimer *m_timer = nullptr;
    QString m_address;
    Random m_random;
    int m_waiting = 0;
};

} // namespace mockforge::demo
