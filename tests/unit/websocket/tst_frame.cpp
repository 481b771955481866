// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/websocket/frame.h"

#include <QTest>

#include <vector>

using namespace mockforge::websocket;

namespace {

std::string masked(unsigned first, std::string_view payload, std::size_t promised)
{
    std::string frame{static_cast<char>(first)};
    const std::size_t extra = promised < 126 ? 0 : promised < 65536 ? 2 : 8;
    frame += static_cast<char>(0x80U | (extra == 0 ? promised : extra == 2 ? 126 : 127));
    for (std::size_t i = extra; i > 0; --i)
        frame += static_cast<char>((promised >> (8 * (i - 1))) & 0xFFU);
    const std::string mask = "\x11\xA2\x37\xFE";
    frame += mask;
    for (std::size_t i = 0; i < payload.size(); ++i)
        frame += static_cast<char>(payload[i] ^ mask[i % 4]);
    return frame;
}

std::string masked(unsigned first, std::string_view payload)
{
    return masked(first, payload, payload.size());
}

class Log final : public FrameEvents
{
public:
    void messageArrived(MessageKind kind, std::string_view payload) override
    {
        lines.push_back((kind == MessageKind::Text ? "text " : "binary ") + std::string(payload));
    }
    void pingArrived(std::string_view payload) override { lines.push_back("ping " + std::string(payload)); }
    void pongArrived(std::string_view payload) override { lines.push_back("pong " + std::string(payload)); }
    void closeArrived(std::uint16_t code, std::string_view reason) override
    {
        lines.push_back("close " + std::to_string(code) + " " + std::string(reason));
    }
    std::vector<std::string> lines;
};

/// What comes of the bytes when they arrive cut at the given places; a failure is the last line.
std::vector<std::string> read(const std::string &bytes, std::vector<std::size_t> cuts,
                              std::size_t maxFrame = 70'000, std::size_t maxMessage = 70'000)
{
    Log log;
    FrameReader reader(maxFrame, maxMessage);
    std::size_t start = 0;
    cuts.push_back(bytes.size());
    for (const std::size_t cut : cuts) {
        std::string piece = bytes.substr(start, cut - start);
        start = cut;
        if (const auto failure = reader.feed(piece.data(), piece.size(), log); failure.code != 0) {
            log.lines.push_back("fails " + std::to_string(failure.code));
            break;
        }
    }
    return log.lines;
}

std::vector<std::string> read(const std::string &bytes)
{
    return read(bytes, {});
}

} // namespace

class TestFrame : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySplitGivesTheSame()
    {
        const std::string bytes = masked(0x81, "grüße") + masked(0x01, "a\xe2") + masked(0x89, "p") +
                                  masked(0x00, "\x82") + masked(0x80, "\xac!") +
                                  masked(0x82, std::string(130, '\xff')) + masked(0x8A, "") +
                                  masked(0x81, "") +
                                  masked(0x88, "\x03\xe8"
                                               "bye") +
                                  masked(0x81, "never");
        const std::vector<std::string> expected{
            "text grüße", "ping p", "text a€!",      "binary " + std::string(130, '\xff'),
            "pong ",      "text ",  "close 1000 bye"};
        QCOMPARE(read(bytes), expected);
        for (std::size_t i = 0; i <= bytes.size(); ++i) {
            QCOMPARE(read(bytes, {i}), expected);
            for (std::size_t j = i; j <= bytes.size(); j += 3)
                QCOMPARE(read(bytes, {i, j}), expected);
        }
        std::vector<std::size_t> each;
        for (std::size_t i = 0; i < bytes.size(); ++i)
            each.push_back(i);
        QCOMPARE(read(bytes, each), expected);
    }

    void readingStopsBehindAnEventAndGoesOn()
    {
        class Stopper final : public FrameEvents
        {
        public:
            void messageArrived(MessageKind, std::string_view payload) override
            {
                seen += payload;
                reader->stop();
            }
            void pingArrived(std::string_view payload) override { seen += payload; }
            void pongArrived(std::string_view) override {}
            void closeArrived(std::uint16_t, std::string_view) override { seen += "closed"; }
            FrameReader *reader = nullptr;
            std::string seen;
        };
        std::string bytes = masked(0x89, "p") + masked(0x81, "one") + masked(0x01, "tw") + masked(0x80, "o") +
                            masked(0x88, {});
        FrameReader reader(100, 100);
        Stopper stopper;
        stopper.reader = &reader;
        QCOMPARE(reader.feed(bytes.data(), bytes.size(), stopper).code, std::uint16_t{0});
        QCOMPARE(stopper.seen, std::string("pone"));
        QCOMPARE(reader.unread(), std::size_t{8 + 7 + 6});
        bytes.erase(0, bytes.size() - reader.unread());
        QCOMPARE(reader.feed(bytes.data(), bytes.size(), stopper).code, std::uint16_t{0});
        QCOMPARE(stopper.seen, std::string("ponetwo"));
        bytes.erase(0, bytes.size() - reader.unread());
        QCOMPARE(reader.feed(bytes.data(), bytes.size(), stopper).code, std::uint16_t{0});
        QCOMPARE(stopper.seen, std::string("ponetwoclosed"));
        QCOMPARE(reader.unread(), std::size_t{0});
    }

    void lengthsOfEveryForm()
    {
        for (const std::size_t size : {0U, 1U, 7U, 8U, 9U, 125U, 126U, 127U, 65535U, 65536U, 69999U}) {
            const std::string payload(size, 'x');
            QCOMPARE(read(masked(0x81, payload)), std::vector<std::string>{"text " + payload});
        }
    }

    void failures_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const std::string &bytes, int code) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << code;
        };
        row("unmasked", std::string("\x81\x01x", 3), 1002);
        row("compressed", masked(0xC1, "x"), 1002);
        row("rsv2", masked(0xA1, "x"), 1002);
        row("rsv3", masked(0x91, "x"), 1002);
        row("opcode 3", masked(0x83, "x"), 1002);
        row("opcode 11", masked(0x8B, "x"), 1002);
        row("long ping", masked(0x89, std::string(126, 'x')), 1002);
        row("fragmented ping", masked(0x09, "x"), 1002);
        row("nothing to continue", masked(0x80, "x"), 1002);
        row("text in text", masked(0x01, "x") + masked(0x81, "y"), 1002);
        row("close of one byte", masked(0x88, "x"), 1002);
        row("close 1005", masked(0x88, "\x03\xed"), 1002);
        row("close 2999", masked(0x88, "\x0b\xb7"), 1002);
        row("bad reason", masked(0x88, "\x03\xe8\xff"), 1007);
        row("bad text", masked(0x81, "\xff"), 1007);
        row("cut text", masked(0x81, "\xe2\x82"), 1007);
        row("bad text over fragments", masked(0x01, "\xed") + masked(0x80, "\xa0\x80"), 1007);
        row("bad text at once", masked(0x81, "ok\xffxx", 60'000), 1007);
        row("frame too large", masked(0x82, "x", 70'001), 1009);
        row("message too large", masked(0x02, std::string(40'000, 'x')) + masked(0x80, "x", 40'000), 1009);
    }

    void failures()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        const std::string text = bytes.toStdString();
        const std::vector<std::string> expected{"fails " + std::to_string(code)};
        QCOMPARE(read(text), expected);
        for (std::size_t i = 0; i < std::min<std::size_t>(text.size(), 40); ++i)
            QCOMPARE(read(text, {i}), expected);
    }

    void aLengthMustBeInItsShortestForm()
    {
        std::string frame = masked(0x81, "x");
        frame.replace(1, 1, std::string("\xFE\x00\x01", 3));
        QCOMPARE(read(frame), std::vector<std::string>{"fails 1002"});
        frame = masked(0x81, "x");
        frame.replace(1, 1, std::string("\xFF\x00\x00\x00\x00\x00\x00\x00\x7E", 9));
        QCOMPARE(read(frame), std::vector<std::string>{"fails 1002"});
        frame.replace(1, 9, std::string("\xFF\x80\x00\x00\x00\x00\x01\x00\x00", 9));
        QCOMPARE(read(frame), std::vector<std::string>{"fails 1002"});
    }

    void utf8()
    {
        for (const char *text : {"", "abc", "12345678", "é", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf",
                                 "\xee\x80\x80", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "0123456é89"})
            QVERIFY2(isValidUtf8(text), text);
        for (const char *text :
             {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
              "\xf4\x90\x80\x80", "\xf5", "\xc3", "\xe2\x82", "\xf0\x9f\x98", "01234567\xff", "\xe2\x28\xa1"})
            QVERIFY2(!isValidUtf8(text), text);
        // What is cut within a character can still become one.
        std::size_t validTo = 0;
        QVERIFY(continuesUtf8("ab\xf0\x9f", validTo));
        QCOMPARE(validTo, std::size_t{2});
        QVERIFY(continuesUtf8("ab\xf0\x9f\x98\x80!", validTo));
        QCOMPARE(validTo, std::size_t{7});
        QVERIFY(!continuesUtf8("ab\xf0\x9f\x98\x80!\xf0\x80", validTo));
    }

    void writtenFrames()
    {
        std::string out;
        appendFrame(out, Opcode::Text, "hi");
        appendFrame(out, Opcode::Binary, "x", false);
        QCOMPARE(out, std::string("\x81\x02hi\x02\x01x"));
        out.clear();
        appendFrame(out, Opcode::Binary, std::string(126, 'x'));
        QCOMPARE(out.substr(0, 4), std::string("\x82\x7e\x00\x7e", 4));
        out.clear();
        appendFrame(out, Opcode::Binary, std::string(65536, 'x'));
        QCOMPARE(out.substr(0, 10), std::string("\x82\x7f\x00\x00\x00\x00\x00\x01\x00\x00", 10));
        out.clear();
        appendClose(out, 0, "unused");
        QCOMPARE(out, std::string("\x88\x00", 2));
        out.clear();
        appendClose(out, 1000, std::string(122, 'x') + "ü"); // 124 bytes: the last character does not fit
        QCOMPARE(out.size(), std::size_t{2 + 2 + 122});
        QVERIFY(isValidUtf8(std::string_view(out).substr(4)));
    }

    void aWrittenFrameGivesItsPayloadBack()
    {
        for (const std::size_t size : {0U, 1U, 125U, 126U, 65535U, 65536U}) {
            const std::string payload(size, 'x');
            std::string frame;
            appendFrame(frame, Opcode::Text, payload);
            QVERIFY(payloadOf(frame) == payload);
        }
    }

    void closeCodes()
    {
        for (const int code : {1000, 1003, 1007, 1014, 3000, 4999})
            QVERIFY(closecode::maySend(code));
        for (const int code : {0, 999, 1004, 1005, 1006, 1015, 2999, 5000, 65535})
            QVERIFY(!closecode::maySend(code));
    }
};

QTEST_GUILESS_MAIN(TestFrame)
#include "tst_frame.moc"
