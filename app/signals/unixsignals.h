// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QSocketNotifier;

namespace mockforge::signals {

/// Turns SIGINT and SIGTERM into a Qt signal in the thread that made it, through a pipe, since almost nothing
/// may be done in a signal handler. One at a time in a process.
class UnixSignals : public QObject
{
    Q_OBJECT

public:
    explicit UnixSignals(QObject *parent = nullptr);
    ~UnixSignals() override;

Q_SIGNALS:
    void received(int number);

private:
    QSocketNotifier *m_notifier = nullptr;
};

} // namespace mockforge::signals
