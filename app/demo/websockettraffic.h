// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/traffic.h"

#include <vector>

namespace mockforge::demo {

class SocketVisitor;

/// Visitors of the shop's WebSocket endpoints: some watch prices, some chat; about six messages a second.
class WebSocketTraffic : public Traffic
{
    Q_OBJECT

public:
    using Traffic::Traffic;

public Q_SLOTS:
    void setTarget(const QString &address) override;

private:
    std::vector<SocketVisitor *> m_visitors;
};

} // namespace mockforge::demo
