// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/templating/template.h"

#include <nlohmann/json.hpp>

#include <QRegularExpression>
#include <QTest>

#include <string>

using namespace mockforge;
using namespace mockforge::templating;

/// JSON templates: typed values, escaping, blocks as keys, and where an error is said to be.
class TestJsonTemplate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void renders_data();
    void renders();
    void isAlwaysValidJson();
    void locatesErrors();
    void foldsConstants();
};

void TestJsonTemplate::renders_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *source, const char *expected) {
        QTest::newRow(source) << QString::fromUtf8(source) << QString::fromUtf8(expected);
    };
    row(R"({"b":1,"a":[true,null,1.5,"x"]})", R"({"b":1,"a":[true,null,1.5,"x"]})");
    row(R"({"n":"{{randInt 4 4}}","s":"n {{randInt 4 4}}"})", R"({"n":4,"s":"n 4"})");
    row(R"(["{{body.ok}}","{{body.none}}","{{body.list}}","{{body.q}}","{{query.page}}"])",
        R"([true,null,[1,{"a":2}],"say \"hi\"\n","2"])");
    row(R"(["{{query.nosuch default=1}}","{{query.nosuch default=\"1\"}}"])", R"([1,"1"])");
    row(R"({"q":"<{{body.q}}>"})", R"({"q":"<say \"hi\"\n>"})");
    row(R"({"{{query.page}}":1})", R"({"2":1})");
    row(R"(["{{body}}"])", R"([{"list":[1,{"a":2}],"none":null,"ok":true,"q":"say \"hi\"\n"}])");
    row(R"([0,{"#repeat 3":{"i":"{{@index}}"}},9])", R"([0,{"i":0},{"i":1},{"i":2},9])");
    row(R"({"list":{"#repeat 2":"{{@number}}"}})", R"({"list":[1,2]})");
    row(R"({"#each body.list":{"v":"{{this}}"}})", R"([{"v":1},{"v":{"a":2}}])");
    row(R"([{"#each body.nosuch":1}])", "[]");
    row(R"([{"#if query.page":"y","else":"n"},{"#if query.nosuch":"y"},{"#unless query.nosuch":"u"}])",
        R"(["y","u"])");
    row(R"({"a":{"#if query.nosuch":1},"b":{"#if query.nosuch":1,"else":"{{query.page}}"}})", R"({"b":"2"})");
    row(R"([{"#repeat 2":{"#repeat 2":"{{../@index}}{{@index}}"}}])", R"(["00","01","10","11"])");
    row(R"({"#text":1,"#id":2})", R"({"#text":1,"#id":2})");
}

void TestJsonTemplate::renders()
{
    QFETCH(QString, source);
    QFETCH(QString, expected);
    exchange::Request request;
    request.query = "page=2";
    request.body = R"({"ok":true,"none":null,"list":[1,{"a":2}],"q":"say \"hi\"\n"})";
    Random random(1, 1, 1);
    JsonTemplate compiled;
    std::vector<JsonTemplate::Located> errors;
    QVERIFY(compiled.compile(nlohmann::ordered_json::parse(source.toStdString()), errors));
    std::string out;
    QVERIFY(compiled.render({&request, nullptr, &random, 0, 0}, out).ok());
    QCOMPARE(QString::fromStdString(out), expected);
}

void TestJsonTemplate::isAlwaysValidJson()
{
    exchange::Request request;
    request.query = "a=%00%01%22%5C%0A%FF%C3%A9%ED%A0%80%F4%90%80%80";
    JsonTemplate compiled;
    std::vector<JsonTemplate::Located> errors;
    QVERIFY(compiled.compile({{"{{query.a}}", "{{query.a}} {{query.a}}"}, {"t", "{{query.a}}"}}, errors));
    std::string out;
    QVERIFY(compiled.render({&request, nullptr, nullptr, 0, 0}, out).ok());
    QVERIFY2(nlohmann::json::accept(out), out.c_str());
    QVERIFY(out.find("é") != std::string::npos);
}

void TestJsonTemplate::locatesErrors()
{
    JsonTemplate compiled;
    std::vector<JsonTemplate::Located> errors;
    const auto source = nlohmann::ordered_json::parse(
        R"({"a":[1,"x {{uid}}"],"b/c":{"#repeat 99999":1},"d":{"#if query.a":1,"x":2},"e":{"x":1,"#each body":2}})");
    QVERIFY(!compiled.compile(source, errors));
    QCOMPARE(errors.size(), 4U);
    QCOMPARE(errors[0].pointer, std::string("/a/1"));
    QCOMPARE(errors[0].error.position.column, 5);
    QCOMPARE(errors[1].pointer, std::string("/b~1c/#repeat 99999"));
    QCOMPARE(errors[2].pointer, std::string("/d/#if query.a"));
    QCOMPARE(errors[3].pointer, std::string("/e/#each body"));
}

void TestJsonTemplate::foldsConstants()
{
    JsonTemplate compiled;
    std::vector<JsonTemplate::Located> errors;
    QVERIFY(compiled.compile({{"a", {1, "\\{{x}}"}}}, errors));
    QVERIFY(compiled.isConstant());
    std::string out;
    QVERIFY(compiled.render({}, out).ok());
    QCOMPARE(out, std::string(R"({"a":[1,"{{x}}"]})"));
    QVERIFY(compiled.compile({{"a", "{{uuid}}"}}, errors));
    QVERIFY(!compiled.isConstant());
}

QTEST_GUILESS_MAIN(TestJsonTemplate)
#include "tst_jsontemplate.moc"
