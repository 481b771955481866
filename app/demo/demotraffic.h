// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/engine.h"
#include "ui/shell/demo.h"

#include <QThread>

namespace mockforge::demo {

class Sender;

/// Demo traffic for the sample shop: about twenty requests a second over real sockets, with the mistakes real
/// clients make. The sender has a thread of its own; this object lives in the main thread.
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
    /// Tells the sender where the HTTP endpoint is; stops with it.
    void follow();

    control::Engine &m_engine;
    QThread m_thread;
    Sender *m_sender = nullptr; ///< lives in m_thread, deleted there
    bool m_running = false;
};

} // namespace mockforge::demo
