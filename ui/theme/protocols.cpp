// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/protocols.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPixmap>

namespace mockforge::ui {

QString protocolName(metrics::Protocol protocol)
{
    switch (protocol) {
    case metrics::Protocol::Http:
        return QStringLiteral("HTTP");
    case metrics::Protocol::Grpc:
        return QStringLiteral("gRPC");
    case metrics::Protocol::WebSocket:
        return QStringLiteral("WebSocket");
    case metrics::Protocol::GraphQl:
        break;
    }
    return QStringLiteral("GraphQL");
}

QColor Colors::*protocolColor(metrics::Protocol protocol)
{
    switch (protocol) {
    case metrics::Protocol::Http:
        return &Colors::http;
    case metrics::Protocol::Grpc:
        return &Colors::grpc;
    case metrics::Protocol::WebSocket:
        return &Colors::webSocket;
    case metrics::Protocol::GraphQl:
        break;
    }
    return &Colors::graphQl;
}

QIcon swatch(const QColor &color, double ratio, bool filled)
{
    const auto pixels = static_cast<int>(kSwatchSize * ratio);
    QPixmap pixmap(pixels, pixels);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    if (filled) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawRoundedRect(QRectF(0, 3, kSwatchSize, 6), 2, 2);
    } else {
        painter.setPen(QPen(color, 1));
        painter.drawRoundedRect(QRectF(0.5, 3.5, kSwatchSize - 1, 5), 2, 2);
    }
    return QIcon(pixmap);
}

QIcon protocolSwatch(metrics::Protocol protocol, double ratio)
{
    return swatch(Theme::instance().colors().*protocolColor(protocol), ratio);
}

} // namespace mockforge::ui
