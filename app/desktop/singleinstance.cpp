// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/singleinstance.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QLocalSocket>

#include <unistd.h>

namespace mockforge::desktop {

namespace {

constexpr int kTimeoutMs = 500;

QString nameOf(const QString &projectFile)
{
    const QByteArray path = QFileInfo(projectFile).canonicalFilePath().toUtf8();
    const QByteArray hash = QCryptographicHash::hash(path, QCryptographicHash::Sha256).toHex().left(16);
    return QStringLiteral("mockforge-%1-%2").arg(::getuid()).arg(QString::fromLatin1(hash));
}

} // namespace

SingleInstance::SingleInstance(QObject *parent)
    : QObject(parent)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection())
            socket->deleteLater();
        Q_EMIT raiseWanted();
    });
}

bool SingleInstance::raiseOther(const QString &projectFile)
{
    QLocalSocket socket;
    socket.connectToServer(nameOf(projectFile));
    return socket.waitForConnected(kTimeoutMs);
}

void SingleInstance::claim(const QString &projectFile)
{
    m_server.close();
    if (projectFile.isEmpty())
        return;
    const QString name = nameOf(projectFile);
    if (!m_server.listen(name)) {
        // A socket left behind by a process that crashed: nobody answers there.
        QLocalServer::removeServer(name);
        m_server.listen(name);
    }
}

} // namespace mockforge::desktop
