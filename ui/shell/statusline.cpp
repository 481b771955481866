// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/statusline.h"

#include "metrics/query/source.h"
#include "ui/chaos/chaoswatch.h"
#include "ui/charts/timeaxis.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QToolButton>

namespace mockforge::ui {

StatusLine::StatusLine(ChaosWatch &chaos, TimeAxis &axis, QAction &stop, QWidget *parent)
    : QStatusBar(parent)
    , m_chaos(chaos)
    , m_engine(chaos.engine())
    , m_axis(axis)
    , m_text(new QLabel)
    , m_stop(new QToolButton)
    , m_metrics(new QToolButton)
{
    setSizeGripEnabled(false);
    m_text->setObjectName(QStringLiteral("status-text"));
    m_text->setContentsMargins(2 * Theme::kUnit, 0, 0, 0);
    m_metrics->setObjectName(QStringLiteral("status-metrics"));
    m_metrics->setAccessibleName(tr("Copy the address of the metrics"));
    m_metrics->setToolTip(tr("Copy this address for Prometheus"));
    Theme::setRole(m_metrics, "flat");
    m_stop->setObjectName(QStringLiteral("status-stop-chaos"));
    m_stop->setText(QStringLiteral("■ ") + tr("Stop all chaos"));
    m_stop->setAccessibleName(tr("Stop all chaos"));
    m_stop->setToolTip(tr("Switches chaos off, lets go what waits or hangs, and makes the mode healthy") +
                       QStringLiteral("  ") + stop.shortcut().toString(QKeySequence::NativeText));
    Theme::setRole(m_stop, "flat");
    connect(m_stop, &QToolButton::clicked, &stop, &QAction::trigger);
    addWidget(m_text, 1);
    addPermanentWidget(m_stop);
    addPermanentWidget(m_metrics);
    connect(m_metrics, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_metrics->property("address").toString()); });
    connect(&axis, &TimeAxis::refreshed, this, &StatusLine::refresh);
    connect(&axis, &TimeAxis::stateChanged, this, &StatusLine::refresh);
    connect(&chaos, &ChaosWatch::refreshed, this, &StatusLine::refresh);
    connect(&m_engine, &control::Engine::endpointsChanged, this, &StatusLine::refresh);
    connect(&m_engine, &control::Engine::scenarioChanged, this, &StatusLine::refresh);
    refresh();
}

QString StatusLine::text() const
{
    return m_text->text();
}

void StatusLine::refresh()
{
    int running = 0;
    int all = 0;
    QString address;
    for (const control::EndpointStatus &endpoint : m_engine.endpoints()) {
        ++all;
        const bool isRunning = endpoint.state == control::EndpointState::Running;
        running += isRunning ? 1 : 0;
        if (isRunning && endpoint.kind == control::EndpointKind::Metrics)
            address = QString::fromStdString(endpoint.url());
    }
    const auto snapshot = m_axis.source().snapshot();
    const QStringList parts{tr("%1/%2 running").arg(running).arg(all),
                            tr("%1 req/s").arg(rate(snapshot->requestsPerSecond)),
                            tr("%1 conn").arg(count(static_cast<double>(snapshot->openConnections))),
                            tr("mode %1").arg(QString::fromStdString(control::describe(m_engine.scenario()))),
                            m_chaos.status().enabled ? tr("chaos on (%1)").arg(m_chaos.inForce())
                                                     : tr("chaos off"),
                            tr("%1 refused").arg(count(static_cast<double>(snapshot->refusals))),
                            bytes(snapshot->memoryBytes)};
    m_text->setText(parts.join(QStringLiteral("   ·   ")));
    m_metrics->setVisible(!address.isEmpty());
    m_metrics->setText(tr("%1   Copy").arg(address));
    m_metrics->setProperty("address", address);
}

} // namespace mockforge::ui
