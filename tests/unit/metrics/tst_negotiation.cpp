// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/prometheus/negotiation.h"

#include <QTest>

using namespace mockforge::metrics;

class TestNegotiation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void format_data()
    {
        QTest::addColumn<QByteArray>("accept");
        QTest::addColumn<bool>("openMetrics");
        const auto row = [](const char *name, const char *accept, bool openMetrics) {
            QTest::newRow(name) << QByteArray(accept) << openMetrics;
        };
        row("no header", "", false);
        row("curl", "*/*", false);
        row("a browser", "text/html,application/xhtml+xml,*/*;q=0.8", false);
        row("plain only", "text/plain;version=0.0.4", false);
        row("OpenMetrics only", "application/openmetrics-text; version=1.0.0", true);
        row("a Prometheus server",
            "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
            "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
            true);
        row("plain is preferred", "application/openmetrics-text;q=0.3, text/plain;q=0.8", false);
        row("anything is preferred", "application/openmetrics-text;q=0.3, */*", false);
        row("plain is named below anything", "application/openmetrics-text;q=0.5, text/plain;q=0.2, */*",
            true);
        row("any text is preferred", "application/openmetrics-text;q=0.3, text/*;q=0.4", false);
        row("refused", "application/openmetrics-text;q=0", false);
        row("case and blanks", " APPLICATION/OpenMetrics-Text ;\tQ=0.9 , text/plain; q=0.8", true);
        row("quality is no number", "application/openmetrics-text;q=high", false);
        row("only commas", ",,,", false);
    }

    void format()
    {
        QFETCH(QByteArray, accept);
        QFETCH(bool, openMetrics);
        QCOMPARE(chooseFormat(accept.toStdString()) == Format::OpenMetrics, openMetrics);
    }

    void encoding_data()
    {
        QTest::addColumn<QByteArray>("accept");
        QTest::addColumn<bool>("gzip");
        QTest::newRow("no header") << QByteArray() << false;
        QTest::newRow("gzip") << QByteArray("gzip") << true;
        QTest::newRow("a list") << QByteArray("deflate, GZIP;q=0.5, br") << true;
        QTest::newRow("others") << QByteArray("deflate, br") << false;
        QTest::newRow("refused") << QByteArray("gzip;q=0") << false;
        QTest::newRow("refused, all the rest taken") << QByteArray("*, gzip;q=0") << false;
        QTest::newRow("anything") << QByteArray("*") << true;
        QTest::newRow("anything but that is refused") << QByteArray("*;q=0") << false;
        QTest::newRow("identity") << QByteArray("identity") << false;
    }

    void encoding()
    {
        QFETCH(QByteArray, accept);
        QFETCH(bool, gzip);
        QCOMPARE(acceptsGzip(accept.toStdString()), gzip);
    }
};

QTEST_APPLESS_MAIN(TestNegotiation)
#include "tst_negotiation.moc"
