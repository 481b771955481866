// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QLocale>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace mockforge::ui;

namespace {

double luminance(const QColor &color)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// WCAG 2.2 contrast ratio, 1 to 21.
double contrast(const QColor &a, const QColor &b)
{
    const double lighter = std::max(luminance(a), luminance(b));
    const double darker = std::min(luminance(a), luminance(b));
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace

class tst_Theme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textAndGraphicsHaveContrast_data();
    void textAndGraphicsHaveContrast();
    void switchesWithoutRestart();
    void styleSheetHasNoPlaceholders();
    void fontsAreRelative();
    void numbersReadWell_data();
    void numbersReadWell();
    void numbersFollowTheLocale();
};

void tst_Theme::textAndGraphicsHaveContrast_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void tst_Theme::textAndGraphicsHaveContrast()
{
    QFETCH(bool, dark);
    const Colors &c = dark ? darkColors() : lightColors();
    for (const QColor &ground : {c.window, c.plot, c.raised}) {
        for (const QColor &text : {c.text, c.secondary})
            QVERIFY2(contrast(text, ground) >= 4.5, qPrintable(text.name() + ground.name()));
    }
    QVERIFY(contrast(c.selectedText, c.selection) >= 4.5);
    QVERIFY(contrast(c.bannerWarnText, c.bannerWarnGround) >= 4.5);
    QVERIFY(contrast(c.bannerErrorText, c.bannerErrorGround) >= 4.5);
    for (const QColor &graphic : {c.focus, c.http, c.grpc, c.webSocket, c.graphQl, c.fifth, c.other, c.p50,
                                  c.p90, c.p99, c.ok, c.warn, c.error, c.info, c.idle, c.chaosLine}) {
        QVERIFY2(contrast(graphic, c.plot) >= 3.0, qPrintable(graphic.name()));
    }
}

void tst_Theme::switchesWithoutRestart()
{
    QPushButton button(QStringLiteral("x"));
    button.show();
    QSignalSpy changed(&Theme::instance(), &Theme::changed);
    Theme::instance().setChoice(Theme::Choice::Dark);
    QCOMPARE(changed.count(), 1);
    QVERIFY(Theme::instance().colors().dark);
    QCOMPARE(QApplication::palette().color(QPalette::Window), darkColors().window);
    const QColor dark = button.grab().toImage().pixelColor(button.width() / 2, 4);
    Theme::instance().setChoice(Theme::Choice::Light);
    QVERIFY(!Theme::instance().colors().dark);
    QVERIFY(button.grab().toImage().pixelColor(button.width() / 2, 4).lightness() > dark.lightness() + 100);
    // The offscreen platform's palette is light.
    Theme::instance().setChoice(Theme::Choice::Dark);
    Theme::instance().setChoice(Theme::Choice::System);
    QVERIFY(!Theme::instance().colors().dark);
}

void tst_Theme::styleSheetHasNoPlaceholders()
{
    for (const Colors &colors : {lightColors(), darkColors()}) {
        const QString sheet = styleSheet(colors);
        const QRegularExpression placeholder(QStringLiteral("\\{[A-Za-z]+\\}"));
        QVERIFY2(!sheet.contains(placeholder), qPrintable(placeholder.match(sheet).captured()));
    }
}

void tst_Theme::fontsAreRelative()
{
    const double base = QApplication::font().pointSizeF();
    QCOMPARE(Theme::caption().pointSizeF(), base * 0.85);
    QCOMPARE(Theme::section().pointSizeF(), base * 1.15);
    QCOMPARE(Theme::page().pointSizeF(), base * 1.4);
    QCOMPARE(Theme::kpi().pointSizeF(), base * 2.0);
}

void tst_Theme::numbersReadWell_data()
{
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("expected");
    const double nan = std::nan("");
    QTest::newRow("count") << count(1204) << QStringLiteral("1,204");
    QTest::newRow("thousands") << count(12'345) << QStringLiteral("12.3 k");
    QTest::newRow("just below a million") << count(999'999) << QStringLiteral("1.0 M");
    QTest::newRow("millions") << count(4'500'000) << QStringLiteral("4.5 M");
    QTest::newRow("count of nothing") << count(nan) << QStringLiteral("–");
    QTest::newRow("rate") << rate(3.42) << QStringLiteral("3.4");
    QTest::newRow("rate, large") << rate(1204.4) << QStringLiteral("1,204");
    QTest::newRow("percent") << percent(0.004) << QStringLiteral("0.4 %");
    QTest::newRow("percent, tiny is not none") << percent(0.0001) << QStringLiteral("<0.1 %");
    QTest::newRow("percent, all") << percent(1) << QStringLiteral("100 %");
    QTest::newRow("ms") << milliseconds(0.0031) << QStringLiteral("3.1 ms");
    QTest::newRow("whole ms") << milliseconds(0.001) << QStringLiteral("1 ms");
    QTest::newRow("µs") << milliseconds(0.00008) << QStringLiteral("80 µs");
    QTest::newRow("seconds") << milliseconds(2.5) << QStringLiteral("2.5 s");
    QTest::newRow("just below a second") << milliseconds(0.9999) << QStringLiteral("1 s");
    QTest::newRow("bytes") << bytes(22'460'000) << QStringLiteral("22 MB");
    QTest::newRow("span") << span(12) << QStringLiteral("12 s");
}

void tst_Theme::numbersReadWell()
{
    QFETCH(QString, shown);
    QFETCH(QString, expected);
    QCOMPARE(shown.replace(QChar(0x2009), QLatin1Char(' ')), expected);
}

void tst_Theme::numbersFollowTheLocale()
{
    QLocale::setDefault(QLocale(QLocale::German));
    const QString german = count(1204);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QCOMPARE(german, QStringLiteral("1.204"));
}

int main(int argc, char **argv)
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QApplication application(argc, argv);
    tst_Theme test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_theme.moc"
