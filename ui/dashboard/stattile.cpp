// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/stattile.h"

#include "ui/charts/sparkline.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace mockforge::ui {

StatTile::StatTile(const QString &id, const QString &title, const QString &explanation, QColor Colors::*color,
                   QWidget *parent)
    : QFrame(parent)
    , m_title(title)
    , m_explanation(explanation)
{
    setObjectName(id);
    setToolTip(explanation);
    Theme::setRole(this, "tile");
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * Theme::kUnit, 2 * Theme::kUnit, 3 * Theme::kUnit, 2 * Theme::kUnit);
    layout->setSpacing(0);
    auto *caption = new QLabel(title);
    caption->setFont(Theme::caption());
    caption->setWordWrap(true); // languages differ in length
    Theme::setRole(caption, "secondary");
    m_value = new QLabel(QStringLiteral("–"));
    m_value->setFont(Theme::kpi());
    m_value->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_remark = new QLabel(QStringLiteral(" "));
    m_remark->setFont(Theme::caption());
    Theme::setRole(m_remark, "secondary");
    m_sparkline = new Sparkline(color);
    layout->addWidget(caption);
    layout->addWidget(m_value);
    layout->addWidget(m_remark);
    layout->addSpacing(Theme::kUnit);
    layout->addWidget(m_sparkline);
    setMinimumWidth(132);
}

void StatTile::setValue(const QString &value, const QString &remark)
{
    m_value->setText(value);
    fitValue();
    m_remark->setText(remark.isEmpty() ? QStringLiteral(" ") : remark);
    setAccessibleName(QStringList{m_title, m_scope, value, remark}.join(QLatin1Char(' ')));
}

void StatTile::setScope(const QString &scope)
{
    if (scope == m_scope)
        return;
    m_scope = scope;
    setToolTip(m_explanation + QStringLiteral(" (") + scope + QLatin1Char(')'));
}

void StatTile::setShape(std::vector<double> values)
{
    m_sparkline->setValues(std::move(values));
}

void StatTile::fitValue()
{
    // A long value gets smaller digits rather than being cut off; the row keeps its height.
    QFont font = Theme::kpi();
    m_value->setFixedHeight(QFontMetrics(font).height());
    const int room = contentsRect().width() - 6 * Theme::kUnit;
    const int wide = QFontMetrics(font).horizontalAdvance(m_value->text());
    if (wide > room && room > 0)
        font.setPointSizeF(std::max(font.pointSizeF() * room / wide * 0.98, Theme::section().pointSizeF()));
    m_value->setFont(font);
}

void StatTile::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fitValue();
}

QString StatTile::value() const
{
    return m_value->text();
}

} // namespace mockforge::ui
