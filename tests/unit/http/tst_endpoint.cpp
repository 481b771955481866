// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rawclient.h"
#include "testserver.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

using namespace mockforge;
using metrics::ErrorType;
using metrics::Refusal;

namespace {

const std::string kHost = "Host: a\r\n";

std::string get(const std::string &path, const std::string &fields = {})
{
    return "GET " + path + " HTTP/1.1\r\n" + kHost + fields + "\r\n";
}

bool contains(const std::string &text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

std::string bodyOf(const std::string &reply)
{
    return reply.substr(std::min(reply.size(), reply.find("\r\n\r\n") + 4));
}

} // namespace

class TestEndpoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsAliveAndAnswersInOrder();
    void pipelinedRepliesStayInOrderBehindADelay();
    void http10();
    void headAndHalfClose();
    void expectContinue();
    void chunkedAndLargeBodies();
    void gzip();
    void refusals_data();
    void refusals();
    void smuggledRequestsAreNeverServed_data();
    void smuggledRequestsAreNeverServed();
    void deadlines();
    void requestsPerConnection();
    void tooManyPipelined();
    void connectionCaps();
    void handlersThatFailOrLetGo();
    void aKeptExchangeKeepsItsRequest();
    void vanishedClientsLeaveNothingInFlight();
    void hangEndsWithItsLimit();
    void slowReadersAreCutOff();
    void aThousandDelaysAreOnTime();
    void stopAnswersWhatHasBegun();
    void stopUnderLoadLosesNoReply();
    void stopAbortsAfterTheDrainTime();
    void restartsAndReconfigures();
    void portInUseNamesItsOwner();
    void unrecordedEndpointsMoveNoCounter();
};

void TestEndpoint::keepsAliveAndAnswersInOrder()
{
    TestServer server;
    RawClient client(server.port());
    for (int i = 0; i < 50; ++i) {
        const std::string path = "/n" + std::to_string(i) + "?q=%2F";
        QVERIFY(client.send(get(path)));
        const std::string reply = client.readReply();
        QVERIFY(reply.starts_with("HTTP/1.1 200 OK\r\n"));
        QVERIFY(contains(reply, "\r\nDate: ") && !contains(reply, "Connection"));
        QCOMPARE(bodyOf(reply), "GET " + path + " ");
    }
    QTRY_COMPARE(server.requests(200), std::uint64_t{50});
    QTRY_COMPARE(server.inFlight(), std::int64_t{0});
    QCOMPARE(server.endpoint().openConnections(), std::int64_t{1});
    client.close();
    QTRY_COMPARE(server.endpoint().openConnections(), std::int64_t{0});
    QTRY_COMPARE(server.open(), std::int64_t{0});
}

void TestEndpoint::pipelinedRepliesStayInOrderBehindADelay()
{
    TestServer server;
    RawClient client(server.port());
    QVERIFY(
        client.send(get("/delay/60") + get("/a") + get("/delay/20") + get("/b", "Connection: close\r\n")));
    const std::string all = client.readAll();
    const std::size_t first = all.find("GET /delay/60");
    const std::size_t second = all.find("GET /a");
    const std::size_t third = all.find("GET /delay/20");
    const std::size_t fourth = all.find("GET /b");
    QVERIFY(fourth != std::string::npos);
    QVERIFY(first < second && second < third && third < fourth);
    QCOMPARE(client.end(), RawClient::End::Fin);
}

void TestEndpoint::http10()
{
    TestServer server;
    RawClient closing(server.port());
    QVERIFY(closing.send("GET /x HTTP/1.0\r\n\r\n"));
    QVERIFY(contains(closing.readAll(), "Connection: close\r\n"));
    QCOMPARE(closing.end(), RawClient::End::Fin);
    RawClient keeping(server.port());
    for (int i = 0; i < 2; ++i) {
        QVERIFY(keeping.send("GET /x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
        QVERIFY(contains(keeping.readReply(), "Connection: keep-alive\r\n"));
    }
}

void TestEndpoint::headAndHalfClose()
{
    TestServer server;
    RawClient client(server.port());
    QVERIFY(client.send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n"));
    client.shutdownWrite();
    const std::string reply = client.readAll();
    QVERIFY(contains(reply, "Content-Length: 8\r\n"));
    QCOMPARE(bodyOf(reply), std::string());
    QCOMPARE(client.end(), RawClient::End::Fin);
}

void TestEndpoint::expectContinue()
{
    TestServer server;
    RawClient client(server.port());
    QVERIFY(client.send("POST /e HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"));
    QCOMPARE(client.readUntil("\r\n\r\n"), std::string("HTTP/1.1 100 Continue\r\n\r\n"));
    QVERIFY(client.send("abc"));
    QCOMPARE(bodyOf(client.readReply()), std::string("POST /e abc"));
    QVERIFY(
        client.send("POST /e HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\nabc"));
    QVERIFY(client.readReply().starts_with("HTTP/1.1 200"));
}

void TestEndpoint::chunkedAndLargeBodies()
{
    TestServer server;
    RawClient client(server.port());
    std::string expected;
    std::string request = "PUT /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 2000; ++i) {
        request += "64\r\n" + std::string(100, static_cast<char>('a' + i % 26)) + "\r\n";
        expected += std::string(100, static_cast<char>('a' + i % 26));
    }
    QVERIFY(client.send(request + "0\r\nTrailer: x\r\n\r\n" + get("/next")));
    QCOMPARE(bodyOf(client.readReply()), "PUT /c " + expected);
    QCOMPARE(bodyOf(client.readReply()), std::string("GET /next "));
    const std::string large(3'000'000, 'l');
    QVERIFY(client.send("PUT /l HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n" + large));
    QCOMPARE(bodyOf(client.readReply()), "PUT /l " + large);
    QVERIFY(client.send(get("/big")));
    QCOMPARE(bodyOf(client.readReply()).size(), std::size_t{4'000'000});
}

void TestEndpoint::gzip()
{
    http::EndpointSettings settings;
    TestServer server(settings);
    RawClient client(server.port());
    QVERIFY(client.send(get("/text", "Accept-Encoding: br, gzip;q=0.5\r\n")));
    QVERIFY(contains(client.readReply(), "Content-Encoding: gzip\r\n"));
    QVERIFY(client.send(get("/text", "Accept-Encoding: gzip;q=0\r\n")));
    QVERIFY(!contains(client.readReply(), "Content-Encoding"));
    settings.compression = false;
    TestServer plain(settings);
    RawClient other(plain.port());
    QVERIFY(other.send(get("/text", "Accept-Encoding: gzip\r\n")));
    QVERIFY(!contains(other.readReply(), "Content-Encoding"));
}

void TestEndpoint::refusals_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("reason");
    const auto row = [](const char *name, const std::string &bytes, int status, Refusal reason) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << status << static_cast<int>(reason);
    };
    row("no host", "GET / HTTP/1.1\r\n\r\n", 400, Refusal::BadRequest);
    row("target", get("/" + std::string(9000, 'a')), 414, Refusal::TargetTooLong);
    row("fields", get("/", "X: " + std::string(70'000, 'a') + "\r\n"), 431, Refusal::HeadersTooLarge);
    row("body", "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n", 413, Refusal::BodyTooLarge);
    row("body with expectation",
        "PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 99999999\r\n\r\n", 413,
        Refusal::BodyTooLarge);
    row("expectation", get("/", "Expect: x\r\n"), 417, Refusal::ExpectationFailed);
    row("coding", get("/", "Transfer-Encoding: gzip\r\n"), 501, Refusal::UnknownTransferCoding);
    row("version", "GET / HTTP/9.9\r\n\r\n", 505, Refusal::VersionNotSupported);
    std::string chunks = "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 101; ++i)
        chunks += "1\r\na\r\n";
    row("chunks", chunks, 400, Refusal::TooManyChunks);
}

void TestEndpoint::refusals()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(int, reason);
    http::EndpointSettings settings;
    settings.limits.maxChunks = 100;
    TestServer server(settings);
    RawClient client(server.port());
    // More than asked for follows, so that a careless close would reset the connection before the reply is
    // read.
    client.send(bytes.toStdString() + std::string(100'000, 'x'));
    const std::string reply = client.readAll();
    QVERIFY2(reply.starts_with("HTTP/1.1 " + std::to_string(status) + " "), reply.substr(0, 60).c_str());
    QVERIFY(contains(reply, "\r\nConnection: close\r\n"));
    QCOMPARE(client.end(), RawClient::End::Fin);
    QTRY_COMPARE(server.refused(static_cast<Refusal>(reason)), std::uint64_t{1});
    QCOMPARE(server.inFlight(), std::int64_t{0});
    client.close();
    QTRY_COMPARE(server.endpoint().openConnections(), std::int64_t{0});
}

void TestEndpoint::smuggledRequestsAreNeverServed_data()
{
    QTest::addColumn<QByteArray>("head");
    const auto row = [](const char *name, const char *fields) {
        QTest::newRow(name) << QByteArray("POST /first HTTP/1.1\r\nHost: a\r\n") + QByteArray(fields);
    };
    row("CL.TE", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    row("TE.CL", "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n");
    row("CL.CL", "Content-Length: 0\r\nContent-Length: 50\r\n\r\n");
    row("TE.TE", "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n");
    row("hidden TE", "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n");
    row("TE with tab", "Transfer-Encoding:\x0b"
                       "chunked\r\n\r\n0\r\n\r\n");
    row("folded TE", "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n");
    row("LF in a field", "X: a\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    row("chunk size overflow", "Transfer-Encoding: chunked\r\n\r\n10000000000000000\r\n\r\n");
    row("chunk without CRLF", "Transfer-Encoding: chunked\r\n\r\n1\r\na0\r\n\r\n");
}

void TestEndpoint::smuggledRequestsAreNeverServed()
{
    QFETCH(QByteArray, head);
    TestServer server;
    RawClient client(server.port());
    client.send(head.toStdString() + get("/smuggled"));
    const std::string reply = client.readAll();
    QVERIFY(reply.starts_with("HTTP/1.1 4") || reply.starts_with("HTTP/1.1 501"));
    QVERIFY(!contains(reply, "HTTP/1.1 200") && !contains(reply, "smuggled"));
    QCOMPARE(server.requests(200), std::uint64_t{0});
}

void TestEndpoint::deadlines()
{
    http::EndpointSettings settings;
    settings.limits.headerTimeoutMs = 150;
    settings.limits.bodyTimeoutMs = 150;
    settings.limits.keepAliveTimeoutMs = 150;
    TestServer server(settings);
    RawClient slowHead(server.port());
    slowHead.send("GET / HT");
    QVERIFY(slowHead.readAll().starts_with("HTTP/1.1 408 "));
    RawClient slowBody(server.port());
    slowBody.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab");
    QVERIFY(slowBody.readAll().starts_with("HTTP/1.1 408 "));
    RawClient idle(server.port());
    idle.send(get("/"));
    QVERIFY(idle.readReply().starts_with("HTTP/1.1 200"));
    QCOMPARE(idle.readAll(), std::string());
    QCOMPARE(idle.end(), RawClient::End::Fin);
    RawClient silent(server.port());
    QCOMPARE(silent.readAll(), std::string());
    QCOMPARE(silent.end(), RawClient::End::Fin);
    QTRY_COMPARE(server.refused(Refusal::HeaderTimeout), std::uint64_t{1});
    QTRY_COMPARE(server.refused(Refusal::BodyTimeout), std::uint64_t{1});
    QTRY_COMPARE(server.refused(Refusal::IdleTimeout), std::uint64_t{2});
}

void TestEndpoint::requestsPerConnection()
{
    http::EndpointSettings settings;
    settings.limits.maxRequestsPerConnection = 2;
    TestServer server(settings);
    RawClient client(server.port());
    QVERIFY(client.send(get("/1") + get("/2") + get("/3")));
    const std::string all = client.readAll();
    QVERIFY(contains(all, "GET /2") && !contains(all, "GET /3"));
    QVERIFY(contains(all, "Connection: close\r\n"));
    QCOMPARE(client.end(), RawClient::End::Fin);
}

void TestEndpoint::tooManyPipelined()
{
    http::EndpointSettings settings;
    settings.limits.maxPipelined = 3;
    TestServer server(settings);
    RawClient client(server.port());
    std::string all = get("/delay/100");
    for (int i = 0; i < 6; ++i)
        all += get("/n" + std::to_string(i));
    QVERIFY(client.send(all));
    const std::string replies = client.readAll();
    QVERIFY(contains(replies, "GET /n2") && !contains(replies, "GET /n3"));
    QVERIFY(contains(replies, "HTTP/1.1 429 "));
    QCOMPARE(server.refused(Refusal::TooManyPipelined), std::uint64_t{1});
}

void TestEndpoint::connectionCaps()
{
    http::EndpointSettings settings;
    settings.limits.maxConnections = 3;
    settings.limits.maxConnectionsPerHost = 2;
    TestServer server(settings);
    auto first = std::make_unique<RawClient>(server.port());
    RawClient second(server.port());
    for (RawClient *client : {first.get(), &second}) {
        QVERIFY(client->send(get("/")));
        QVERIFY(client->readReply().starts_with("HTTP/1.1 200"));
    }
    RawClient third(server.port());
    QCOMPARE(third.readAll(), std::string());
    QTRY_COMPARE(server.refused(Refusal::TooManyFromHost), std::uint64_t{1});
    first->close();
    QTRY_COMPARE(server.endpoint().openConnections(), std::int64_t{1});
    RawClient fourth(server.port());
    QVERIFY(fourth.send(get("/")));
    QVERIFY(fourth.readReply().starts_with("HTTP/1.1 200"));
    settings.limits.maxConnections = 2;
    settings.limits.maxConnectionsPerHost = 0;
    server.endpoint().reconfigure(settings);
    RawClient fifth(server.port());
    QCOMPARE(fifth.readAll(), std::string());
    QTRY_COMPARE(server.refused(Refusal::TooManyConnections), std::uint64_t{1});
}

void TestEndpoint::handlersThatFailOrLetGo()
{
    TestServer server;
    RawClient client(server.port());
    QVERIFY(client.send(get("/throw")));
    QVERIFY(client.readReply().starts_with("HTTP/1.1 500 "));
    QVERIFY(client.send(get("/missing")));
    QVERIFY(client.readReply().starts_with("HTTP/1.1 404 "));
    QVERIFY(client.send(get("/drop")));
    QCOMPARE(client.readAll(), std::string());
    QTRY_COMPARE(server.inFlight(), std::int64_t{0});
    QCOMPARE(server.errors(ErrorType::ServerError), std::uint64_t{1});
    QCOMPARE(server.errors(ErrorType::ClientError), std::uint64_t{1});
    QCOMPARE(server.errors(ErrorType::ConnectionError), std::uint64_t{1});
}

void TestEndpoint::aKeptExchangeKeepsItsRequest()
{
    TestServer server({}, 1);
    RawClient client(server.port());
    QVERIFY(client.send(get("/late")));
    QCOMPARE(bodyOf(client.readReply()), std::string("GET /late "));
    for (int i = 0; i < 3; ++i) {
        QVERIFY(client.send(get("/xxxxxxxxxxxx")));
        client.readReply();
    }
    RawClient other(server.port());
    client.close();
    QTRY_COMPARE(server.endpoint().openConnections(), std::int64_t{1});
    QVERIFY(other.send(get("/kept")));
    QCOMPARE(bodyOf(other.readReply()), std::string("/late"));
}

void TestEndpoint::vanishedClientsLeaveNothingInFlight()
{
    TestServer server;
    {
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 40; ++i) {
            clients.push_back(std::make_unique<RawClient>(server.port()));
            QVERIFY(clients.back()->send(get(i % 2 == 0 ? "/delay/60000" : "/hang")));
        }
        QTRY_COMPARE(server.inFlight(), std::int64_t{40});
        for (std::size_t i = 0; i < clients.size(); ++i)
            i % 4 < 2 ? clients[i]->close() : clients[i]->reset();
    }
    QTRY_COMPARE(server.inFlight(), std::int64_t{0});
    QTRY_COMPARE(server.endpoint().openConnections(), std::int64_t{0});
    QCOMPARE(server.errors(ErrorType::ConnectionError), std::uint64_t{40});
    QCOMPARE(server.requests(200), std::uint64_t{0});
    for (net::Worker *worker : server.workers()) {
        std::atomic<int> waiting{-1};
        worker->post([&waiting, worker] { waiting = static_cast<int>(worker->waiting()); });
        QTRY_COMPARE(waiting.load(), 0);
    }
}

void TestEndpoint::hangEndsWithItsLimit()
{
    http::EndpointSettings settings;
    settings.hangLimitMs = 100;
    TestServer server(settings);
    RawClient client(server.port());
    QElapsedTimer timer;
    timer.start();
    QVERIFY(client.send(get("/hang")));
    QCOMPARE(client.readAll(), std::string());
    QVERIFY(timer.elapsed() >= 95);
    QTRY_COMPARE(server.errors(ErrorType::ConnectionError), std::uint64_t{1});
    QCOMPARE(server.inFlight(), std::int64_t{0});
}

void TestEndpoint::slowReadersAreCutOff()
{
    http::EndpointSettings settings;
    settings.limits.writeTimeoutMs = 200;
    TestServer server(settings);
    RawClient client(server.port());
    for (int i = 0; i < 8; ++i)
        QVERIFY(client.send(get("/big")));
    QTRY_COMPARE(server.refused(Refusal::SlowReader), std::uint64_t{1});
    QTRY_COMPARE(server.endpoint().openConnections(), std::int64_t{0});
    QTRY_COMPARE(server.inFlight(), std::int64_t{0});
    QVERIFY(server.errors(ErrorType::ConnectionError) >= 1);
}

void TestEndpoint::aThousandDelaysAreOnTime()
{
    TestServer server;
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 1000; ++i)
        clients.push_back(std::make_unique<RawClient>(server.port()));
    QElapsedTimer timer;
    timer.start();
    for (const auto &client : clients)
        QVERIFY(client->send(get("/delay/300")));
    const qint64 sent = timer.elapsed();
    for (const auto &client : clients)
        QVERIFY(client->readReply().starts_with("HTTP/1.1 200"));
    // All wait at the same time: together they take one delay, not a thousand.
    QVERIFY(timer.elapsed() >= 300);
    QVERIFY2(timer.elapsed() < sent + 3000, qPrintable(QString::number(timer.elapsed())));
    QTRY_COMPARE(server.inFlight(), std::int64_t{0});
}

void TestEndpoint::stopAnswersWhatHasBegun()
{
    TestServer server;
    RawClient busy(server.port());
    RawClient idle(server.port());
    QVERIFY(busy.send(get("/delay/200")));
    QVERIFY(idle.send(get("/")));
    idle.readReply();
    QTRY_COMPARE(server.inFlight(), std::int64_t{1});
    bool done = false;
    server.endpoint().stop(2000, [&done] { done = true; });
    QCOMPARE(idle.readAll(), std::string());
    QCOMPARE(idle.end(), RawClient::End::Fin);
    idle.close();
    const std::string reply = busy.readAll();
    QVERIFY(reply.starts_with("HTTP/1.1 200") && contains(reply, "Connection: close\r\n"));
    busy.close();
    QTRY_VERIFY(done);
    QCOMPARE(RawClient(server.port()).end(), RawClient::End::Reset);
}

void TestEndpoint::stopUnderLoadLosesNoReply()
{
    TestServer server;
    std::atomic<int> lost{0};
    std::atomic<int> answered{0};
    std::atomic<bool> stopping{false};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            RawClient client(server.port());
            for (;;) {
                if (!client.send(get("/delay/5")))
                    return;
                const std::string reply = client.readReply();
                // A connection that was idle when the stop came may end without a reply; one whose request
                // was taken may not.
                if (reply.empty())
                    return;
                if (!reply.starts_with("HTTP/1.1 200") || !contains(reply, "GET /delay/5 "))
                    ++lost;
                ++answered;
                if (contains(reply, "Connection: close"))
                    return;
            }
        });
    }
    QTRY_VERIFY(answered.load() > 200);
    bool done = false;
    server.endpoint().stop(2000, [&done] { done = true; });
    for (std::thread &thread : threads)
        thread.join();
    QTRY_VERIFY(done);
    QCOMPARE(lost.load(), 0);
    QCOMPARE(server.requests(200), static_cast<std::uint64_t>(answered.load()));
    QCOMPARE(server.errors(ErrorType::ConnectionError), std::uint64_t{0});
}

void TestEndpoint::stopAbortsAfterTheDrainTime()
{
    TestServer server;
    RawClient client(server.port());
    QVERIFY(client.send(get("/hang")));
    QTRY_COMPARE(server.inFlight(), std::int64_t{1});
    bool done = false;
    server.endpoint().stop(100, [&done] { done = true; });
    QTRY_VERIFY(done);
    QCOMPARE(client.readAll(), std::string());
    QCOMPARE(server.inFlight(), std::int64_t{0});
    QCOMPARE(server.endpoint().openConnections(), std::int64_t{0});
}

void TestEndpoint::restartsAndReconfigures()
{
    http::EndpointSettings settings;
    TestServer server(settings);
    RawClient open(server.port());
    QVERIFY(open.send(get("/")));
    open.readReply();
    settings.host = "127.0.0.1";
    settings.limits.maxTarget = 20;
    server.endpoint().reconfigure(settings);
    RawClient later(server.port());
    QVERIFY(later.send(get("/" + std::string(100, 'a'))));
    QVERIFY(later.readAll().starts_with("HTTP/1.1 414"));
    QVERIFY(open.send(get("/still")));
    QVERIFY(open.readReply().starts_with("HTTP/1.1 200"));
    open.close();
    later.close();
    bool done = false;
    server.endpoint().stop(500, [&done] { done = true; });
    QTRY_VERIFY(done);
    const auto port = server.endpoint().start();
    QVERIFY(port.ok());
    RawClient again(port.value());
    QVERIFY(again.send(get("/")));
    QVERIFY(again.readReply().starts_with("HTTP/1.1 200"));
}

void TestEndpoint::portInUseNamesItsOwner()
{
    TestServer server;
    http::EndpointSettings settings;
    settings.host = "127.0.0.1";
    settings.port = server.port();
    http::Endpoint second(server.acceptThread(), server.workers(), settings,
                          [](metrics::Recorder &) { return std::make_unique<TestHandler>(); });
    const auto started = second.start();
    QVERIFY(!started.ok());
    QCOMPARE(started.error().code, std::string("port_in_use"));
    QVERIFY(contains(started.error().detail, "tst_endpoint"));
    QVERIFY(contains(started.error().detail, std::to_string(QCoreApplication::applicationPid())));
    settings.host = "192.0.2.1"; // RFC 5737: belongs to nobody
    http::Endpoint elsewhere(server.acceptThread(), server.workers(), settings,
                             [](metrics::Recorder &) { return std::make_unique<TestHandler>(); });
    const auto bad = elsewhere.start();
    QVERIFY(!bad.ok());
    QCOMPARE(bad.error().code, std::string("bad_address"));
}

void TestEndpoint::unrecordedEndpointsMoveNoCounter()
{
    http::EndpointSettings settings;
    settings.recordExchanges = false;
    TestServer server(settings);
    RawClient client(server.port());
    QVERIFY(client.send(get("/") + get("/drop")));
    client.readAll();
    QTRY_COMPARE(server.endpoint().openConnections(), std::int64_t{0});
    QCOMPARE(server.requests(200), std::uint64_t{0});
    QCOMPARE(server.errors(ErrorType::ConnectionError), std::uint64_t{0});
    QCOMPARE(server.open(), std::int64_t{0});
}

QTEST_GUILESS_MAIN(TestEndpoint)
#include "tst_endpoint.moc"
