// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/responsewriter.h"

#include <QRegularExpression>
#include <QTest>

#include <string>
#include <zlib.h>

using namespace mockforge;
using http::BodyPart;
using http::ReplyContext;
using http::ResponseWriter;

namespace {

std::string written(ResponseWriter &writer, exchange::Response response, ReplyContext context)
{
    std::string out;
    const BodyPart body = writer.write(std::move(response), context, out);
    return out.append(body.view());
}

std::string gunzip(std::string_view content)
{
    z_stream stream{};
    if (::inflateInit2(&stream, 15 + 16) != Z_OK)
        return {};
    std::string result(1 << 20, '\0');
    const void *in = content.data();
    void *out = result.data();
    stream.next_in = static_cast<Bytef *>(const_cast<void *>(in));
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = static_cast<Bytef *>(out);
    stream.avail_out = static_cast<uInt>(result.size());
    const int ended = ::inflate(&stream, Z_FINISH);
    result.resize(ended == Z_STREAM_END ? stream.total_out : 0);
    ::inflateEnd(&stream);
    return result;
}

bool contains(const std::string &text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

std::string bodyOf(const std::string &reply)
{
    return reply.substr(reply.find("\r\n\r\n") + 4);
}

} // namespace

class TestResponseWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void framesASimpleReply();
    void ownFieldsCannotBeSet();
    void fieldsThatBreakTheFramingAreLeftOut();
    void repeatedFieldsKeepTheirOrder();
    void headHasTheLengthButNoBody();
    void statusesWithoutContent();
    void connectionField();
    void aReplyMayAskForClosing();
    void compression_data();
    void compression();
    void sharedBodiesAreCompressedOnce();
    void largeBodiesAreNotCopied();
};

void TestResponseWriter::framesASimpleReply()
{
    ResponseWriter writer;
    exchange::Response response;
    response.headers.emplace_back("Content-Type", "text/plain");
    response.body = "hello";
    const QString reply = QString::fromStdString(written(writer, response, {}));
    const QRegularExpression shape(
        QStringLiteral("^HTTP/1\\.1 200 OK\r\nContent-Type: text/plain\r\n"
                       "Content-Length: 5\r\nDate: (Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d "
                       "[A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\n\r\nhello$"));
    QVERIFY2(shape.match(reply).hasMatch(), qPrintable(reply));
}

void TestResponseWriter::ownFieldsCannotBeSet()
{
    ResponseWriter writer;
    exchange::Response response;
    response.body = "x";
    for (const char *name : {"content-length", "Transfer-Encoding", "Date", "Keep-Alive"})
        response.headers.emplace_back(name, "99");
    const std::string reply = written(writer, response, {});
    QVERIFY(!contains(reply, "99"));
    QVERIFY(contains(reply, "Content-Length: 1\r\n"));
}

void TestResponseWriter::fieldsThatBreakTheFramingAreLeftOut()
{
    ResponseWriter writer;
    exchange::Response response;
    response.headers.emplace_back("X-Split", "a\r\nInjected: 1");
    response.headers.emplace_back("X-Nul", std::string("a\0b", 3));
    response.headers.emplace_back("Bad Name", "v");
    response.headers.emplace_back("X-Good", "v\tw");
    const std::string reply = written(writer, response, {});
    QVERIFY(!contains(reply, "Injected") && !contains(reply, "X-Nul") && !contains(reply, "Bad Name"));
    QVERIFY(contains(reply, "X-Good: v\tw\r\n"));
}

void TestResponseWriter::repeatedFieldsKeepTheirOrder()
{
    ResponseWriter writer;
    exchange::Response response;
    response.headers.emplace_back("Set-Cookie", "a=1");
    response.headers.emplace_back("Set-Cookie", "b=2");
    QVERIFY(contains(written(writer, response, {}), "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n"));
}

void TestResponseWriter::headHasTheLengthButNoBody()
{
    ResponseWriter writer;
    exchange::Response response;
    response.body = "hello";
    ReplyContext context;
    context.head = true;
    const std::string reply = written(writer, response, context);
    QVERIFY(contains(reply, "Content-Length: 5\r\n"));
    QCOMPARE(bodyOf(reply), std::string());
}

void TestResponseWriter::statusesWithoutContent()
{
    ResponseWriter writer;
    for (const int status : {204, 304}) {
        exchange::Response response;
        response.status = status;
        response.body = "must not leave";
        const std::string reply = written(writer, response, {});
        QVERIFY(!contains(reply, "Content-Length"));
        QCOMPARE(bodyOf(reply), std::string());
    }
    exchange::Response odd;
    odd.status = 7;
    QVERIFY(written(writer, odd, {}).starts_with("HTTP/1.1 500 "));
}

void TestResponseWriter::connectionField()
{
    ResponseWriter writer;
    ReplyContext closing;
    closing.keepAlive = false;
    QVERIFY(contains(written(writer, {}, closing), "\r\nConnection: close\r\n"));
    ReplyContext old;
    old.httpMinor = 0;
    QVERIFY(contains(written(writer, {}, old), "\r\nConnection: keep-alive\r\n"));
    QVERIFY(!contains(written(writer, {}, {}), "Connection"));
}

void TestResponseWriter::aReplyMayAskForClosing()
{
    ResponseWriter writer;
    exchange::Response response;
    response.headers.emplace_back("Connection", "close");
    ReplyContext context;
    std::string out;
    writer.write(response, context, out);
    QVERIFY(!context.keepAlive);
    QCOMPARE(QByteArray::fromStdString(out).count("Connection"), 1);
}

void TestResponseWriter::compression_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("accepted");
    QTest::addColumn<bool>("compressed");
    QTest::addColumn<bool>("varies");
    QTest::newRow("json") << "application/json" << 2000 << true << true << true;
    QTest::newRow("charset") << "text/html; charset=utf-8" << 2000 << true << true << true;
    QTest::newRow("not accepted") << "application/json" << 2000 << false << false << true;
    QTest::newRow("small") << "application/json" << 1000 << true << false << false;
    QTest::newRow("image") << "image/png" << 2000 << true << false << false;
}

void TestResponseWriter::compression()
{
    QFETCH(QString, type);
    QFETCH(int, size);
    QFETCH(bool, accepted);
    QFETCH(bool, compressed);
    QFETCH(bool, varies);
    for (const bool shared : {false, true}) {
        ResponseWriter writer;
        exchange::Response response;
        response.headers.emplace_back("Content-Type", type.toStdString());
        const std::string body(static_cast<std::size_t>(size), 'x');
        if (shared)
            response.shared = std::make_shared<const std::string>(body);
        else
            response.body = body;
        ReplyContext context;
        context.compression = true;
        context.acceptsGzip = accepted;
        const std::string reply = written(writer, response, context);
        QCOMPARE(contains(reply, "Content-Encoding: gzip\r\n"), compressed);
        QCOMPARE(contains(reply, "Vary: Accept-Encoding\r\n"), varies);
        const std::string sent = bodyOf(reply);
        QVERIFY(contains(reply, "Content-Length: " + std::to_string(sent.size()) + "\r\n"));
        QCOMPARE(compressed ? gunzip(sent) : sent, body);
    }
}

void TestResponseWriter::sharedBodiesAreCompressedOnce()
{
    http::GzipCache cache;
    const auto content = std::make_shared<const std::string>(std::string(5000, 'y'));
    const auto first = cache.get(content);
    QVERIFY(first);
    QCOMPARE(cache.get(content).get(), first.get());
    QCOMPARE(gunzip(*first), *content);
}

void TestResponseWriter::largeBodiesAreNotCopied()
{
    ResponseWriter writer;
    exchange::Response response;
    response.shared = std::make_shared<const std::string>(std::string(100'000, 'z'));
    ReplyContext context;
    std::string out;
    const BodyPart body = writer.write(response, context, out);
    QCOMPARE(body.view().data(), response.shared->data());
    QVERIFY(out.size() < 200);
}

QTEST_APPLESS_MAIN(TestResponseWriter)
#include "tst_responsewriter.moc"
