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

QString complianceFile()
{
    const QString folder =
        qEnvironmentVariable("MOCKFORGE_CONFORMANCE", QStringLiteral(MOCKFORGE_CONFORMANCE));
    return folder + QStringLiteral("/jsonpath-cts.json");
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
    void complianceSuite()
    {
        QFile file(complianceFile());
        const bool isThere = file.open(QIODevice::ReadOnly);
        QVERIFY2(isThere || !qEnvironmentVariableIsSet("MOCKFORGE_CONFORMANCE"),
                 "the suite is not where it is said to be");
        if (!isThere)
            QSKIP(
                "the compliance suite is not beside this checkout (MOCKFORGE_CONFORMANCE names its folder)");
        const QByteArray bytes = file.readAll();
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
        QCOMPARE(suite.at("tests").size(), std::size_t{703});
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
