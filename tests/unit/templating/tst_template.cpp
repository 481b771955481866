// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/templating/template.h"

#include <nlohmann/json.hpp>

#include <QRegularExpression>
#include <QTest>

#include <string>

using namespace mockforge;
using namespace mockforge::templating;

/// Text templates: what expressions and blocks give, what is refused, and that a seed gives the same text
/// again.
class TestTemplate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void variablesOfAProtocolAreKnownInTheirScope()
    {
        std::vector<CompileError> errors;
        Template outside;
        QVERIFY(!outside.compile("{{state.count}}", errors));
        errors.clear();
        const nlohmann::json variables{{"state", {{"count", 3}, {"names", {"a", "b"}}}}};
        Template known;
        {
            const KnownVariables scope({"state"});
            QVERIFY(known.compile("{{state.count}} {{#each state.names}}{{this}}{{/each}} {{state.gone}}",
                                  errors));
            Template misspelt;
            QVERIFY(!misspelt.compile("{{stat.count}}", errors));
            QVERIFY(errors.back().suggestion.find("state") != std::string::npos);
        }
        Context context;
        context.variables = &variables;
        std::string out;
        QVERIFY(known.render(context, out));
        QCOMPARE(out, std::string("3 ab "));
    }

    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void renders_data();
    void renders();
    void refuses_data();
    void refuses();
    void reportsAllErrors();
    void failsAtRunTime_data();
    void failsAtRunTime();
    void isReproducible();
    void givesFreshValues();
    void boundsNestedLoops();
    void boundsOutput();
};

namespace {

struct Rendering
{
    bool compiled = false;
    std::string text;
    std::string code;
};

Rendering render(std::string_view source, std::uint64_t seed = 1)
{
    exchange::Request request;
    request.method = "POST";
    request.target = "/orders/7%20a?page=2&tag=x&tag=y&empty=";
    request.path = "/orders/7%20a";
    request.query = "page=2&tag=x&tag=y&empty=";
    request.peer = "127.0.0.1";
    request.headers = {{"Host", "shop"}, {"X-Env", "qa"}, {"Cookie", "session=abc"}};
    request.body =
        R"({"name":"Ada \"L\"","items":[{"n":"a","q":1},{"n":"b","q":2}],"ok":true,"map":{"k":"v"}})";
    const PathParams params{{"id", "7 a"}};
    Random random(seed, 2, 3);
    Context context{&request, &params, &random, 5, 1700000000123};
    Template compiled;
    std::vector<CompileError> errors;
    Rendering result;
    result.compiled = compiled.compile(source, errors);
    if (result.compiled) {
        if (const auto done = compiled.render(context, result.text); !done)
            result.code = done.error().code;
    }
    return result;
}

} // namespace

void TestTemplate::renders_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *source, const char *expected) {
        QTest::newRow(source) << QString::fromUtf8(source) << QString::fromUtf8(expected);
    };
    row("plain", "plain");
    row("", "");
    row("{{request.method}} {{request.path}} {{request.target}}",
        "POST /orders/7%20a /orders/7%20a?page=2&tag=x&tag=y&empty=");
    row("{{request.peer}}", "127.0.0.1");
    row("{{params.id}} {{request.params.id}}", "7 a 7 a");
    row("{{query.page}}{{query.nosuch}}", "2");
    row("{{query.nosuch default=\"9\"}}{{query.empty default=8}}{{query.page default=7}}", "982");
    row("{{header.x-env}} {{headers.X-Env}} {{cookie.session}}", "qa qa abc");
    row("{{body.name}}|{{body.items.1.n}}|{{body.ok}}|{{body.nosuch.a}}", "Ada \"L\"|b|true|");
    row("{{json body.name}} {{body.items}}",
        "\"Ada \\\"L\\\"\" [{\"n\":\"a\",\"q\":1},{\"n\":\"b\",\"q\":2}]");
    row("{{now}}", "2023-11-14T22:13:20.123Z");
    row("{{now offset=\"+2h\" format=\"%H:%M\"}}", "00:13");
    row("{{now offset=\"-1d\" format='%Y-%m-%d %j %a %p'}}", "2023-11-13 317 Mon PM");
    row("{{now format=\"unix\"}} {{now format=\"unixms\"}}", "1700000000 1700000000123");
    row("{{now format=\"rfc1123\"}}", "Tue, 14 Nov 2023 22:13:20 GMT");
    row("{{sequence}} {{sequence 10}}", "5 15");
    row("{{#if query.page}}y{{else}}n{{/if}}", "y");
    row("{{#if query.nosuch}}y{{else if eq query.page \"2\"}}two{{else}}n{{/if}}", "two");
    row("{{#if eq query.page 2}}y{{/if}}{{#if (and (gt query.page 1) (not body.nosuch))}}z{{/if}}", "yz");
    row("{{#if lt 10 9}}y{{else}}n{{/if}}", "n");
    row("{{#unless query.nosuch}}y{{/unless}}", "y");
    row("{{#each body.items}}{{@index}}{{this.n}}{{#unless @last}},{{/unless}}{{/each}}", "0a,1b");
    row("{{#each body.map}}{{@key}}={{this}}{{/each}}", "k=v");
    row("{{#each query}}{{@key}}={{this}};{{/each}}", "page=2;tag=x;tag=y;empty=;");
    row("{{#each query.tag}}{{this}}{{#if @first}}-{{/if}}{{/each}}", "x-y");
    row("{{#each body.nosuch}}x{{else}}none{{/each}}", "none");
    row("{{#repeat 3}}{{@number}}{{/repeat}}", "123");
    row("{{#repeat 0}}x{{/repeat}}", "");
    row("{{#repeat 2}}{{#repeat 2}}{{../@index}}{{@index}} {{/repeat}}{{/repeat}}", "00 01 10 11 ");
    row("{{#repeat query.page}}x{{/repeat}}", "xx");
    row("a\\{{uuid}}b", "a{{uuid}}b");
    row("a{{! a remark }}b", "ab");
    row("{{{query.page}}}", "2");
    row("{{\"}}\"}}", "}}");
    row("one\n  {{#if true}}\n  two\n  {{/if}}\nthree", "one\n  two\nthree");
    row("{{upper \"aé\"}}{{add 1 2}}{{add 0.5 1}}", "Aé31.5");
    row("{{concat (upper query.tag) \"-\" params.id}}", "X-7 a");
}

void TestTemplate::renders()
{
    QFETCH(QString, source);
    QFETCH(QString, expected);
    const Rendering result = render(source.toStdString());
    QVERIFY(result.compiled);
    QCOMPARE(QString::fromStdString(result.code), QString());
    QCOMPARE(QString::fromStdString(result.text), expected);
}

void TestTemplate::refuses_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("inSuggestion");
    const auto row = [](const char *source, int line, int column, const char *suggestion) {
        QTest::newRow(source) << QString::fromUtf8(source) << line << column << QString::fromUtf8(suggestion);
    };
    row("{{uid}}", 1, 3, "'uuid'");
    row("é\n {{request.metod}}", 2, 4, "'request.method'");
    row("{{faker.email}}", 1, 3, "'faker.internet.email'");
    row("{{randint 1 2}}", 1, 3, "'randInt'");
    row("{{randInt 9 1}}", 1, 3, "");
    row("{{randInt 1}}", 1, 3, "{{randInt");
    row("{{uuid 3}}", 1, 3, "{{uuid}}");
    row("{{now offset=\"soon\"}}", 1, 3, "");
    row("{{now format=\"%Q\"}}", 1, 3, "");
    row("{{now shape=\"x\"}}", 1, 7, "offset");
    row("{{#repeat 10001}}x{{/repeat}}", 1, 11, "");
    row("{{#repeat 5 2}}x{{/repeat}}", 1, 13, "");
    row("{{#repeat}}x{{/repeat}}", 1, 10, "{{#repeat 3}}");
    row("{{#if query.a}}x", 1, 1, "{{/if}}");
    row("{{/if}}", 1, 1, "");
    row("{{#if query.a}}{{/each}}{{/if}}", 1, 16, "");
    row("{{#loop 3}}{{/loop}}", 1, 1, "#repeat");
    row("{{this.name}}", 1, 3, "");
    row("{{@index}}", 1, 3, "");
    row("{{", 1, 1, "");
    row("{{}}", 1, 1, "");
    row("{{(upper \"a\"}}", 1, 3, "");
    row("{{query.a 1}}", 1, 3, "");
    row("{{#each body.items}}{{name}}{{/each}}", 1, 23, "this");
}

void TestTemplate::refuses()
{
    QFETCH(QString, source);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(QString, inSuggestion);
    Template compiled;
    std::vector<CompileError> errors;
    QVERIFY(!compiled.compile(source.toStdString(), errors));
    QCOMPARE(errors.size(), 1U);
    QCOMPARE(errors[0].position.line, line);
    QCOMPARE(errors[0].position.column, column);
    QVERIFY(!errors[0].message.empty());
    QVERIFY2(QString::fromStdString(errors[0].suggestion).contains(inSuggestion),
             errors[0].suggestion.c_str());
}

void TestTemplate::reportsAllErrors()
{
    Template compiled;
    std::vector<CompileError> errors;
    QVERIFY(!compiled.compile("{{uid}}\n{{#if nope}}{{randInt}}{{/if}}\n{{now shape=1}}", errors));
    QCOMPARE(errors.size(), 4U);
    std::string deep;
    for (int i = 0; i < 5000; ++i)
        deep += "{{#if true}}";
    errors.clear();
    QVERIFY(!compiled.compile(deep, errors));
    QCOMPARE(errors.size(), 1U);
}

void TestTemplate::failsAtRunTime_data()
{
    QTest::addColumn<QString>("source");
    QTest::newRow("repeat over the cap")
        << QStringLiteral("{{#repeat (multiply query.page 9999)}}x{{/repeat}}");
    QTest::newRow("repeat of a word") << QStringLiteral("{{#repeat query.tag}}x{{/repeat}}");
    QTest::newRow("below zero") << QStringLiteral("{{#repeat (subtract 1 2)}}x{{/repeat}}");
    QTest::newRow("each of text") << QStringLiteral("{{#each body.name}}x{{/each}}");
    QTest::newRow("range turned around") << QStringLiteral("{{randInt query.page 1}}");
}

void TestTemplate::failsAtRunTime()
{
    QFETCH(QString, source);
    const Rendering result = render(source.toStdString());
    QVERIFY(result.compiled);
    QCOMPARE(QString::fromStdString(result.code), QStringLiteral("template_value"));
}

void TestTemplate::isReproducible()
{
    const std::string source =
        "{{uuid}} {{randInt 1 1000000}} {{faker.person.name}} {{#repeat 1 9}}x{{/repeat}}";
    QCOMPARE(render(source, 7).text, render(source, 7).text);
    QVERIFY(render(source, 7).text != render(source, 8).text);
}

void TestTemplate::givesFreshValues()
{
    const std::string text = render("{{uuid}} {{uuid}}").text;
    QVERIFY(text.substr(0, 36) != text.substr(37));
    const QRegularExpression shape(
        QStringLiteral("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"));
    QVERIFY(shape.match(QString::fromStdString(text.substr(0, 36))).hasMatch());
}

void TestTemplate::boundsNestedLoops()
{
    const Rendering result =
        render("{{#repeat 10000}}{{#repeat 10000}}{{#repeat 10000}}{{/repeat}}{{/repeat}}{{/repeat}}");
    QCOMPARE(QString::fromStdString(result.code), QStringLiteral("template_too_much_work"));
}

void TestTemplate::boundsOutput()
{
    const std::string block(10'000, 'x');
    const Rendering result = render("{{#repeat 10000}}" + block + "{{/repeat}}");
    QCOMPARE(QString::fromStdString(result.code), QStringLiteral("template_output_too_large"));
    QVERIFY(result.text.size() < Template::kMaxOutput + 2 * block.size());
}

QTEST_GUILESS_MAIN(TestTemplate)
#include "tst_template.moc"
