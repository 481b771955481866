// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/timeaxis.h"

#include <QWidget>

#include <array>
#include <optional>

class QButtonGroup;
class QToolButton;

namespace mockforge::ui {

/// The row that says whose numbers the dashboard shows: all protocols together, or one. Each button carries
/// the protocol's colour and its rate; protocols that the project does not serve have none, and a project
/// with a single one has no row at all. Main thread; what is chosen is kept by the TimeAxis.
class ProtocolBar : public QWidget
{
    Q_OBJECT

public:
    explicit ProtocolBar(TimeAxis &axis, QWidget *parent = nullptr);
    void setPresent(const std::array<bool, metrics::kProtocolCount> &present);

private:
    QToolButton *makeButton(const QString &id, std::optional<metrics::Protocol> protocol);
    void refresh();
    void applyTheme();

    TimeAxis &m_axis;
    QButtonGroup *m_group = nullptr;
    QToolButton *m_all = nullptr;
    std::array<QToolButton *, metrics::kProtocolCount> m_buttons{};
    std::array<bool, metrics::kProtocolCount> m_present{};
};

} // namespace mockforge::ui
