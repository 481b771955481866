// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;

namespace mockforge::ui {

class ManualBrowser;

/// The manual, inside the application: its contents, the page, and a search in the page and for pages. The
/// pages are part of the program. Main thread.
class ManualDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ManualDialog(QWidget *parent = nullptr);
    /// Whether the pages were built in.
    static bool isAvailable();
    /// Opens a page, a file name such as chaos.md, at the heading whose anchor is `fragment`.
    void open(const QString &page, const QString &fragment = {});

private:
    QWidget *makeContents();
    QWidget *makeBar();
    void search();
    void searchFor(const QString &text);
    /// Leaves in the contents the pages that hold the text.
    void narrow(const QString &text);

    ManualBrowser *m_browser = nullptr;
    QListWidget *m_contents = nullptr;
    QLineEdit *m_search = nullptr;
    QLabel *m_result = nullptr;
};

} // namespace mockforge::ui
