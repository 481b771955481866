// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/endpointrow.h"

#include "ui/theme/protocols.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QUrl>

namespace mockforge::ui {

namespace {

using control::EndpointKind;
using control::EndpointState;

struct Look
{
    QString glyph;
    QColor color;
    QString word;
};

Look lookOf(EndpointState state)
{
    const Colors &colors = Theme::instance().colors();
    switch (state) {
    case EndpointState::Running:
        return {QStringLiteral("●"), colors.ok, EndpointRow::tr("running")};
    case EndpointState::Starting:
        return {QStringLiteral("◌"), colors.info, EndpointRow::tr("starting")};
    case EndpointState::Stopping:
        return {QStringLiteral("◌"), colors.info, EndpointRow::tr("stopping")};
    case EndpointState::Failed:
        return {QStringLiteral("✕"), colors.error, EndpointRow::tr("failed")};
    case EndpointState::Stopped:
        break;
    }
    return {QStringLiteral("○"), colors.idle, EndpointRow::tr("stopped")};
}

} // namespace

QString endpointTitle(const control::EndpointStatus &status)
{
    switch (status.kind) {
    case EndpointKind::Http:
        return QStringLiteral("HTTP");
    case EndpointKind::Https:
        return QStringLiteral("HTTPS");
    case EndpointKind::WebSocket:
        return QStringLiteral("WebSocket");
    case EndpointKind::GraphQl:
        return QStringLiteral("GraphQL");
    case EndpointKind::Grpc:
        return QStringLiteral("gRPC");
    case EndpointKind::Admin:
        return EndpointRow::tr("Admin API");
    case EndpointKind::Metrics:
        break;
    }
    return EndpointRow::tr("Metrics");
}

EndpointRow::EndpointRow(control::Engine &engine, QWidget *parent)
    : QPushButton(parent)
    , m_engine(engine)
    , m_menu(new QMenu(this))
{
    Theme::setRole(this, "link");
    connect(m_menu, &QMenu::aboutToShow, this, &EndpointRow::fillMenu);
    connect(this, &QPushButton::clicked, this, [this] { m_menu->popup(mapToGlobal(QPoint(0, height()))); });
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void EndpointRow::setStatus(const control::EndpointStatus &status)
{
    m_status = status;
    const Look look = lookOf(status.state);
    setObjectName(QStringLiteral("endpoint-") + QString::fromStdString(status.id));
    setAccessibleName(tr("%1, port %2, %3").arg(endpointTitle(status)).arg(status.port).arg(look.word));
    const QString problem = QString::fromStdString(status.error);
    setToolTip(problem.isEmpty() ? tr("%1, %2").arg(QString::fromStdString(status.url()), look.word)
                                 : problem + QLatin1Char('\n') + QString::fromStdString(status.advice));
    update();
}

void EndpointRow::fillMenu()
{
    m_menu->clear();
    const std::string id = m_status.id;
    const QString url = QString::fromStdString(m_status.url());
    if (m_status.state == EndpointState::Running) {
        m_menu->addAction(tr("Stop"), this, [this, id] { m_engine.stopEndpoint(id); });
        m_menu->addAction(tr("Copy address"), this, [url] { QGuiApplication::clipboard()->setText(url); });
        const bool browsable = m_status.kind == EndpointKind::Http || m_status.kind == EndpointKind::Https ||
                               m_status.kind == EndpointKind::GraphQl ||
                               m_status.kind == EndpointKind::Metrics;
        if (browsable)
            m_menu->addAction(tr("Open in browser"), this, [url] { QDesktopServices::openUrl(QUrl(url)); });
    } else {
        m_menu->addAction(tr("Start"), this, [this, id] { m_engine.startEndpoint(id); });
    }
    m_menu->addAction(tr("Choose port…"), this,
                      [this, id] { Q_EMIT portWanted(QString::fromStdString(id)); });
}

QSize EndpointRow::sizeHint() const
{
    return {160, static_cast<int>(fontMetrics().height() * 1.8)};
}

void EndpointRow::paintEvent(QPaintEvent *event)
{
    QPushButton::paintEvent(event); // ground, hover and focus ring
    const Colors &colors = Theme::instance().colors();
    const Look look = lookOf(m_status.state);
    QPainter painter(this);
    const QRect inner = rect().adjusted(12, 0, -10, 0);
    if (const auto protocol = control::protocolOf(m_status.kind)) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.*protocolColor(*protocol));
        painter.drawRoundedRect(QRectF(4, height() * 0.28, 3, height() * 0.44), 1.5, 1.5);
    }
    painter.setPen(look.color);
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter, look.glyph);
    painter.setPen(colors.text);
    painter.drawText(inner.adjusted(18, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, endpointTitle(m_status));
    painter.setPen(m_status.state == EndpointState::Failed ? colors.error : colors.secondary);
    const bool busyPort = m_status.errorCode == "port_in_use";
    painter.drawText(inner, Qt::AlignRight | Qt::AlignVCenter,
                     busyPort                                  ? tr("in use")
                     : m_status.state == EndpointState::Failed ? look.word
                                                               : QStringLiteral(":%1").arg(m_status.port));
}

} // namespace mockforge::ui
