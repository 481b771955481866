// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBrowser>

namespace mockforge::ui {

/// A page of the manual, which is part of the program, in the theme's colours; links between pages are
/// followed here, all others by the desktop. Main thread.
class ManualBrowser : public QTextBrowser
{
    Q_OBJECT

public:
    explicit ManualBrowser(QWidget *parent = nullptr);

    /// Opens `page`, a file name such as chaos.md, at the heading whose anchor is `fragment`.
    void open(const QString &page, const QString &fragment = {});
    const QString &page() const noexcept { return m_page; }
    /// The pages that were open before, and those that were left by going back.
    void goBack();
    void goForward();
    bool canGoBack() const { return !m_before.isEmpty(); }
    bool canGoForward() const { return !m_after.isEmpty(); }
    /// Selects the next place of the text, from the top again after the last; false where there is none.
    bool findNext(const QString &text, bool backward = false);

    /// A page's file, without the licence comment that no reader wants.
    static QString markdown(const QString &page);
    /// A page's first heading.
    static QString titleOf(const QString &page);

    /// Pictures are those of the theme in force, and no wider than the page.
    QVariant loadResource(int type, const QUrl &name) override;

Q_SIGNALS:
    void opened(const QString &page);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showAgain();
    int pictureWidth() const;
    void follow(const QUrl &link);
    void show(const QString &page);
    void scrollToHeading(const QString &anchor);

    QTextDocument *m_document = nullptr; ///< the page that is shown; this widget's
    QString m_page;
    int m_pictureWidth = 0; ///< that of the page's pictures; 0: it has none
    QStringList m_before;
    QStringList m_after;
};

} // namespace mockforge::ui
