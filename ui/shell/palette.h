// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>

class QAction;
class QLineEdit;
class QListWidget;

namespace mockforge::ui {

/// Every action of the window in one list, narrowed by typing (letters in order are enough). Enter runs the
/// chosen one.
class CommandPalette : public QDialog
{
    Q_OBJECT

public:
    CommandPalette(const QList<QAction *> &actions, QWidget *parent);
    /// Titles that match what was typed, best first.
    QStringList shown() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void narrow(const QString &text);
    void run();

    QList<QAction *> m_actions;
    QLineEdit *m_search = nullptr;
    QListWidget *m_list = nullptr;
};

} // namespace mockforge::ui
