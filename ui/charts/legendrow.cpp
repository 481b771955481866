// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/legendrow.h"

#include "ui/theme/protocols.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QStyle>
#include <QToolButton>

#include <algorithm>
#include <limits>

namespace mockforge::ui {

LegendRow::LegendRow(const ChartSpec &spec, QWidget *parent)
    : QWidget(parent)
    , m_spec(spec)
    , m_values(spec.series.size(), std::numeric_limits<double>::quiet_NaN())
    , m_shown(spec.series.size(), true)
{
    for (std::size_t i = 0; i < spec.series.size(); ++i) {
        auto *button = new QToolButton(this);
        Theme::setRole(button, "legend");
        button->setIconSize({kSwatchSize, kSwatchSize});
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setObjectName(spec.id + QStringLiteral("-legend-") + QString::number(i));
        button->setToolTip(tr("Click hides this line, Ctrl+click shows it alone"));
        const int index = static_cast<int>(i);
        connect(button, &QToolButton::clicked, this, [this, index] { clicked(index); });
        m_buttons.push_back(button);
    }
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    applyTheme();
}

QIcon LegendRow::swatchOf(int index) const
{
    const auto i = static_cast<std::size_t>(index);
    return swatch(Theme::instance().colors().*m_spec.series[i].color, devicePixelRatioF(), m_shown[i]);
}

QString LegendRow::valueText(int index) const
{
    return m_spec.format(m_values[static_cast<std::size_t>(index)]);
}

void LegendRow::updateText(int index)
{
    const auto i = static_cast<std::size_t>(index);
    QToolButton *button = m_buttons[i];
    const QString text =
        m_spec.series[i].name + (m_shown[i] ? QLatin1Char(' ') + valueText(index) : QString());
    button->setText(text);
    button->setAccessibleName(m_shown[i] ? tr("%1, %2").arg(m_spec.series[i].name, valueText(index))
                                         : tr("%1, hidden").arg(m_spec.series[i].name));
    // The widest value so far keeps its room, so that digits do not make the row jitter.
    if (const int width = button->sizeHint().width(); width > button->minimumWidth()) {
        button->setMinimumWidth(width);
        arrange();
    }
}

void LegendRow::applyTheme()
{
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        m_buttons[i]->setIcon(swatchOf(static_cast<int>(i)));
        QFont font = Theme::caption();
        font.setStrikeOut(!m_shown[i]);
        m_buttons[i]->setFont(font);
        m_buttons[i]->setMinimumWidth(0);
    }
    for (std::size_t i = 0; i < m_buttons.size(); ++i)
        updateText(static_cast<int>(i));
}

void LegendRow::setValues(const std::vector<double> &values)
{
    m_values = values;
    for (std::size_t i = 0; i < m_buttons.size(); ++i)
        updateText(static_cast<int>(i));
}

void LegendRow::setPresent(int index, bool present)
{
    m_buttons[static_cast<std::size_t>(index)]->setVisible(present);
    arrange();
}

void LegendRow::arrange()
{
    int x = 0;
    int line = 0;
    const int height = m_buttons.front()->sizeHint().height();
    for (QToolButton *button : m_buttons) {
        if (button->isHidden())
            continue;
        const int width = std::max(button->minimumWidth(), button->sizeHint().width());
        if (x > 0 && x + width > this->width()) {
            x = 0;
            ++line;
        }
        const QRect place(x, line * height, width, height);
        button->setGeometry(QStyle::visualRect(layoutDirection(), rect(), place));
        x += width;
    }
    setFixedHeight((line + 1) * height);
}

void LegendRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

bool LegendRow::isShown(int index) const
{
    return m_shown[static_cast<std::size_t>(index)];
}

void LegendRow::setShown(int index, bool shown)
{
    const auto i = static_cast<std::size_t>(index);
    if (m_shown[i] == shown)
        return;
    m_shown[i] = shown;
    Q_EMIT shownChanged(index, shown);
}

void LegendRow::clicked(int index)
{
    const auto count = static_cast<int>(m_shown.size());
    if (QApplication::keyboardModifiers() & Qt::ControlModifier) {
        const bool alone = isShown(index) && std::count(m_shown.begin(), m_shown.end(), true) == 1;
        for (int i = 0; i < count; ++i)
            setShown(i, alone || i == index); // a second time brings all of them back
    } else {
        setShown(index, !isShown(index));
    }
    applyTheme();
}

} // namespace mockforge::ui
