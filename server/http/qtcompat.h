// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractHttpServer>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtGlobal>

#include <memory>
#include <optional>
#include <utility>

namespace mockforge::http::qt {

/// The one place that knows Qt's version: what QAbstractHttpServer hands over with a request changed in 6.5.
///
/// A Receipt is what must be kept until the reply is complete, and released from an event of its own:
/// QtHttpServer takes the next request of the same socket only then, and released earlier it leaks a signal
/// connection per request.
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)

using HandleArgument = QHttpServerResponder &;
using Receipt = std::unique_ptr<QHttpServerResponder>;
inline constexpr bool kKeepsReceipt = true;

inline Receipt takeReceipt(QHttpServerResponder &responder)
{
    return std::make_unique<QHttpServerResponder>(std::move(responder));
}

#else

using HandleArgument = QTcpSocket *;
struct Receipt
{};
inline constexpr bool kKeepsReceipt = false;

inline Receipt takeReceipt(QTcpSocket *)
{
    return {};
}

#endif

/// bind() wants a server that listens, though it never looks at the socket again.
inline bool bindSilently(QAbstractHttpServer &http, QTcpServer *server)
{
    if (!server->listen(QHostAddress(QHostAddress::LocalHost), 0))
        return false;
    http.bind(server);
    server->close();
    return true;
}

} // namespace mockforge::http::qt
