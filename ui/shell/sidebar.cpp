// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/sidebar.h"

#include "ui/shell/endpointrow.h"
#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <set>

namespace mockforge::ui {

Sidebar::Sidebar(control::Engine &engine, QWidget *parent)
    : QFrame(parent)
    , m_engine(engine)
    , m_pages(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("sidebar"));
    Theme::setRole(this, "side");
    setFixedWidth(184);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::kUnit, 3 * Theme::kUnit, 2 * Theme::kUnit, 3 * Theme::kUnit);
    layout->setSpacing(Theme::kUnit);
    m_pageLayout = new QVBoxLayout;
    m_pageLayout->setSpacing(Theme::kUnit / 2);
    layout->addLayout(m_pageLayout);
    layout->addSpacing(4 * Theme::kUnit);
    m_endpointTitle = new QLabel(tr("Endpoints"));
    QLabel *title = m_endpointTitle;
    title->setFont(Theme::caption());
    title->setContentsMargins(10, 0, 0, 0);
    Theme::setRole(title, "secondary");
    layout->addWidget(title);
    m_endpointLayout = new QVBoxLayout;
    m_endpointLayout->setSpacing(Theme::kUnit / 2);
    layout->addLayout(m_endpointLayout);
    layout->addStretch();
    connect(m_pages, &QButtonGroup::idClicked, this, &Sidebar::pageChosen);
    connect(&engine, &control::Engine::endpointsChanged, this, &Sidebar::refresh);
    refresh();
}

void Sidebar::addPage(const QString &id, const QString &title, const QString &glyph)
{
    auto *button = new QPushButton;
    Theme::setRole(button, "navigation");
    button->setObjectName(QStringLiteral("page-") + id);
    button->setAccessibleName(title);
    button->setText(glyph + QStringLiteral("   ") + title);
    button->setCheckable(true);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_pages->addButton(button, static_cast<int>(m_pages->buttons().size()));
    button->setToolTip(QStringLiteral("Ctrl+%1").arg(m_pages->buttons().size()));
    m_titles[id] = button->text();
    m_pageLayout->addWidget(button);
}

void Sidebar::setBadge(const QString &id, int number)
{
    auto *button = findChild<QPushButton *>(QStringLiteral("page-") + id);
    const auto title = m_titles.find(id);
    if (!button || title == m_titles.end())
        return;
    button->setText(number == 0 ? title->second
                                : title->second + QStringLiteral("   ●") + QString::number(number));
}

void Sidebar::setCurrent(int index)
{
    if (QAbstractButton *button = m_pages->button(index))
        button->setChecked(true);
}

void Sidebar::refresh()
{
    m_endpointTitle->setVisible(!m_engine.endpoints().empty());
    std::set<std::string> present;
    std::multimap<control::EndpointKind, EndpointRow *> byKind; // in the order in which kinds are declared
    for (const control::EndpointStatus &status : m_engine.endpoints()) {
        present.insert(status.id);
        EndpointRow *&row = m_rows[status.id];
        if (row == nullptr) {
            row = new EndpointRow(m_engine);
            connect(row, &EndpointRow::portWanted, this, &Sidebar::portWanted);
        }
        row->setStatus(status);
        byKind.emplace(status.kind, row);
    }
    int position = 0;
    for (const auto &[kind, row] : byKind) {
        if (m_endpointLayout->indexOf(row) != position)
            m_endpointLayout->insertWidget(position, row);
        ++position;
    }
    for (auto row = m_rows.begin(); row != m_rows.end();) {
        if (present.contains(row->first)) {
            ++row;
        } else {
            row->second->deleteLater();
            row = m_rows.erase(row);
        }
    }
}

} // namespace mockforge::ui
