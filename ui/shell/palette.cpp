// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace mockforge::ui {

namespace {

QString titleOf(const QAction *action)
{
    QString title = action->data().toString().isEmpty() ? action->text() : action->data().toString();
    return title.remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

/// How well `pattern`'s letters appear in order in `text`; negative: not at all, 0 is best.
int mismatch(const QString &text, const QString &pattern)
{
    if (text.contains(pattern, Qt::CaseInsensitive))
        return static_cast<int>(text.indexOf(pattern, 0, Qt::CaseInsensitive));
    int at = 0;
    int gaps = 100;
    for (const QChar letter : pattern) {
        const auto found = static_cast<int>(text.indexOf(letter, at, Qt::CaseInsensitive));
        if (found < 0)
            return -1;
        gaps += found - at;
        at = found + 1;
    }
    return gaps;
}

} // namespace

CommandPalette::CommandPalette(const QList<QAction *> &actions, QWidget *parent)
    : QDialog(parent, Qt::Popup)
    , m_actions(actions)
{
    setObjectName(QStringLiteral("palette"));
    setAccessibleName(tr("Commands"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(520, 380);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::kUnit, 2 * Theme::kUnit, 2 * Theme::kUnit, 2 * Theme::kUnit);
    layout->setSpacing(Theme::kUnit);
    m_search = new QLineEdit;
    m_search->setObjectName(QStringLiteral("palette-search"));
    m_search->setAccessibleName(tr("Search for a command"));
    m_search->setPlaceholderText(tr("Search for a command"));
    m_search->installEventFilter(this);
    m_list = new QListWidget;
    m_list->setObjectName(QStringLiteral("palette-list"));
    m_list->setAccessibleName(tr("Commands"));
    layout->addWidget(m_search);
    layout->addWidget(m_list);
    connect(m_search, &QLineEdit::textChanged, this, &CommandPalette::narrow);
    connect(m_search, &QLineEdit::returnPressed, this, &CommandPalette::run);
    connect(m_list, &QListWidget::itemActivated, this, &CommandPalette::run);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::run);
    narrow({});
    m_search->setFocus();
}

void CommandPalette::narrow(const QString &text)
{
    std::vector<std::pair<int, QAction *>> found;
    for (QAction *action : std::as_const(m_actions)) {
        if (const int distance = mismatch(titleOf(action), text); distance >= 0 && action->isEnabled())
            found.emplace_back(distance, action);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto &a, const auto &b) { return a.first < b.first; });
    m_list->clear();
    for (const auto &[distance, action] : found) {
        const QString shortcut = action->shortcut().toString(QKeySequence::NativeText);
        auto *item = new QListWidgetItem(
            titleOf(action) + (shortcut.isEmpty() ? QString() : QStringLiteral("    ") + shortcut), m_list);
        item->setData(Qt::UserRole, QVariant::fromValue(action));
    }
    m_list->setCurrentRow(0);
}

QStringList CommandPalette::shown() const
{
    QStringList titles;
    for (int row = 0; row < m_list->count(); ++row)
        titles << titleOf(m_list->item(row)->data(Qt::UserRole).value<QAction *>());
    return titles;
}

void CommandPalette::run()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (item == nullptr)
        return;
    auto *action = item->data(Qt::UserRole).value<QAction *>();
    close();
    action->trigger();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            const int row = m_list->currentRow() + (key == Qt::Key_Down ? 1 : -1);
            m_list->setCurrentRow(std::clamp(row, 0, std::max(0, m_list->count() - 1)));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace mockforge::ui
