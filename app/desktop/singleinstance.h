// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QObject>

namespace mockforge::desktop {

/// One window for each project and user: a second start raises the first one's window instead. Main thread.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    explicit SingleInstance(QObject *parent = nullptr);

    /// Asks a window that already shows this project to come forward; true when there was one.
    static bool raiseOther(const QString &projectFile);
    /// From now on this process answers for the project.
    void claim(const QString &projectFile);

Q_SIGNALS:
    void raiseWanted();

private:
    QLocalServer m_server;
};

} // namespace mockforge::desktop
