// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/protocolbar.h"

#include "ui/theme/numbers.h"
#include "ui/theme/protocols.h"
#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

#include <algorithm>

namespace mockforge::ui {

ProtocolBar::ProtocolBar(TimeAxis &axis, QWidget *parent)
    : QWidget(parent)
    , m_axis(axis)
    , m_group(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("protocols"));
    setAccessibleName(tr("Protocol to look at"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::kUnit);
    m_all = makeButton(QStringLiteral("all"), std::nullopt);
    row->addWidget(m_all);
    for (const metrics::Protocol protocol : kProtocolOrder) {
        const std::string_view id = metrics::kProtocolNames[indexOf(protocol)];
        QToolButton *button = makeButton(QString::fromUtf8(id.data()), protocol);
        m_buttons[indexOf(protocol)] = button;
        row->addWidget(button);
    }
    row->addStretch();
    // A narrow window cuts off the last button rather than widening the page.
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    connect(&axis, &TimeAxis::refreshed, this, &ProtocolBar::refresh);
    connect(&Theme::instance(), &Theme::changed, this, &ProtocolBar::applyTheme);
    setPresent({});
    applyTheme();
    refresh();
}

QToolButton *ProtocolBar::makeButton(const QString &id, std::optional<metrics::Protocol> protocol)
{
    auto *button = new QToolButton;
    button->setObjectName(QStringLiteral("protocol-") + id);
    Theme::setRole(button, "flat");
    button->setCheckable(true);
    button->setChecked(m_axis.protocol() == protocol);
    button->setIconSize({kSwatchSize, kSwatchSize});
    button->setToolButtonStyle(protocol ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonTextOnly);
    button->setToolTip(protocol
                           ? tr("Tiles, charts and routes of %1 alone; the number is its requests per "
                                "second over the last 5 s")
                                 .arg(protocolName(*protocol))
                           : tr("Tiles, charts and routes of all protocols together; the number is their "
                                "requests per second over the last 5 s"));
    m_group->addButton(button);
    connect(button, &QToolButton::clicked, this, [this, protocol] { m_axis.setProtocol(protocol); });
    return button;
}

void ProtocolBar::setPresent(const std::array<bool, metrics::kProtocolCount> &present)
{
    m_present = present;
    for (std::size_t i = 0; i < m_buttons.size(); ++i)
        m_buttons[i]->setVisible(present[i]);
    setVisible(std::count(present.begin(), present.end(), true) > 1);
    // What is no longer there cannot be looked at.
    if (const auto chosen = m_axis.protocol(); chosen && !present[indexOf(*chosen)]) {
        m_all->setChecked(true);
        m_axis.setProtocol(std::nullopt);
    }
}

void ProtocolBar::refresh()
{
    const auto snapshot = m_axis.source().snapshot();
    const auto show = [](QToolButton *button, const QString &name, double requestsPerSecond) {
        button->setText((button->icon().isNull() ? QString() : QStringLiteral(" ")) + name +
                        QStringLiteral("  ") + rate(requestsPerSecond));
        button->setAccessibleName(tr("%1, %2 requests per second").arg(name, rate(requestsPerSecond)));
        // The widest so far keeps its room: digits must not make the row jitter.
        button->setMinimumWidth(std::max(button->minimumWidth(), button->sizeHint().width()));
    };
    show(m_all, tr("All protocols"), snapshot->requestsPerSecond);
    for (const metrics::Protocol protocol : kProtocolOrder) {
        const std::size_t i = indexOf(protocol);
        show(m_buttons[i], protocolName(protocol), snapshot->protocols[i].requestsPerSecond);
    }
}

void ProtocolBar::applyTheme()
{
    for (const metrics::Protocol protocol : kProtocolOrder)
        m_buttons[indexOf(protocol)]->setIcon(protocolSwatch(protocol, devicePixelRatioF()));
}

} // namespace mockforge::ui
