// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demotraffic.h"

#include "app/demo/graphqltraffic.h"
#include "app/demo/grpctraffic.h"
#include "app/demo/httptraffic.h"
#include "app/demo/websockettraffic.h"

namespace mockforge::demo {

DemoTraffic::DemoTraffic(control::Engine &engine, QObject *parent)
    : ui::Demo(parent)
    , m_engine(engine)
    , m_traffic{{control::EndpointKind::Http, new HttpTraffic},
                {control::EndpointKind::WebSocket, new WebSocketTraffic},
                {control::EndpointKind::GraphQl, new GraphQlTraffic},
                {control::EndpointKind::Grpc, new GrpcTraffic}}
{
    m_thread.setObjectName(QStringLiteral("demo"));
    for (const auto &[kind, traffic] : m_traffic) {
        traffic->moveToThread(&m_thread);
        connect(&m_thread, &QThread::finished, traffic, &QObject::deleteLater);
    }
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
    std::map<control::EndpointKind, QString> addresses;
    for (const control::EndpointStatus &endpoint : m_engine.endpoints()) {
        if (m_running && endpoint.state == control::EndpointState::Running)
            addresses[endpoint.kind] = QString::fromStdString(endpoint.url());
    }
    for (const auto &[kind, traffic] : m_traffic) {
        QMetaObject::invokeMethod(
            traffic, [receiver = traffic, address = addresses[kind]] { receiver->setTarget(address); },
            Qt::QueuedConnection);
    }
}

} // namespace mockforge::demo
