// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jsonpath/jsonpath.h"

#include <nlohmann/json.hpp>

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using mockforge::jsonpath::JsonPath;
using Json = nlohmann::json;

namespace {

std::string selected(const std::string &path, const Json &document)
{
    const auto query = JsonPath::compile(path);
    if (!query)
        return query.error().message;
    Json list = Json::array();
    for (const Json *node : query.value().select(document))
        list.push_back(*node);
    return list.dump();
}

/// Empty when the case holds.
std::string problemOf(const Json &test)
{
    const auto query = JsonPath::compile(test.at("selector").get<std::string>());
    if (test.value("invalid_selector", false))
        return query ? "accepted" : "";
    if (!query)
        return query.error().message;
    Json got = Json::array();
    for (const Json *node : query.value().select(test.at("document")))
        got.push_back(*node);
    const Json wanted = test.contains("result") ? Json::array({test["result"]}) : test.at("results");
    for (const Json &one : wanted) {
        if (one == got)
            return {};
    }
    return "got " + got.dump();
}

} // namespace

class TestJsonPath : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void complianceSuite_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("cases");
        QTest::newRow("packaged") << QStringLiteral(MOCKFORGE_PACKAGED_SUITE) << 687;
        const QString newer = QStringLiteral(MOCKFORGE_CONFORMANCE "/jsonpath-cts.json");
        if (QFile::exists(newer))
            QTest::newRow("newer") << newer << 703;
    }

    void complianceSuite()
    {
        QFETCH(const QString, file);
        QFETCH(const int, cases);
        QFile suiteFile(file);
        QVERIFY2(suiteFile.open(QIODevice::ReadOnly), qPrintable(file));
        const QByteArray bytes = suiteFile.readAll();
        const Json suite = Json::parse(bytes.begin(), bytes.end());
        int failed = 0;
        for (const Json &test : suite.at("tests")) {
            const std::string problem = problemOf(test);
            if (problem.empty())
                continue;
            ++failed;
            qWarning("%s: %s: %s", test["name"].get<std::string>().c_str(),
                     test["selector"].get<std::string>().c_str(), problem.c_str());
        }
        QCOMPARE(static_cast<int>(suite.at("tests").size()), cases);
        QCOMPARE(failed, 0);
    }

    void selectors()
    {
        const Json document =
            Json::parse(R"({"store":{"book":[{"t":"a","p":8},{"t":"b","p":12},{"t":"c"}]}})");
        QCOMPARE(selected("$.store.book[*].t", document), std::string(R"(["a","b","c"])"));
        QCOMPARE(selected("$..p", document), std::string(R"([8,12])"));
        QCOMPARE(selected("$.store.book[-1].t", document), std::string(R"(["c"])"));
        QCOMPARE(selected("$.store.book[::-1].t", document), std::string(R"(["c","b","a"])"));
        QCOMPARE(selected("$.store.book[?@.p > 10].t", document), std::string(R"(["b"])"));
        QCOMPARE(selected("$.store.book[?!@.p].t", document), std::string(R"(["c"])"));
        QCOMPARE(selected("$.store.book[?match(@.t, '[ab]')].p", document), std::string(R"([8,12])"));
        QCOMPARE(selected("$[?count(@.book[*]) == 3].book[0].t", document), std::string(R"(["a"])"));
        QCOMPARE(selected("$.store.nothing", document), std::string("[]"));
    }

    void errorsSayWhere()
    {
        const auto query = JsonPath::compile("$.store[?@.a == ]");
        QVERIFY(!query);
        QCOMPARE(query.error().code, std::string("bad_jsonpath"));
        QVERIFY2(query.error().message.find("character 17") != std::string::npos,
                 query.error().message.c_str());
        QVERIFY(!JsonPath::compile("store"));
        QVERIFY(!JsonPath::compile("$[?nothing(@)]"));
        QVERIFY(!JsonPath::compile("$[01]"));
    }

    void hostileQueriesEnd()
    {
        QVERIFY(!JsonPath::compile("$" + std::string(10'000, '[')));
        QVERIFY(!JsonPath::compile("$[?" + std::string(10'000, '(') + "@" + std::string(10'000, ')') + "]"));
        QVERIFY(!JsonPath::compile("$[?" + std::string(10'000, '!') + "@]"));
        Json wide = Json::array();
        for (int i = 0; i < 2000; ++i)
            wide.push_back(i);
        const auto squared = JsonPath::compile("$[?count($[?count($[*]) > 0]) > 0]");
        QVERIFY(squared);
        QElapsedTimer timer;
        timer.start();
        squared.value().select(wide);
        QVERIFY2(timer.elapsed() < 20'000, "bounded work");
    }
};

QTEST_APPLESS_MAIN(TestJsonPath)
#include "tst_jsonpath.moc"
