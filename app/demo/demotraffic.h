// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/engine.h"
#include "ui/shell/demo.h"

#include <QThread>

#include <map>

namespace mockforge::demo {

class Traffic;

/// Demo traffic for the sample shop, gentle and over real sockets, in every protocol that runs. The clients
/// have a thread of their own; this object lives in the main thread and tells them where the endpoints are.
class DemoTraffic : public ui::Demo
{
    Q_OBJECT

public:
    explicit DemoTraffic(control::Engine &engine, QObject *parent = nullptr);
    ~DemoTraffic() override;

    void start() override;
    void stop() override;
    bool isRunning() const override { return m_running; }

private:
    /// Tells the clients where their endpoint is; they stop with it.
    void follow();

    control::Engine &m_engine;
    QThread m_thread;
    std::map<control::EndpointKind, Traffic *> m_traffic; ///< live in m_thread, deleted there
    bool m_running = false;
};

} // namespace mockforge::demo
