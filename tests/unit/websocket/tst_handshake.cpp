// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/websocket/handshake.h"

#include <QTest>

using namespace mockforge;
using namespace mockforge::websocket;

namespace {

exchange::Request right()
{
    exchange::Request request;
    request.method = "GET";
    request.httpMinor = 1;
    request.headers = {{"Upgrade", "h2c, WebSocket"},
                       {"Connection", "keep-alive, Upgrade"},
                       {"Sec-WebSocket-Version", "13"},
                       {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}};
    return request;
}

exchange::Request with(std::string_view name, std::string_view value)
{
    exchange::Request request = right();
    std::erase_if(request.headers, [&](const exchange::Field &field) { return field.name == name; });
    if (!value.empty())
        request.headers.push_back({name, value});
    return request;
}

int statusOf(const exchange::Request &request)
{
    const auto problem = handshakeProblem(request);
    return problem ? problem->status : 101;
}

} // namespace

class TestHandshake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void problems()
    {
        QCOMPARE(statusOf(right()), 101);
        QCOMPARE(statusOf(with("Upgrade", "")), 426);
        QCOMPARE(statusOf(with("Upgrade", "h2c")), 426);
        QCOMPARE(statusOf(with("Connection", "close")), 400);
        QCOMPARE(statusOf(with("Sec-WebSocket-Version", "8")), 426);
        QCOMPARE(statusOf(with("Sec-WebSocket-Version", "")), 426);
        QCOMPARE(statusOf(with("Sec-WebSocket-Key", "")), 400);
        QCOMPARE(statusOf(with("Sec-WebSocket-Key", "dGhlIHNhbXBsZQ==")), 400);
        exchange::Request post = right();
        post.method = "POST";
        QCOMPARE(statusOf(post), 405);
        exchange::Request old = right();
        old.httpMinor = 0;
        QCOMPARE(statusOf(old), 400);
    }

    void theSampleOfTheSpecification()
    {
        const std::string reply = acceptReply(right(), "chat");
        QVERIFY(reply.starts_with("HTTP/1.1 101 Switching Protocols\r\n"));
        QVERIFY(reply.find("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n") !=
                std::string::npos);
        QVERIFY(reply.ends_with("\r\nSec-WebSocket-Protocol: chat\r\n\r\n"));
        QVERIFY(acceptReply(right(), "").find("Protocol:") == std::string::npos);
    }

    void origins()
    {
        const std::vector<std::string> allowed{"http://localhost:5173"};
        QVERIFY(originAllowed(right(), allowed));
        QVERIFY(originAllowed(with("Origin", "http://LOCALHOST:5173"), allowed));
        QVERIFY(!originAllowed(with("Origin", "http://localhost:51730"), allowed));
        QVERIFY(!originAllowed(with("Origin", "null"), allowed));
        QVERIFY(originAllowed(with("Origin", "null"), {"*"}));
    }

    void subprotocols()
    {
        const auto offered = with("Sec-WebSocket-Protocol", "v1 , v2,,v3");
        QCOMPARE(chooseSubprotocol(offered, {"v9", "v3", "v1"}), std::string("v3"));
        QCOMPARE(chooseSubprotocol(offered, {"v9"}), std::string());
        QCOMPARE(chooseSubprotocol(offered, {}), std::string("v1"));
        QCOMPARE(chooseSubprotocol(right(), {}), std::string());
        QCOMPARE(chooseSubprotocol(right(), {"v1"}), std::string());
        QCOMPARE(chooseSubprotocol(with("Sec-WebSocket-Protocol", "no token"), {}), std::string());
    }
};

QTEST_GUILESS_MAIN(TestHandshake)
#include "tst_handshake.moc"
