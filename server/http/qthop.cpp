// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/qthop.h"

#include "server/http/qtcompat.h"

#include <QMetaObject>
#include <QPointer>

#include <algorithm>
#include <cstring>
#include <string_view>
#include <vector>

namespace mockforge::http {

namespace {

/// The shortest head that QtHttpServer takes for a complete request without a body.
constexpr std::string_view kHead = "GET / HTTP/1.1\r\nHost: m\r\n\r\n";

/// A connected socket without a network: what it yields was put there by present().
class PresentedSocket final : public QTcpSocket
{
public:
    PresentedSocket()
    {
        setSocketState(QAbstractSocket::ConnectedState);
        setPeerAddress(QHostAddress(QHostAddress::LocalHost));
        setLocalAddress(QHostAddress(QHostAddress::LocalHost));
        setOpenMode(QIODevice::ReadWrite | QIODevice::Unbuffered);
    }

    ~PresentedSocket() override { setSocketState(QAbstractSocket::UnconnectedState); }

    void present()
    {
        m_left = kHead;
        Q_EMIT readyRead();
    }

    bool isTaken() const noexcept { return m_left.empty(); }
    qint64 bytesAvailable() const override
    {
        return static_cast<qint64>(m_left.size()) + QIODevice::bytesAvailable();
    }
    bool atEnd() const override { return bytesAvailable() == 0; }

protected:
    qint64 readData(char *data, qint64 maxSize) override
    {
        return take(data, std::min(m_left.size(), static_cast<std::size_t>(maxSize)));
    }

    qint64 readLineData(char *data, qint64 maxSize) override
    {
        const std::size_t newline = std::min(m_left.find('\n'), m_left.size() - 1) + 1;
        return take(data, std::min(m_left.empty() ? 0 : newline, static_cast<std::size_t>(maxSize)));
    }

    /// Replies are written by the response writer; what QtHttpServer itself would say goes nowhere.
    qint64 writeData(const char *, qint64 size) override { return size; }

private:
    qint64 take(char *data, std::size_t size)
    {
        std::memcpy(data, m_left.data(), size);
        m_left.remove_prefix(size);
        return static_cast<qint64>(size);
    }

    std::string_view m_left;
};

/// Gives QtHttpServer its sockets; listens to nothing.
class PresentingServer final : public QTcpServer
{
public:
    using QTcpServer::QTcpServer;

    void offer(PresentedSocket *socket)
    {
        m_offered = socket;
        // Which of the two signals QtHttpServer listens to depends on its version; the second finds nothing
        // left.
        Q_EMIT newConnection();
        if (m_offered)
            QMetaObject::invokeMethod(this, "pendingConnectionAvailable", Qt::DirectConnection);
    }

    bool wasTaken() const noexcept { return !m_offered; }
    bool hasPendingConnections() const override { return m_offered != nullptr; }
    QTcpSocket *nextPendingConnection() override { return std::exchange(m_offered, nullptr); }

private:
    PresentedSocket *m_offered = nullptr;
};

/// Passes what QtHttpServer dispatches on to the connection in hand.
class Dispatcher final : public QAbstractHttpServer
{
public:
    const std::function<void()> *serve = nullptr;
    qt::Receipt receipt;

protected:
    bool handleRequest(const QHttpServerRequest &, qt::HandleArgument argument) override
    {
        if (const auto *current = std::exchange(serve, nullptr)) {
            receipt = qt::takeReceipt(argument);
            (*current)();
        }
        return true;
    }

    void missingHandler(const QHttpServerRequest &, qt::HandleArgument) override {}
};

} // namespace

struct QtHop::Private
{
    Dispatcher http;
    PresentingServer *server = nullptr; ///< owned by http
    bool bound = false;
    std::vector<QPointer<PresentedSocket>> idle;
    std::vector<std::pair<qt::Receipt, QPointer<PresentedSocket>>> spent;
    bool releasing = false;

    PresentedSocket *takeSocket();
    void giveBack(PresentedSocket *socket, qt::Receipt receipt);
    void release();
};

PresentedSocket *QtHop::Private::takeSocket()
{
    while (!idle.empty()) {
        const QPointer<PresentedSocket> socket = idle.back();
        idle.pop_back();
        if (socket)
            return socket;
    }
    auto *socket = new PresentedSocket; // QtHttpServer makes it its own
    server->offer(socket);
    if (server->wasTaken())
        return socket;
    delete socket;
    return nullptr;
}

void QtHop::Private::giveBack(PresentedSocket *socket, qt::Receipt receipt)
{
    if constexpr (!qt::kKeepsReceipt) {
        idle.emplace_back(socket);
        return;
    }
    spent.emplace_back(std::move(receipt), socket);
    if (releasing)
        return;
    releasing = true;
    QMetaObject::invokeMethod(
        &http, [this] { release(); }, Qt::QueuedConnection);
}

void QtHop::Private::release()
{
    releasing = false;
    auto done = std::move(spent);
    spent.clear();
    for (auto &[receipt, socket] : done) {
        receipt = {};
        if (socket)
            idle.push_back(socket);
    }
}

QtHop::QtHop()
    : d(std::make_unique<Private>())
{
    d->server = new PresentingServer(&d->http);
    d->bound = qt::bindSilently(d->http, d->server);
}

QtHop::~QtHop()
{
    d->release();
    for (const auto &socket : d->idle)
        delete socket.data();
}

bool QtHop::dispatch(const std::function<void()> &serve)
{
    PresentedSocket *socket = d->bound ? d->takeSocket() : nullptr;
    if (!socket)
        return false;
    const QPointer<PresentedSocket> alive = socket;
    d->http.serve = &serve;
    socket->present();
    const bool served = std::exchange(d->http.serve, nullptr) == nullptr;
    if (served && alive && socket->isTaken())
        d->giveBack(socket, std::exchange(d->http.receipt, {}));
    else if (alive)
        socket->deleteLater();
    return served;
}

} // namespace mockforge::http
