// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/prometheus/exposition.h"
#include "metrics/store/aggregator.h"
#include "promtool.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace mockforge::metrics;
using namespace Qt::StringLiterals;

namespace {

QString resource(QLatin1StringView name)
{
    return QStringLiteral(MOCKFORGE_RESOURCES) + u'/' + name;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Every name that a query can use: of the families, and of what a histogram is made of.
QSet<QString> seriesNames()
{
    Registry registry;
    const auto recorder = registry.createRecorder();
    const Aggregator aggregator(registry, 0);
    const QString text = QString::fromStdString(Exposition(registry, aggregator).render({}, {}).body);
    QSet<QString> names;
    static const QRegularExpression kType(u"^# TYPE (\\S+) (\\S+)$"_s, QRegularExpression::MultilineOption);
    for (const auto &match : kType.globalMatch(text)) {
        names.insert(match.captured(1));
        if (match.captured(2) == u"histogram") {
            for (const QString &suffix : {u"_bucket"_s, u"_sum"_s, u"_count"_s})
                names.insert(match.captured(1) + suffix);
        }
    }
    return names;
}

/// The names in a text that look like ours but are neither exposed nor recorded by a rule.
QStringList unknownSeries(const QString &text)
{
    static const QSet<QString> known = seriesNames();
    static const QRegularExpression kName(u"(?<![\\w:])(mockforge_|process_)[a-z_]+\\b"_s);
    QStringList unknown;
    for (const auto &match : kName.globalMatch(text)) {
        if (!known.contains(match.captured()))
            unknown.append(match.captured());
    }
    return unknown;
}

QJsonObject dashboard()
{
    return QJsonDocument::fromJson(contents(resource("grafana/mockforge.json"_L1))).object();
}

QStringList expressions()
{
    QStringList found;
    const QJsonObject root = dashboard();
    for (const auto &panel : root["panels"_L1].toArray()) {
        for (const auto &target : panel["targets"_L1].toArray())
            found.append(target["expr"_L1].toString());
    }
    for (const auto &annotation : root["annotations"_L1]["list"_L1].toArray())
        found.append(annotation["expr"_L1].toString());
    return found;
}

} // namespace

class TestResources : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dashboardHasThePanelsThatAreExpected_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("type");
        QTest::newRow("rate") << u"Rate by protocol"_s << u"timeseries"_s;
        QTest::newRow("percentiles") << u"Latency percentiles"_s << u"timeseries"_s;
        QTest::newRow("heatmap") << u"Latency heatmap"_s << u"heatmap"_s;
        QTest::newRow("errors") << u"Error rate"_s << u"gauge"_s;
        QTest::newRow("connections") << u"Active connections"_s << u"stat"_s;
        QTest::newRow("share") << u"Share of each protocol"_s << u"piechart"_s;
        QTest::newRow("mode") << u"Scenario mode"_s << u"stat"_s;
        QTest::newRow("faults") << u"Faults applied"_s << u"stat"_s;
        QTest::newRow("faults by kind") << u"Faults applied"_s << u"timeseries"_s;
        QTest::newRow("active") << u"Faults in flight"_s << u"timeseries"_s;
        QTest::newRow("injected") << u"Injected time"_s << u"timeseries"_s;
        QTest::newRow("skipped") << u"Rules that did not act"_s << u"timeseries"_s;
        QTest::newRow("routes") << u"Top routes"_s << u"table"_s;
    }

    void dashboardHasThePanelsThatAreExpected()
    {
        QFETCH(QString, title);
        QFETCH(QString, type);
        const QJsonArray panels = dashboard()["panels"_L1].toArray();
        QVERIFY(std::any_of(panels.begin(), panels.end(), [&](const QJsonValue &panel) {
            return panel["title"_L1].toString() == title && panel["type"_L1].toString() == type;
        }));
    }

    void panelsUseTheDataSourceVariableAndDoNotOverlap()
    {
        QSet<std::pair<int, int>> cells;
        QSet<int> ids;
        for (const auto &panel : dashboard()["panels"_L1].toArray()) {
            QCOMPARE(panel["datasource"_L1]["uid"_L1].toString(), u"${datasource}"_s);
            for (const auto &target : panel["targets"_L1].toArray())
                QCOMPARE(target["datasource"_L1]["uid"_L1].toString(), u"${datasource}"_s);
            QVERIFY(!ids.contains(panel["id"_L1].toInt()));
            ids.insert(panel["id"_L1].toInt());
            const QJsonValue place = panel["gridPos"_L1];
            QVERIFY(place["x"_L1].toInt() + place["w"_L1].toInt() <= 24);
            for (int x = 0; x < place["w"_L1].toInt(); ++x) {
                for (int y = 0; y < place["h"_L1].toInt(); ++y) {
                    const std::pair cell(place["x"_L1].toInt() + x, place["y"_L1].toInt() + y);
                    QVERIFY(!cells.contains(cell));
                    cells.insert(cell);
                }
            }
        }
    }

    void dashboardAsksForSeriesThatExist()
    {
        QVERIFY(expressions().size() > 20);
        QCOMPARE(unknownSeries(expressions().join(u'\n')), QStringList());
        QCOMPARE(unknownSeries(u"rate(mockforge_no_such_total[5m])"_s),
                 QStringList{u"mockforge_no_such_total"_s});
    }

    void rulesAskForSeriesThatExist()
    {
        QString rules = QString::fromUtf8(contents(resource("prometheus/mockforge.rules.yml"_L1)));
        QVERIFY(rules.contains(u"mockforge_errors_total"));
        rules.remove(QRegularExpression(u"^ *#.*$"_s, QRegularExpression::MultilineOption));
        rules.remove(QRegularExpression(u"^ *description:.*$"_s, QRegularExpression::MultilineOption));
        QCOMPARE(unknownSeries(rules), QStringList());
    }

    void promtoolAcceptsConfigurationAndRules()
    {
        if (findPromtool().isEmpty())
            QSKIP("promtool is not installed");
        QCOMPARE(promtoolComplaint({u"check"_s, u"config"_s, resource("prometheus/prometheus.yml"_L1)}),
                 QByteArray());
        QCOMPARE(promtoolComplaint({u"test"_s, u"rules"_s, u"mockforge.rules.test.yml"_s}), QByteArray());
    }

    /// Grafana's variables get the values that Grafana would give them; then every query is checked as a
    /// rule.
    void promtoolAcceptsTheDashboardsQueries()
    {
        if (findPromtool().isEmpty())
            QSKIP("promtool is not installed");
        QJsonArray rules;
        for (QString expression : expressions()) {
            for (const QString &variable : {u"$__rate_interval"_s, u"$__range"_s, u"$__interval"_s})
                expression.replace(variable, u"1m"_s);
            for (const QString &variable : {u"$instance"_s, u"$protocol"_s})
                expression.replace(variable, u".*"_s);
            QVERIFY2(!expression.contains(u'$'), qPrintable(expression));
            rules.append(QJsonObject{{u"record"_s, QString(u"query:"_s + QString::number(rules.size()))},
                                     {u"expr"_s, expression}});
        }
        const QJsonObject group{{u"name"_s, u"queries"_s}, {u"rules"_s, rules}};
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"queries.yml"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(QJsonObject{{u"groups"_s, QJsonArray{group}}}).toJson()); // JSON is YAML
        file.close();
        QCOMPARE(promtoolComplaint({u"check"_s, u"rules"_s, path}), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestResources)
#include "tst_resources.moc"
