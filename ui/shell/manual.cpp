// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/manual.h"

#include "ui/shell/manualbrowser.h"
#include "ui/theme/theme.h"

#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QShortcut>
#include <QVBoxLayout>

namespace mockforge::ui {

namespace {

const QString kIndex = QStringLiteral("README.md");

/// The pages in the order of the index.
QStringList pages()
{
    QStringList names{kIndex};
    static const QRegularExpression link(QStringLiteral("^\\d+\\. \\[[^\\]]+\\]\\(([^)]+\\.md)\\)"),
                                         QRegularExpression::MultilineOption);
    for (auto match = link.globalMatch(ManualBrowser::markdown(kIndex)); match.hasNext();)
        names.append(match.next().captured(1));
    return names;
}

} // namespace

bool ManualDialog::isAvailable()
{
    return QFile::exists(QStringLiteral(":/manual/") + kIndex);
}

ManualDialog::ManualDialog(QWidget *parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("manual"));
    setWindowTitle(tr("Manual"));
    resize(1080, 760);
    m_browser = new ManualBrowser;
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeContents());
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(makeBar());
    right->addWidget(m_browser, 1);
    layout->addLayout(right, 1);
    connect(m_browser, &ManualBrowser::opened, this, [this](const QString &page) {
        for (int row = 0; row < m_contents->count(); ++row) {
            if (m_contents->item(row)->data(Qt::UserRole).toString() == page)
                m_contents->setCurrentRow(row);
        }
    });
    open(kIndex);
    m_contents->setFocus();
}

QWidget *ManualDialog::makeContents()
{
    m_contents = new QListWidget;
    m_contents->setObjectName(QStringLiteral("manual-contents"));
    m_contents->setAccessibleName(tr("Contents"));
    m_contents->setFrameShape(QFrame::NoFrame);
    m_contents->setFixedWidth(64 * Theme::kUnit);
    m_contents->setTextElideMode(Qt::ElideRight);
    for (const QString &page : pages()) {
        auto *item = new QListWidgetItem(page == kIndex ? tr("Contents") : ManualBrowser::titleOf(page));
        item->setData(Qt::UserRole, page);
        item->setToolTip(item->text());
        item->setSizeHint({0, 8 * Theme::kUnit});
        m_contents->addItem(item);
    }
    connect(m_contents, &QListWidget::currentItemChanged, this, [this](QListWidgetItem *item) {
        if (item)
            open(item->data(Qt::UserRole).toString());
    });
    return m_contents;
}

QWidget *ManualDialog::makeBar()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    const auto addButton = [&](const QString &text, const QString &name, auto action) {
        auto *button = new QPushButton(text);
        button->setAccessibleName(name);
        button->setToolTip(name);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, action);
        layout->addWidget(button);
        return button;
    };
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    QPushButton *back = addButton(mirrored ? QStringLiteral("→") : QStringLiteral("←"), tr("Back"),
                                  [this] { m_browser->goBack(); });
    QPushButton *forth = addButton(mirrored ? QStringLiteral("←") : QStringLiteral("→"), tr("Forward"),
                                   [this] { m_browser->goForward(); });
    back->setShortcut(QKeySequence::Back);
    forth->setShortcut(QKeySequence::Forward);
    back->setEnabled(false);
    forth->setEnabled(false);
    connect(m_browser, &ManualBrowser::opened, this, [this, back, forth] {
        back->setEnabled(m_browser->canGoBack());
        forth->setEnabled(m_browser->canGoForward());
    });
    layout->addStretch();
    m_result = new QLabel;
    Theme::setRole(m_result, "secondary");
    m_search = new QLineEdit;
    m_search->setObjectName(QStringLiteral("manual-search"));
    m_search->setAccessibleName(tr("Search the manual"));
    m_search->setPlaceholderText(tr("Search the manual"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(60 * Theme::kUnit);
    connect(m_search, &QLineEdit::textChanged, this, &ManualDialog::narrow);
    connect(m_search, &QLineEdit::returnPressed, this, &ManualDialog::search);
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, m_search,
            [this] { m_search->setFocus(); });
    connect(new QShortcut(QKeySequence::FindNext, this), &QShortcut::activated, this, &ManualDialog::search);
    layout->addWidget(m_result);
    layout->addWidget(m_search);
    return bar;
}

void ManualDialog::open(const QString &page, const QString &fragment)
{
    m_browser->open(page, fragment);
}

void ManualDialog::search()
{
    searchFor(m_search->text());
}

void ManualDialog::searchFor(const QString &text)
{
    if (text.isEmpty() || m_browser->findNext(text))
        return;
    // Not on this page: the first of those that have it.
    for (int row = 0; row < m_contents->count(); ++row) {
        if (m_contents->item(row)->isHidden())
            continue;
        m_contents->setCurrentRow(row);
        m_browser->findNext(text);
        return;
    }
}

void ManualDialog::narrow(const QString &text)
{
    int found = 0;
    for (int row = 0; row < m_contents->count(); ++row) {
        QListWidgetItem *item = m_contents->item(row);
        const bool holds =
            text.isEmpty() ||
            ManualBrowser::markdown(item->data(Qt::UserRole).toString()).contains(text, Qt::CaseInsensitive);
        item->setHidden(!holds);
        found += holds ? 1 : 0;
    }
    m_result->setText(text.isEmpty() ? QString()
                      : found == 0   ? tr("Nothing found")
                                     : tr("Pages: %1").arg(found));
}

} // namespace mockforge::ui
