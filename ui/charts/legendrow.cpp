// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/legendrow.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

#include <algorithm>
#include <limits>

namespace mockforge::ui {

namespace {

constexpr int kSwatch = 12;

} // namespace

LegendRow::LegendRow(const ChartSpec &spec, QWidget *parent)
    : QWidget(parent)
    , m_spec(spec)
    , m_values(spec.series.size(), std::numeric_limits<double>::quiet_NaN())
    , m_shown(spec.series.size(), true)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (std::size_t i = 0; i < spec.series.size(); ++i) {
        auto *button = new QToolButton;
        Theme::setRole(button, "legend");
        button->setIconSize({kSwatch, kSwatch});
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setObjectName(spec.id + QStringLiteral("-legend-") + QString::number(i));
        button->setToolTip(tr("Click hides this line, Ctrl+click shows it alone"));
        const int index = static_cast<int>(i);
        connect(button, &QToolButton::clicked, this, [this, index] { clicked(index); });
        layout->addWidget(button);
        m_buttons.push_back(button);
    }
    layout->addStretch();
    // The last values are cut off in a narrow window rather than making all charts wider.
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    applyTheme();
}

QIcon LegendRow::swatch(int index) const
{
    const double ratio = devicePixelRatioF();
    QPixmap pixmap(static_cast<int>(kSwatch * ratio), static_cast<int>(kSwatch * ratio));
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto i = static_cast<std::size_t>(index);
    const QColor color = Theme::instance().colors().*m_spec.series[i].color;
    if (m_shown[i]) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawRoundedRect(QRectF(0, 3, kSwatch, 6), 2, 2);
    } else {
        painter.setPen(QPen(color, 1));
        painter.drawRoundedRect(QRectF(0.5, 3.5, kSwatch - 1, 5), 2, 2);
    }
    return QIcon(pixmap);
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
    button->setMinimumWidth(std::max(button->minimumWidth(), button->sizeHint().width()));
}

void LegendRow::applyTheme()
{
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        m_buttons[i]->setIcon(swatch(static_cast<int>(i)));
        QFont font = Theme::caption();
        font.setStrikeOut(!m_shown[i]);
        m_buttons[i]->setFont(font);
        m_buttons[i]->setMinimumWidth(0);
        updateText(static_cast<int>(i));
    }
}

void LegendRow::setValues(const std::vector<double> &values)
{
    m_values = values;
    for (std::size_t i = 0; i < m_buttons.size(); ++i)
        updateText(static_cast<int>(i));
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
