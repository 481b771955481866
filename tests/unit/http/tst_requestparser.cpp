// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/requestparser.h"

#include <QTest>

#include <string>
#include <string_view>

using namespace mockforge;
using http::ParserLimits;
using http::RequestParser;
using Outcome = RequestParser::Outcome;

namespace {

constexpr ParserLimits kLimits{100, 400, 64, 5};

std::string describe(const RequestParser &parser, Outcome outcome, std::string_view buffer)
{
    if (outcome == Outcome::Incomplete)
        return "incomplete";
    if (outcome == Outcome::Refused)
        return std::to_string(parser.refused().status) + " " +
               std::string(metrics::kRefusalNames[static_cast<std::size_t>(parser.refused().reason)]);
    exchange::Request request;
    parser.fill(buffer, request);
    std::string text = "ok";
    for (const std::string_view part :
         {request.method, request.target, request.path, request.query, request.body})
        text.append("|").append(part);
    return text.append("|").append(std::to_string(parser.consumed()));
}

std::string parse(std::string_view bytes)
{
    RequestParser parser(kLimits);
    const Outcome outcome = parser.parse(bytes);
    return describe(parser, outcome, bytes);
}

std::string parseByteByByte(std::string_view bytes)
{
    RequestParser parser(kLimits);
    for (std::size_t size = 1; size <= bytes.size(); ++size) {
        const Outcome outcome = parser.parse(bytes.substr(0, size));
        if (outcome != Outcome::Incomplete)
            return describe(parser, outcome, bytes.substr(0, size));
    }
    return "incomplete";
}

} // namespace

class TestRequestParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void outcomes_data();
    void outcomes();
    void everySplitGivesTheSame_data() { outcomes_data(); }
    void everySplitGivesTheSame();
    void connectionRules();
    void continueIsAskedForOnlyWithABody();
    void discardingDecodedChunksChangesNothing();
    void resetForgetsEverything();
};

void TestRequestParser::outcomes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, QByteArray bytes, const char *expected) {
        QTest::newRow(name) << bytes << QByteArray(expected);
    };
    const QByteArray host = "Host: a\r\n";
    const QByteArray get = "GET / HTTP/1.1\r\n";
    const QByteArray post = "POST / HTTP/1.1\r\nHost: a\r\n";
    const char *bad = "400 bad_request";

    row("plain", get + host + "\r\n", "ok|GET|/|/|||27");
    row("query", "GET /a%2Fb?c=d&e HTTP/1.1\r\nHost: a\r\n\r\n", "ok|GET|/a%2Fb?c=d&e|/a%2Fb|c=d&e||38");
    row("leading empty line", "\r\n" + get + host + "\r\n", "ok|GET|/|/|||29");
    row("two leading empty lines", "\r\n\r\n" + get + host + "\r\n", bad);
    row("double slash kept", "GET //evil/x HTTP/1.1\r\nHost: a\r\n\r\n", "ok|GET|//evil/x|//evil/x|||34");
    row("unknown method", "PURGE / HTTP/1.1\r\nHost: a\r\n\r\n", "ok|PURGE|/|/|||29");
    row("method case kept", "get / HTTP/1.1\r\nHost: a\r\n\r\n", "ok|get|/|/|||27");
    row("method no token", "G@T / HTTP/1.1\r\nHost: a\r\n\r\n", bad);
    row("method too long", QByteArray(65, 'A') + " / HTTP/1.1\r\nHost: a\r\n\r\n", bad);
    row("not http", QByteArray("\x16\x03\x01\x00\xa5", 5), bad);
    row("absolute-form", "GET http://h:1/p?q HTTP/1.1\r\nHost: a\r\n\r\n", "ok|GET|/p?q|/p|q||40");
    row("absolute-form without path", "GET http://h?q HTTP/1.1\r\nHost: a\r\n\r\n", "ok|GET|/?q|/|q||36");
    row("absolute-form without host", "GET http:///p HTTP/1.1\r\nHost: a\r\n\r\n", bad);
    row("authority-form", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", bad);
    row("asterisk", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "ok|OPTIONS|*|*|||31");
    row("asterisk with GET", "GET * HTTP/1.1\r\nHost: a\r\n\r\n", bad);
    row("fragment", "GET /#x HTTP/1.1\r\nHost: a\r\n\r\n", bad);
    row("control in target", "GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n", bad);
    row("space in target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", bad);
    row("target too long", "GET /" + QByteArray(100, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n",
        "414 target_too_long");
    row("target endless", "GET /" + QByteArray(500, 'a'), "414 target_too_long");
    row("version 9.9", "GET / HTTP/9.9\r\n\r\n", "505 version_not_supported");
    row("version 1.2", "GET / HTTP/1.2\r\n\r\n", "505 version_not_supported");
    row("version 2", "PRI * HTTP/2.0\r\n\r\n", bad);
    row("version case", "GET / http/1.1\r\n\r\n", bad);
    row("version missing", "GET /\r\n\r\n", bad);
    row("version padded", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", bad);
    row("bare LF", "GET / HTTP/1.1\nHost: a\n\n", bad);
    row("bare LF in fields", get + "Host: a\n\r\n", bad);
    row("bare CR in value", get + "Host: a\r\nX: a\rb\r\n\r\n", bad);
    row("NUL in value", get + host + QByteArray("X: a\0b\r\n\r\n", 10), bad);
    row("no host", get + "\r\n", bad);
    row("two hosts", get + host + host + "\r\n", bad);
    row("host with slash", get + "Host: a/b\r\n\r\n", bad);
    row("empty host", get + "Host:\r\n\r\n", "ok|GET|/|/|||25");
    row("1.0 without host", "GET / HTTP/1.0\r\n\r\n", "ok|GET|/|/|||18");
    row("obs-fold", get + host + "X: a\r\n b\r\n\r\n", bad);
    row("space before colon", get + "Host : a\r\n\r\n", bad);
    row("no colon", get + host + "X\r\n\r\n", bad);
    row("empty name", get + host + ": x\r\n\r\n", bad);
    row("fields too large", get + host + "X: " + QByteArray(400, 'x') + "\r\n\r\n", "431 headers_too_large");
    row("fields endless", get + QByteArray(500, 'x'), "431 headers_too_large");

    row("body", post + "Content-Length: 3\r\n\r\nabcd", "ok|POST|/|/||abc|50");
    row("body missing", post + "Content-Length: 3\r\n\r\nab", "incomplete");
    row("length twice", post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", bad);
    row("length list", post + "Content-Length: 3, 3\r\n\r\nabc", bad);
    row("length signed", post + "Content-Length: +3\r\n\r\nabc", bad);
    row("length negative", post + "Content-Length: -3\r\n\r\nabc", bad);
    row("length hex", post + "Content-Length: 0x3\r\n\r\nabc", bad);
    row("length empty", post + "Content-Length:\r\n\r\n", bad);
    row("length overflowing", post + "Content-Length: 18446744073709551619\r\n\r\nabc", bad);
    row("length too large", post + "Content-Length: 65\r\n\r\n", "413 body_too_large");
    row("length and chunked", post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", bad);
    row("coding twice", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        bad);
    row("coding gzip", post + "Transfer-Encoding: gzip, chunked\r\n\r\n", "501 unknown_transfer_coding");
    row("coding identity", post + "Transfer-Encoding: identity\r\n\r\n", "501 unknown_transfer_coding");
    row("coding padded", post + "Transfer-Encoding: xchunked\r\n\r\n", "501 unknown_transfer_coding");
    row("coding on 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", bad);

    const QByteArray chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
    row("chunks", chunked + "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", "ok|POST|/|/||abcde|80");
    row("chunks with trailer", chunked + "1\r\na\r\n0\r\nX: y\r\n\r\n", "ok|POST|/|/||a|73");
    row("chunk size no hex", chunked + "g\r\n", bad);
    row("chunk size empty", chunked + "\r\n", bad);
    row("chunk size signed", chunked + "-1\r\n", bad);
    row("chunk size 0x", chunked + "0x1\r\na\r\n0\r\n\r\n", bad);
    row("chunk size spaced", chunked + "1 \r\na\r\n0\r\n\r\n", bad);
    row("chunk size overflowing", chunked + "100000000000000001\r\na\r\n0\r\n\r\n", bad);
    row("chunk longer than size", chunked + "1\r\nab\r\n0\r\n\r\n", bad);
    row("chunk bare LF", chunked + "1\na\r\n0\r\n\r\n", bad);
    row("chunk extension endless", chunked + "1;" + QByteArray(300, 'x'), bad);
    row("chunked too large", chunked + "41\r\n", "413 body_too_large");
    row("chunks too large together", chunked + "40\r\n" + QByteArray(64, 'x') + "\r\n1\r\n",
        "413 body_too_large");
    row("too many chunks", chunked + QByteArray("1\r\na\r\n").repeated(6), "400 too_many_chunks");
    row("trailers endless", chunked + "0\r\n" + QByteArray("X: y\r\n").repeated(2000),
        "431 headers_too_large");
    row("trailer folded", chunked + "0\r\nX: y\r\n z\r\n\r\n", bad);

    row("expectation unknown", post + "Content-Length: 1\r\nExpect: 200-ok\r\n\r\n",
        "417 expectation_failed");
    row("expectation on 1.0", "POST / HTTP/1.0\r\nContent-Length: 1\r\nExpect: x\r\n\r\na",
        "ok|POST|/|/||a|50");
    row("too large before 100", post + "Content-Length: 65\r\nExpect: 100-continue\r\n\r\n",
        "413 body_too_large");
}

void TestRequestParser::outcomes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);
    QCOMPARE(QByteArray::fromStdString(parse(bytes.toStdString())), expected);
}

void TestRequestParser::everySplitGivesTheSame()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);
    const std::string text = bytes.toStdString();
    QCOMPARE(QByteArray::fromStdString(parseByteByByte(text)), expected);
    for (std::size_t split = 1; split < text.size(); ++split) {
        RequestParser parser(kLimits);
        Outcome outcome = parser.parse(std::string_view(text).substr(0, split));
        if (outcome == Outcome::Incomplete)
            outcome = parser.parse(text);
        QCOMPARE(QByteArray::fromStdString(describe(parser, outcome, text)), expected);
    }
}

void TestRequestParser::connectionRules()
{
    const auto keepsAlive = [](const char *version, const char *fields) {
        RequestParser parser;
        const std::string text = std::string("GET / ") + version + "\r\nHost: a\r\n" + fields + "\r\n";
        return parser.parse(text) == Outcome::Complete && parser.wantsKeepAlive();
    };
    QVERIFY(keepsAlive("HTTP/1.1", ""));
    QVERIFY(!keepsAlive("HTTP/1.1", "Connection: close\r\n"));
    QVERIFY(!keepsAlive("HTTP/1.1", "Connection: x, CLOSE\r\n"));
    QVERIFY(!keepsAlive("HTTP/1.0", ""));
    QVERIFY(keepsAlive("HTTP/1.0", "Connection: Keep-Alive\r\n"));
    QVERIFY(!keepsAlive("HTTP/1.0", "Connection: keep-alive, close\r\n"));
}

void TestRequestParser::continueIsAskedForOnlyWithABody()
{
    RequestParser parser;
    const std::string head =
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nExpect: 100-Continue\r\n\r\n";
    QCOMPARE(parser.parse(head), Outcome::Incomplete);
    QVERIFY(parser.hasHead() && parser.expectsContinue() && !parser.bodyHasBegun(head));
    RequestParser empty;
    QCOMPARE(empty.parse("GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n"), Outcome::Complete);
    QVERIFY(!empty.expectsContinue());
}

void TestRequestParser::discardingDecodedChunksChangesNothing()
{
    const std::string whole = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                              "3\r\nabc\r\n10\r\n0123456789abcdef\r\n0\r\n\r\nGET";
    RequestParser parser(kLimits);
    std::string buffer;
    Outcome outcome = Outcome::Incomplete;
    for (const char byte : whole) {
        buffer.push_back(byte);
        if (outcome == Outcome::Complete)
            continue;
        outcome = parser.parse(buffer);
        if (outcome == Outcome::Incomplete && parser.discardable() > 0) {
            buffer.erase(parser.discardFrom(), parser.discardable());
            parser.discarded();
        }
    }
    QCOMPARE(outcome, Outcome::Complete);
    exchange::Request request;
    parser.fill(buffer, request);
    QCOMPARE(std::string(request.body), std::string("abc0123456789abcdef"));
    QCOMPARE(buffer.substr(parser.consumed()), std::string("GET"));
}

void TestRequestParser::resetForgetsEverything()
{
    RequestParser parser(kLimits);
    QCOMPARE(
        parser.parse("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                     "1\r\na\r\n0\r\n\r\n"),
        Outcome::Complete);
    parser.reset();
    const std::string next = "GET /b HTTP/1.1\r\nHost: a\r\n\r\n";
    QCOMPARE(parser.parse(next), Outcome::Complete);
    QCOMPARE(describe(parser, Outcome::Complete, next), std::string("ok|GET|/b|/b|||28"));
    QVERIFY(parser.wantsKeepAlive());
}

QTEST_APPLESS_MAIN(TestRequestParser)
#include "tst_requestparser.moc"
