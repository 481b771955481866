// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/engine.h"

#include <QPushButton>

namespace mockforge::ui {

/// One endpoint: a bar in its protocol's colour as in the charts, a glyph and a word for its state (never
/// colour alone), its name and port, and a menu of what can be done.
class EndpointRow : public QPushButton
{
    Q_OBJECT

public:
    EndpointRow(control::Engine &engine, QWidget *parent = nullptr);
    void setStatus(const control::EndpointStatus &status);

Q_SIGNALS:
    void portWanted(const QString &endpoint);

protected:
    void paintEvent(QPaintEvent *event) override;
    QSize sizeHint() const override;

private:
    void fillMenu();

    control::Engine &m_engine;
    control::EndpointStatus m_status;
    QMenu *m_menu = nullptr;
};

/// "HTTP", "HTTPS", "WebSocket", "GraphQL", "gRPC", "Admin API", "Metrics".
QString endpointTitle(const control::EndpointStatus &status);

} // namespace mockforge::ui
