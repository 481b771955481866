// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/websocket/replay.h"

#include <QTest>

using namespace mockforge;
using namespace mockforge::websocket;

namespace {

struct Read
{
    std::shared_ptr<const Recording> recording;
    std::vector<control::Diagnostic> findings;
};

Read read(std::string_view text)
{
    Read result;
    result.recording = Recording::read(text, "talk.jsonl", result.findings);
    return result;
}

} // namespace

class TestReplay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void times()
    {
        const Read result = read("\xEF\xBB\xBF{\"ts\":10,\"dir\":\"out\",\"text\":\"a\"}\r\n"
                                 "{\"ts\":50,\"dir\":\"in\",\"text\":\"b\"}\n\n"
                                 "{\"ts\":80.9,\"dir\":\"out\",\"text\":\"c\"}\n"
                                 "{\"ts\":100,\"dir\":\"in\"}\n"
                                 "{\"ts\":130,\"dir\":\"out\",\"text\":\"d\",\"waitFor\":\"x\"}\n"
                                 "{\"ts\":90,\"dir\":\"out\",\"base64\":\"AP8=\"}");
        QVERIFY2(result.findings.empty(),
                 result.findings.empty() ? "" : control::toString(result.findings[0]).c_str());
        const auto &lines = result.recording->lines;
        QCOMPARE(lines.size(), std::size_t{4});
        QCOMPARE(lines[0].pauseMs, std::int64_t{10});
        QCOMPARE(lines[1].pauseMs, std::int64_t{70}); // what the client said in between takes no time away
        QCOMPARE(lines[2].pauseMs, std::int64_t{30}); // since the message it waits for
        QCOMPARE(lines[3].pauseMs, std::int64_t{0});
        QCOMPARE(lines[3].bytes, std::string("\x00\xff", 2));
        QVERIFY(!result.recording->isInstant());
        QVERIFY(read("{\"ts\":0,\"dir\":\"out\",\"text\":\"a\"}").recording->isInstant());
        QVERIFY(read("").recording->lines.empty());
    }

    void awaits()
    {
        const Read result = read("{\"ts\":0,\"dir\":\"out\",\"text\":\"a\",\"waitFor\":\"^a+$\"}\n"
                                 "{\"ts\":0,\"dir\":\"out\",\"text\":\"a\",\"waitFor\":\"$.a[?@ > 1]\"}\n"
                                 "{\"ts\":0,\"dir\":\"out\",\"text\":\"a\",\"waitFor\":\"$\"}\n");
        const auto &lines = result.recording->lines;
        QCOMPARE(lines.size(), std::size_t{3});
        QVERIFY(lines[0].awaits("aaa") && !lines[0].awaits("aab"));
        QVERIFY(lines[1].awaits(R"({"a":[1,2]})") && !lines[1].awaits(R"({"a":[1]})") &&
                !lines[1].awaits("no JSON"));
        QVERIFY(lines[2].awaits("anything has an end"));
    }

    void everyBadLineIsNamed()
    {
        const Read result = read(
            "{\"ts\":0,\"dir\":\"out\",\"text\":\"fine\"}\n{\n[]\n\n{\"ts\":\"0\",\"dir\":\"out\",\"text\":"
            "\"x\"}\n"
            "{\"ts\":0,\"dir\":\"up\",\"text\":\"x\"}\n{\"ts\":0,\"dir\":\"out\",\"text\":\"{{nosuch}}\"}\n"
            "{\"ts\":0,\"dir\":\"out\",\"text\":\"x\",\"waitFor\":\"(\"}\n{\"ts\":1e99,\"dir\":\"out\","
            "\"text\":\"x\"}\n");
        std::vector<int> lines;
        for (const auto &finding : result.findings) {
            QCOMPARE(finding.code, std::string("bad_replay_line"));
            QCOMPARE(finding.file, std::string("talk.jsonl"));
            lines.push_back(finding.line);
        }
        QCOMPARE(lines, (std::vector<int>{2, 3, 5, 6, 7, 8, 9}));
        QCOMPARE(result.recording->lines.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestReplay)
#include "tst_replay.moc"
