// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demotraffic.h"

#include "app/demo/sender.h"

namespace mockforge::demo {

DemoTraffic::DemoTraffic(control::Engine &engine, QObject *parent)
    : ui::Demo(parent)
    , m_engine(engine)
    , m_sender(new Sender)
{
    m_thread.setObjectName(QStringLiteral("demo"));
    m_sender->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_sender, &QObject::deleteLater);
    connect(&engine, &control::Engine::endpointsChanged, this, &DemoTraffic::follow);
    m_thread.start();
}

DemoTraffic::~DemoTraffic()
{
    m_thread.quit();
    m_thread.wait();
}

void DemoTraffic::start()
{
    if (m_running)
        return;
    m_running = true;
    follow();
    Q_EMIT runningChanged();
}

void DemoTraffic::stop()
{
    if (!m_running)
        return;
    m_running = false;
    follow();
    Q_EMIT runningChanged();
}

void DemoTraffic::follow()
{
    QString address;
    for (const control::EndpointStatus &endpoint : m_engine.endpoints()) {
        if (m_running && endpoint.kind == control::EndpointKind::Http &&
            endpoint.state == control::EndpointState::Running)
            address = QString::fromStdString(endpoint.url());
    }
    QMetaObject::invokeMethod(
        m_sender, [sender = m_sender, address] { sender->setTarget(address); }, Qt::QueuedConnection);
}

} // namespace mockforge::demo
