// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/startpage.h"

#include "ui/theme/theme.h"

#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace mockforge::ui {

namespace {

constexpr int kNarrowestText = 190; ///< px

QWidget *choice(QPushButton *button, const QString &explanation)
{
    auto *card = new QFrame;
    Theme::setRole(card, "card");
    auto *layout = new QVBoxLayout(card);
    layout->setContentsMargins(4 * Theme::kUnit, 4 * Theme::kUnit, 4 * Theme::kUnit, 4 * Theme::kUnit);
    layout->setSpacing(2 * Theme::kUnit);
    auto *label = new QLabel(explanation);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    label->setObjectName(QStringLiteral("explanation"));
    // It asks for the height by its width, which nested layouts do not pass on: showEvent sees to it.
    QSizePolicy policy = label->sizePolicy();
    policy.setHeightForWidth(false);
    label->setSizePolicy(policy);
    Theme::setRole(label, "secondary");
    layout->addWidget(label, 1);
    layout->addWidget(button);
    return card;
}

QPushButton *makeButton(const QString &id, const QString &text, bool primary)
{
    auto *button = new QPushButton(text);
    button->setObjectName(id);
    button->setAccessibleName(text);
    if (primary)
        Theme::setRole(button, "primary");
    return button;
}

} // namespace

StartPage::StartPage(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("start-page"));
    auto *outer = new QVBoxLayout(this);
    auto *column = new QWidget;
    column->setMaximumWidth(760);
    auto *layout = new QVBoxLayout(column);
    layout->setSpacing(3 * Theme::kUnit);
    auto *title = new QLabel(tr("A mock server you can watch"));
    title->setFont(Theme::kpi());
    auto *text = new QLabel(tr("Describe an API in one file, serve it, see every request in live charts, and "
                               "make it slow or unreliable with one click."));
    text->setWordWrap(true);
    Theme::setRole(text, "secondary");
    layout->addWidget(title);
    layout->addWidget(text);
    layout->addSpacing(2 * Theme::kUnit);

    auto *row = new QHBoxLayout;
    row->setSpacing(3 * Theme::kUnit);
    auto *sample = makeButton(QStringLiteral("try-sample"), tr("Try the sample"), true);
    auto *create = makeButton(QStringLiteral("new-project"), tr("New project…"), false);
    auto *open = makeButton(QStringLiteral("open-project"), tr("Open project…"), false);
    row->addWidget(choice(sample, tr("A small online shop in four protocols, on free ports, with demo "
                                     "traffic: charts move within three seconds.")),
                   1);
    row->addWidget(
        choice(create, tr("A commented mockforge.yaml to begin with, in a folder of your choice.")), 1);
    row->addWidget(
        choice(open, tr("A mockforge.yaml of yours. You can also drop it anywhere on this window.")), 1);
    layout->addLayout(row);
    layout->addSpacing(2 * Theme::kUnit);
    auto *recentTitle = new QLabel(tr("Recent projects"));
    recentTitle->setFont(Theme::section());
    m_recentTitle = recentTitle;
    layout->addWidget(recentTitle);
    m_recent = new QVBoxLayout;
    m_recent->setSpacing(Theme::kUnit / 2);
    layout->addLayout(m_recent);
    outer->addStretch(2);
    // Not by an alignment: the column's height would be that for the page's width, where texts wrap less.
    auto *middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(column, 100);
    middle->addStretch(1);
    outer->addLayout(middle);
    outer->addStretch(3);
    connect(sample, &QPushButton::clicked, this, &StartPage::sampleWanted);
    connect(create, &QPushButton::clicked, this, &StartPage::newWanted);
    connect(open, &QPushButton::clicked, this, &StartPage::openWanted);
    setRecent({});
}

void StartPage::showEvent(QShowEvent *event)
{
    // Room for each text in a card at its narrowest, in any language; only now the fonts are the final ones.
    for (QLabel *label : findChildren<QLabel *>(QStringLiteral("explanation"))) {
        label->ensurePolished();
        label->setMinimumHeight(label->heightForWidth(kNarrowestText));
    }
    QWidget::showEvent(event);
}

void StartPage::setRecent(const QStringList &files)
{
    while (QLayoutItem *item = m_recent->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_recentTitle->setVisible(!files.isEmpty());
    for (const QString &file : files.mid(0, 5)) {
        auto *button = makeButton(QStringLiteral("recent-project"), QDir::toNativeSeparators(file), false);
        Theme::setRole(button, "link");
        button->setAccessibleName(tr("Open %1").arg(file));
        connect(button, &QPushButton::clicked, this, [this, file] { Q_EMIT projectWanted(file); });
        m_recent->addWidget(button);
    }
}

} // namespace mockforge::ui
