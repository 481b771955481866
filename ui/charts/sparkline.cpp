// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/sparkline.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace mockforge::ui {

Sparkline::Sparkline(QColor Colors::*color, QWidget *parent)
    : QWidget(parent)
    , m_color(color)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::NoFocus);
}

void Sparkline::setValues(std::vector<double> values)
{
    m_values = std::move(values);
    update();
}

void Sparkline::paintEvent(QPaintEvent *)
{
    if (m_values.size() < 2)
        return;
    double highest = 0;
    for (const double value : m_values)
        highest = std::isnan(value) ? highest : std::max(highest, value);
    const double height = this->height() - 4.0;
    const double step = static_cast<double>(width() - 2) / static_cast<double>(m_values.size() - 1);
    QPainterPath line;
    bool gap = true;
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        if (std::isnan(m_values[i])) {
            gap = true;
            continue;
        }
        const QPointF point(1 + static_cast<double>(i) * step,
                            2 + height * (1.0 - (highest > 0 ? m_values[i] / highest : 0.0)));
        if (gap)
            line.moveTo(point);
        else
            line.lineTo(point);
        gap = false;
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(
        QPen(Theme::instance().colors().*m_color, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(line);
}

} // namespace mockforge::ui
