// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaos/sharebar.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace mockforge::ui {

ShareBar::ShareBar(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::NoFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ShareBar::setRule(const control::ChaosRuleStatus &rule)
{
    m_configured = rule.configuredShare;
    m_observed = rule.observedShare;
    m_low = rule.shareLow;
    m_high = rule.shareHigh;
    m_any = rule.matched > 0;
    update();
}

void ShareBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &colors = Theme::instance().colors();
    const QRectF track(6, height() / 2.0 - 3, width() - 12, 6);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const auto x = [&](double share) {
        return mirrored ? track.right() - share * track.width() : track.left() + share * track.width();
    };
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.grid);
    painter.drawRoundedRect(track, 3, 3);
    if (m_any) {
        QColor band = colors.chaosLine;
        band.setAlphaF(0.45F);
        painter.setBrush(band);
        painter.drawRoundedRect(QRectF(QPointF(x(m_low), track.top()), QPointF(x(m_high), track.bottom()))
                                    .normalized()
                                    .adjusted(-1, 0, 1, 0),
                                3, 3);
        painter.setBrush(colors.chaosLine);
        painter.drawEllipse(QPointF(x(m_observed), track.center().y()), 4.5, 4.5);
    }
    painter.setPen(QPen(colors.text, 2));
    painter.drawLine(QPointF(x(m_configured), track.top() - 4), QPointF(x(m_configured), track.bottom() + 4));
}

} // namespace mockforge::ui
