// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The manual as a reader meets it: its contents, its links, its search.

#include "ui/shell/manual.h"
#include "ui/shell/manualbrowser.h"
#include "ui/theme/theme.h"

#include <QDir>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTest>
#include <QTextBlock>

using namespace mockforge::ui;

namespace {

QStringList builtIn()
{
    return QDir(QStringLiteral(":/manual")).entryList({QStringLiteral("*.md")});
}

struct Open
{
    ManualDialog *dialog = new ManualDialog;
    ManualBrowser *browser = dialog->findChild<ManualBrowser *>();
    QListWidget *contents = dialog->findChild<QListWidget *>(QStringLiteral("manual-contents"));
    QLineEdit *search = dialog->findChild<QLineEdit *>(QStringLiteral("manual-search"));
    Open() { dialog->show(); }
    ~Open() { delete dialog; }
    Open(const Open &) = delete;
    Open &operator=(const Open &) = delete;

    QString page() const { return browser->page(); }
    int shown() const
    {
        int count = 0;
        for (int row = 0; row < contents->count(); ++row)
            count += contents->item(row)->isHidden() ? 0 : 1;
        return count;
    }
};

} // namespace

class TestManual : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPageIsInTheContentsAndOpens()
    {
        const Open manual;
        QCOMPARE(manual.contents->count(), static_cast<int>(builtIn().size()));
        for (int row = 0; row < manual.contents->count(); ++row) {
            manual.contents->setCurrentRow(row);
            QCOMPARE(manual.page(), manual.contents->item(row)->data(Qt::UserRole).toString());
            QVERIFY2(manual.browser->toPlainText().size() > 300, qPrintable(manual.page()));
            QVERIFY2(!manual.browser->toPlainText().contains(QStringLiteral("SPDX")),
                     qPrintable(manual.page()));
        }
    }

    void everyLinkLeadsSomewhere()
    {
        Open manual;
        static const QRegularExpression link(QStringLiteral("\\]\\(([^):#]+\\.md)(?:#([^)]*))?\\)"));
        for (const QString &page : builtIn()) {
            for (auto match = link.globalMatch(ManualBrowser::markdown(page)); match.hasNext();) {
                const QString target = match.next().captured(1);
                if (target.contains(QLatin1Char('/')))
                    continue; // to a file beside the manual, on the forge
                QVERIFY2(builtIn().contains(target), qPrintable(page + QStringLiteral(" → ") + target));
            }
        }
        manual.dialog->open(QStringLiteral("getting-started.md"));
        Q_EMIT manual.browser->anchorClicked(QUrl(QStringLiteral("modes.md")));
        QCOMPARE(manual.page(), QStringLiteral("modes.md"));
        QCOMPARE(manual.contents->currentItem()->data(Qt::UserRole).toString(), manual.page());
        manual.browser->goBack();
        QCOMPARE(manual.page(), QStringLiteral("getting-started.md"));
    }

    void aHeadingIsScrolledTo()
    {
        Open manual;
        manual.dialog->open(QStringLiteral("metrics.md"), QStringLiteral("grafana-from-zero"));
        QCOMPARE(manual.browser->textCursor().block().text(), QStringLiteral("Grafana from zero"));
        QVERIFY(manual.browser->verticalScrollBar()->value() > 0);
    }

    void theSearchFindsPagesAndPlaces()
    {
        Open manual;
        const int all = manual.shown();
        QTest::keyClicks(manual.search, QStringLiteral("histogram_quantile"));
        QVERIFY(manual.shown() > 0 && manual.shown() < all);
        QTest::keyClick(manual.search, Qt::Key_Return);
        QCOMPARE(manual.page(), QStringLiteral("metrics.md"));
        QCOMPARE(manual.browser->textCursor().selectedText(), QStringLiteral("histogram_quantile"));
        manual.search->setText(QStringLiteral("nothing of the kind is in here"));
        QCOMPARE(manual.shown(), 0);
        manual.search->clear();
        QCOMPARE(manual.shown(), all);
    }

    void picturesAreThoseOfTheThemeAndFitThePage()
    {
        Open manual;
        manual.dialog->resize(900, 700);
        Theme::instance().setChoice(Theme::Choice::Light);
        manual.dialog->open(QStringLiteral("window.md"));
        static const QRegularExpression picture(QStringLiteral("!\\[[^]]+\\]\\(([^)]+)\\)"));
        int pictures = 0;
        for (auto match = picture.globalMatch(ManualBrowser::markdown(manual.page())); match.hasNext();) {
            const QUrl url(match.next().captured(1));
            const auto shown = [&] {
                return manual.browser->loadResource(QTextDocument::ImageResource, url).value<QImage>();
            };
            Theme::instance().setChoice(Theme::Choice::Light);
            const QImage light = shown();
            Theme::instance().setChoice(Theme::Choice::Dark);
            const QImage dark = shown();
            QVERIFY2(!light.isNull(), qPrintable(url.toString()));
            QVERIFY2(light != dark, qPrintable(url.toString()));
            QVERIFY(light.deviceIndependentSize().width() <= manual.browser->viewport()->width());
            ++pictures;
        }
        QVERIFY(pictures >= 4);
        // A wider page has wider pictures, and no scroll bar below.
        manual.dialog->resize(1200, 700);
        QTRY_VERIFY(manual.browser->document()->size().width() > 900 - 300);
        QVERIFY(!manual.browser->horizontalScrollBar()->isVisible());
    }

    void thePageFollowsTheTheme()
    {
        Open manual;
        manual.dialog->open(QStringLiteral("chaos.md"));
        for (const auto choice : {Theme::Choice::Light, Theme::Choice::Dark}) {
            Theme::instance().setChoice(choice);
            const QColor wanted = Theme::instance().colors().window;
            bool found = false;
            const QTextDocument *document = manual.browser->document();
            for (QTextBlock block = document->begin(); block.isValid(); block = block.next())
                found = found || block.blockFormat().background().color() == wanted;
            QVERIFY(found);
        }
    }
};

QTEST_MAIN(TestManual)
#include "tst_manual.moc"
