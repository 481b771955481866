// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/random.h"

#include <QObject>
#include <QTimer>
#include <QUrl>

class QWebSocket;

namespace mockforge::demo {

/// A visitor on a WebSocket connection: comes, stays a while, and leaves, now and then without a goodbye;
/// then comes again. Lives in the demo's thread.
class SocketVisitor : public QObject
{
    Q_OBJECT

public:
    explicit SocketVisitor(std::uint64_t number, QObject *parent);
    /// An empty address sends the visitor away.
    void setTarget(const QString &address);

protected:
    virtual QUrl destination(const QString &address) = 0;
    virtual QString subprotocol() const { return {}; }
    virtual void arrived() = 0;
    virtual void heard(const QString &message) = 0;
    /// What talkLater() asked for.
    virtual void talk() = 0;

    void say(const QString &message);
    void talkLater(int fromMs, int toMs);
    Random &random() noexcept { return m_random; }

private:
    void connectLater(int fromMs, int toMs);
    void connectNow();
    void leave();

    Random m_random;
    QString m_address;
    QWebSocket *m_socket = nullptr;
    QTimer m_connect;
    QTimer m_talk;
    QTimer m_leave;
};

} // namespace mockforge::demo
