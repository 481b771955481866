// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/exchange/request.h"
#include "server/exchange/response.h"

#include <nlohmann/json.hpp>

#include <QRegularExpression>
#include <QTest>

#include <string>

using namespace mockforge::exchange;
using namespace std::string_literals;

/// The decoded views of a request: what they accept, what they leave alone, and that clear() forgets all of
/// it.
class TestRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void decodesPercent_data();
    void decodesPercent();
    void splitsBeforeDecoding();
    void findsHeadersWhateverTheirCase();
    void readsQuery();
    void readsCookies();
    void parsesJsonOnce();
    void refusesDeepJson();
    void clearForgets();
    void knowsReasons();
};

void TestRequest::decodesPercent_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("plus");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("plain") << QByteArray("abc") << false << QByteArray("abc");
    QTest::newRow("hex, both cases") << QByteArray("%2f%2F") << false << QByteArray("//");
    QTest::newRow("stray percent") << QByteArray("100%") << false << QByteArray("100%");
    QTest::newRow("half an escape") << QByteArray("%4") << false << QByteArray("%4");
    QTest::newRow("escape at the end") << QByteArray("a%41") << false << QByteArray("aA");
    QTest::newRow("not hex") << QByteArray("%zz") << false << QByteArray("%zz");
    QTest::newRow("plus stays") << QByteArray("a+b") << false << QByteArray("a+b");
    QTest::newRow("plus is a space") << QByteArray("a+b%2B") << true << QByteArray("a b+");
    QTest::newRow("decoded once") << QByteArray("%2541") << false << QByteArray("%41");
}

void TestRequest::decodesPercent()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, plus);
    QFETCH(QByteArray, expected);
    QCOMPARE(percentDecode(text.toStdString(), plus), expected.toStdString());
}

void TestRequest::splitsBeforeDecoding()
{
    Request request;
    request.path = "/a%2Fb/c%20d/";
    QCOMPARE(request.segments(), (std::vector<std::string>{"a/b", "c d", ""}));
    Request root;
    root.path = "/";
    QCOMPARE(root.segments(), (std::vector<std::string>{""}));
    Request doubled;
    doubled.path = "//x";
    QCOMPARE(doubled.segments(), (std::vector<std::string>{"", "x"}));
}

void TestRequest::findsHeadersWhateverTheirCase()
{
    Request request;
    request.headers = {{"Host", "a"}, {"X-Env", "one"}, {"x-env", "two"}};
    QVERIFY(request.header("x-ENV") == "one");
    QVERIFY(!request.header("X-En").has_value());
    QVERIFY(!equalsIgnoreCase("[", "{"));
}

void TestRequest::readsQuery()
{
    Request request;
    request.query = "a=1&b=x+y%26z&&flag&a=2&=empty&c=d=e";
    const std::vector<NameValue> expected{{"a", "1"}, {"b", "x y&z"}, {"flag", ""},
                                          {"a", "2"}, {"", "empty"},  {"c", "d=e"}};
    QCOMPARE(request.queryItems(), expected);
    QVERIFY(request.queryItem("a") == "1");
    QVERIFY(request.queryItem("flag") == "");
    QVERIFY(!request.queryItem("A").has_value());
}

void TestRequest::readsCookies()
{
    Request request;
    request.headers = {{"Cookie", "session=abc; theme=\"dark\";x=a=b;broken"}, {"cookie", "more=1"}};
    const std::vector<NameValue> expected{{"session", "abc"}, {"theme", "dark"}, {"x", "a=b"}, {"more", "1"}};
    QCOMPARE(request.cookies(), expected);
    QVERIFY(request.cookie("theme") == "dark");
    QVERIFY(!request.cookie("broken").has_value());
}

void TestRequest::parsesJsonOnce()
{
    Request request;
    request.body = R"({"name":"Ada","n":[1,2]})";
    const nlohmann::json *json = request.json();
    QVERIFY(json != nullptr);
    QCOMPARE((*json)["n"][1].get<int>(), 2);
    QCOMPARE(request.json(), json);

    Request text;
    text.body = "name=Ada";
    QVERIFY(text.json() == nullptr);
    Request none;
    QVERIFY(none.json() == nullptr);
    Request badUtf8;
    badUtf8.body = "\"\xff\"";
    QVERIFY(badUtf8.json() == nullptr);
}

void TestRequest::refusesDeepJson()
{
    const std::string allowed = std::string(200, '[') + std::string(200, ']');
    const std::string deep = std::string(201, '[') + std::string(201, ']');
    const std::string quoted = "\"" + std::string(500, '[') + "\"";
    Request request;
    request.body = allowed;
    QVERIFY(request.json() != nullptr);
    request.clear();
    request.body = deep;
    QVERIFY(request.json() == nullptr);
    request.clear();
    request.body = quoted;
    QVERIFY(request.json() != nullptr);
}

void TestRequest::clearForgets()
{
    Request request;
    request.method = "POST";
    request.path = "/a/b";
    request.query = "x=1";
    request.headers = {{"Cookie", "c=1"}};
    request.body = "1";
    request.peerPort = 9;
    request.secure = true;
    request.httpMinor = 0;
    QCOMPARE(request.segments().size(), 2U);
    QVERIFY(request.queryItem("x") && request.cookie("c") && request.json());
    request.clear();
    QVERIFY(request.method.empty() && request.path.empty() && request.headers.empty() &&
            request.body.empty());
    QVERIFY(!request.queryItem("x") && !request.cookie("c") && !request.json());
    QVERIFY(request.peerPort == 0 && !request.secure && request.httpMinor == 1);
    request.path = "/z";
    QCOMPARE(request.segments(), (std::vector<std::string>{"z"}));
}

void TestRequest::knowsReasons()
{
    QVERIFY(reasonPhrase(200) == "OK");
    QVERIFY(reasonPhrase(503) == "Service Unavailable");
    QVERIFY(reasonPhrase(299).empty());
}

QTEST_GUILESS_MAIN(TestRequest)
#include "tst_request.moc"
