// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/loader.h"
#include "server/websocket/script.h"
#include "server/websocket/service.h"

#include <QTest>

using namespace mockforge;
using namespace mockforge::websocket;

namespace {

using Kind = project::ScriptStep::Kind;

/// Everything that is said of a project whose only endpoint has the script, in lines from 5 on.
std::vector<control::Diagnostic> findingsOf(const std::string &script)
{
    std::string text = "websocket:\n  endpoints:\n    - path: /\n      script:\n";
    std::size_t start = 0;
    while (start < script.size()) {
        const std::size_t end = std::min(script.find('\n', start), script.size());
        text += "        " + script.substr(start, end - start) + "\n";
        start = end + 1;
    }
    auto loaded = project::loadText(text, "mockforge.yaml", ".", {});
    if (loaded.project)
        static_cast<void>(Service::compile(loaded.project, 1, loaded.diagnostics));
    return loaded.diagnostics;
}

project::Script scriptOf(const std::string &script)
{
    const auto loaded =
        project::loadText("websocket: {endpoints: [{path: /, script: " + script + "}]}", "x", ".", {});
    return loaded.project ? loaded.project->webSocket.endpoints[0].script : project::Script();
}

bool fits(const std::string &match, MessageKind kind, std::string_view message)
{
    const project::Script script = scriptOf("{on_message: [{match: " + match + ", steps: []}]}");
    MessageMatcher matcher;
    if (script.onMessage.empty() || !matcher.compile(script.onMessage[0].match).empty())
        return false;
    exchange::Request request;
    request.body = message;
    return matcher.fits(kind, request);
}

} // namespace

class TestScript : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyStepIsRead()
    {
        const project::Script script = scriptOf(
            "{on_connect: [{send: x}, {echo: }, {delay: 5ms}, {repeat: {steps: [{send: y}]}}, {sequence: "
            "[{send: a}, [{send: b}]]}, "
            "{if: c, then: [{send: d}]}, {while: e, steps: []}, {wait: {timeout: 1s}}, {set: {f: 1}}, {join: "
            "g}, {leave: g}, "
            "{broadcast: {room: g, send_hex: 00, include_self: false}}, {close: {code: 3000, reason: h}}]}");
        const std::vector<Kind> kinds{
            Kind::Send, Kind::Echo, Kind::Delay, Kind::Repeat, Kind::Sequence,  Kind::Branch, Kind::Loop,
            Kind::Wait, Kind::Set,  Kind::Join,  Kind::Leave,  Kind::Broadcast, Kind::Close};
        QCOMPARE(script.onConnect.size(), kinds.size());
        for (std::size_t i = 0; i < kinds.size(); ++i)
            QCOMPARE(script.onConnect[i].kind, kinds[i]);
        QCOMPARE(script.onConnect[3].delay.minMs, 1000);
        QCOMPARE(script.onConnect[3].count, std::int64_t{0});
        QCOMPARE(script.onConnect[4].branches.size(), std::size_t{2});
        QCOMPARE(script.onConnect[5].branches.size(), std::size_t{2});
        QCOMPARE(script.onConnect[7].timeoutMs, std::int64_t{1000});
        QVERIFY(!script.onConnect[11].includeSelf);
        QCOMPARE(script.onConnect[11].payload.text, std::string(1, '\0'));
        QCOMPARE(script.onConnect[12].count, std::int64_t{3000});
    }

    void findings_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char *name, const char *script, int line, int column, const char *says) {
            QTest::newRow(name) << QByteArray(script) << line << column << QByteArray(says);
        };
        row("step", "on_connect:\n  - sned: x", 6, 13, "there is no step 'sned'");
        row("beside", "on_connect:\n  - send: x\n    delay: 1s", 7, 13, "cannot stand beside");
        row("no mapping", "on_connect:\n  - hello", 6, 13, "a step, such as");
        row("part", "on_conect: []", 5, 9, "there is no part of a script 'on_conect'");
        row("regex", "on_message:\n  - match: {regex: '['}", 6, 28, "regular expression");
        row("jsonpath", "on_message:\n  - match: {jsonpath: {'$.': 1}}", 6, 38, "JSONPath");
        row("template", "otherwise:\n  - send: '{{nosuch}}'", 6, 19, "nosuch");
        row("template in JSON", "otherwise:\n  - send: {a: '{{nosuch}}'}", 6, 19,
            "/a: unknown name 'nosuch'");
        row("template in a condition", "otherwise:\n  - if: '{{nosuch}}'", 6, 13, "nosuch");
        row("room", "otherwise:\n  - join: '{{nosuch}}'", 6, 13, "nosuch");
        row("hex", "otherwise:\n  - send_hex: 0", 6, 23, "not hexadecimal");
        row("close", "otherwise:\n  - close: 1005", 6, 20, "never goes over the wire");
        row("on_close", "on_close:\n  - if: a\n    then:\n      - delay: 1s", 8, 17, "on_close cannot wait");
    }

    void findings()
    {
        QFETCH(QByteArray, script);
        QFETCH(int, line);
        QFETCH(int, column);
        QFETCH(QByteArray, says);
        const auto found = findingsOf(script.toStdString());
        QCOMPARE(found.size(), std::size_t{1});
        const std::string text = control::toString(found[0]);
        QVERIFY2(text.find(says.toStdString()) != std::string::npos, text.c_str());
        QVERIFY2(found[0].line == line && found[0].column == column, text.c_str());
    }

    void deepNestingIsRefused()
    {
        std::string steps = "{send: x}";
        for (int i = 0; i < 30; ++i)
            steps = "{if: a, then: [" + steps + "]}";
        const auto found = findingsOf("otherwise: [" + steps + "]");
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found[0].code, std::string("too_deep"));
    }

    void matchers()
    {
        QVERIFY(fits("hello", MessageKind::Text, "hello"));
        QVERIFY(!fits("hello", MessageKind::Text, "hello "));
        QVERIFY(fits("{contains: ell, regex: '^h'}", MessageKind::Text, "hello"));
        QVERIFY(!fits("{contains: ell, regex: '^x'}", MessageKind::Text, "hello"));
        QVERIFY(fits("{json: {a.b: 1}}", MessageKind::Text, R"({"a":{"b":1}})"));
        QVERIFY(!fits("{json: {a.b: 1}}", MessageKind::Text, "not JSON"));
        QVERIFY(fits("{jsonpath: {'$..b': {present: true}}}", MessageKind::Text, R"([{"b":null}])"));
        QVERIFY(!fits("{jsonpath: {'$..b': {present: true}}}", MessageKind::Text, R"([{"c":null}])"));
        QVERIFY(fits("{kind: binary}", MessageKind::Binary, ""));
        QVERIFY(!fits("{kind: binary}", MessageKind::Text, ""));
        QVERIFY(fits("{binary_prefix: 01ff}", MessageKind::Binary, "\x01\xff\x02"));
        QVERIFY(!fits("{binary_prefix: 01ff}", MessageKind::Binary, "\x01"));
        QVERIFY(!fits("{binary_prefix: 01ff}", MessageKind::Text, "\x01\xff\x02"));
        QVERIFY(fits("{}", MessageKind::Text, "anything"));
    }

    void endpointsOfOnePath()
    {
        const auto check = [](const std::string &endpoints) {
            std::string all;
            for (const auto &finding :
                 project::loadText("websocket: {endpoints: [" + endpoints + "]}", "x", ".", {}).diagnostics)
                all += finding.code + " ";
            return all;
        };
        QCOMPARE(check("{path: /a, subprotocols: [x]}, {path: /a, subprotocols: [y]}, {path: /a}"),
                 std::string());
        QCOMPARE(check("{path: /a}, {path: /a}"), std::string("duplicate_endpoint "));
        QCOMPARE(check("{path: /a, subprotocols: [x, y]}, {path: /a, subprotocols: [y]}"),
                 std::string("duplicate_endpoint "));
        QCOMPARE(check("{path: /a, id: one}, {path: /b, id: one}"), std::string("duplicate_id "));
    }
};

QTEST_GUILESS_MAIN(TestScript)
#include "tst_script.moc"
