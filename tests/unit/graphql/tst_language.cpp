// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/language/lexer.h"
#include "server/graphql/language/parser.h"

#include <QTest>

using namespace mockforge::graphql;

namespace {

/// The value of the first argument of the first field.
const Value &valueIn(const Document &document)
{
    return document.operations.front().selectionSet.selections.front().arguments.front().value;
}

std::string printed(const std::string &literal)
{
    const ParseResult result = parse("{ f(x: " + literal + ") }");
    return result.document ? print(valueIn(*result.document)) : result.error.message;
}

std::string placeOf(const GraphQlError &error)
{
    std::string text;
    for (const Location &location : error.locations)
        text += std::to_string(location.line) + ":" + std::to_string(location.column);
    return text;
}

} // namespace

class TestLanguage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void values_data();
    void values();
    void types();
    void blockStrings_data();
    void blockStrings();
    void locations();
    void locationsOfManyPlaces();
    void errors_data();
    void errors();
    void tokensAreLimited();
    void depthIsLimited();
    void errorsAsJson();
};

void TestLanguage::values_data()
{
    QTest::addColumn<QByteArray>("literal");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *literal, const char *expected) {
        QTest::newRow(literal) << QByteArray(literal) << QByteArray(expected);
    };
    row("-12", "-12");
    row("1.50e3", "1.50e3");
    row("true", "true");
    row("null", "null");
    row("WORD", "WORD");
    row("$v", "$v");
    row("[ 1 , [ ] ]", "[1, []]");
    row("{a:1 b:{c:\"x\"}}", "{a: 1, b: {c: \"x\"}}");
    row("{}", "{}");
    row("\"a\\u00e9\\n\\\"\"", "\"a\xC3\xA9\\n\\\"\"");
    row("\"\\u{1F600}\"", "\"\xF0\x9F\x98\x80\"");
    row("\"\\uD83D\\uDE00\"", "\"\xF0\x9F\x98\x80\"");
    row("\"\"\"a\n  b\"\"\"", "\"a\\nb\"");
}

void TestLanguage::values()
{
    QFETCH(QByteArray, literal);
    QFETCH(QByteArray, expected);
    QCOMPARE(QByteArray::fromStdString(printed(literal.toStdString())), expected);
}

void TestLanguage::types()
{
    const ParseResult result = parse("query ($a: [[Int!]]! $b: X) { f }");
    QVERIFY(result.document);
    const auto &variables = result.document->operations.front().variables;
    QCOMPARE(print(variables[0].type), std::string("[[Int!]]!"));
    QCOMPARE(print(variables[1].type), std::string("X"));
}

void TestLanguage::blockStrings_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("one line keeps its indentation") << QByteArray("  a ") << QByteArray("  a ");
    QTest::newRow("common indentation goes")
        << QByteArray("\n    a\n      b\n    c\n") << QByteArray("a\n  b\nc");
    QTest::newRow("the first line does not count") << QByteArray("a\n   b") << QByteArray("a\nb");
    QTest::newRow("blank lines around go") << QByteArray("\n \n\t\n  a\n\n  b\n \n") << QByteArray("a\n\nb");
    QTest::newRow("line ends are unified") << QByteArray("a\r\nb\rc") << QByteArray("a\nb\nc");
    QTest::newRow("nothing") << QByteArray("\n  \n") << QByteArray("");
}

void TestLanguage::blockStrings()
{
    QFETCH(QByteArray, raw);
    QFETCH(QByteArray, expected);
    QCOMPARE(QByteArray::fromStdString(blockStringValue(raw.toStdString())), expected);
}

void TestLanguage::locations()
{
    // Columns count UTF-16 units: two letters of one unit each, one of two.
    const std::string source = "a\r\n\xC3\xA9\xE6\x97\xA5\xF0\x9F\x98\x80z\ry";
    QCOMPARE(locationOf(source, 0), (Location{1, 1}));
    QCOMPARE(locationOf(source, source.find('z')), (Location{2, 5}));
    QCOMPARE(locationOf(source, source.find('y')), (Location{3, 1}));
    QCOMPARE(locationOf("{ f", 99), (Location{1, 4}));
}

void TestLanguage::locationsOfManyPlaces()
{
    std::string source;
    for (int i = 0; i < 700; ++i)
        source += i % 7 == 0 ? "\r\n" : i % 5 == 0 ? "\xF0\x9F\x98\x80" : "abc\xC3\xA9";
    LocationIndex index(source);
    for (std::size_t offset = source.size() + 3; offset > 0; --offset)
        QCOMPARE(index.of(offset), locationOf(source, offset));
}

void TestLanguage::errors_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("place");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *source, const char *place, const char *message) {
        QTest::newRow(source) << QByteArray(source) << QByteArray(place) << QByteArray(message);
    };
    row("", "1:1", "Syntax Error: Unexpected <EOF>.");
    row("{ f(x: 1", "1:9", "Syntax Error: Expected Name, found <EOF>.");
    row("{ f ]", "1:5", "Syntax Error: Expected Name, found \"]\".");
    row("{ f(x: \"a\\q\") }", "1:10", "Syntax Error: Invalid character escape sequence: \"\\q\".");
    row("{ f(x: \"\\u12\xC3\xA9z\") }", "1:9",
        "Syntax Error: Invalid Unicode escape sequence: \"\\u12\xC3\xA9\".");
    row("{\n  f(x: \"a\n\") }", "2:10", "Syntax Error: Unterminated string.");
    row("{ f(x: 'a') }", "1:8",
        "Syntax Error: Unexpected single quote character ('), did you mean to use a double quote (\")?");
    row("{ f(x: 1.) }", "1:10", "Syntax Error: Invalid number, expected digit but got: \")\".");
    row("query ($v: Int = $w) { f }", "1:18", "Syntax Error: Unexpected variable \"$w\" in constant value.");
    row("{ f \x01 }", "1:5", "Syntax Error: Unexpected character: U+0001.");
}

void TestLanguage::errors()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, place);
    QFETCH(QByteArray, message);
    const ParseResult result = parse(source.toStdString());
    QVERIFY(!result.document);
    QCOMPARE(QByteArray::fromStdString(result.error.message), message);
    QCOMPARE(QByteArray::fromStdString(placeOf(result.error)), place);
}

void TestLanguage::tokensAreLimited()
{
    ParseLimits limits;
    limits.maxTokens = 5;
    QVERIFY(parse("{ a b c }", limits).document);
    const ParseResult refused = parse("{ a b c d }", limits);
    QVERIFY(!refused.document);
    QCOMPARE(refused.error.message,
             std::string("Syntax Error: Document contains more than 5 tokens. Parsing aborted."));
    QCOMPARE(placeOf(refused.error), std::string("1:11"));
}

void TestLanguage::depthIsLimited()
{
    const auto nested = [](int depth) {
        std::string text;
        for (int i = 0; i < depth; ++i)
            text += "{a";
        return text + std::string(static_cast<std::size_t>(depth), '}');
    };
    QVERIFY(parse(nested(200)).document);
    QVERIFY(!parse(nested(201)).document);
    ParseLimits limits;
    limits.maxDepth = 3;
    QVERIFY(parse(nested(3), limits).document);
    QCOMPARE(parse(nested(4), limits).error.message,
             std::string("Syntax Error: Nested deeper than 3 levels."));
}

void TestLanguage::errorsAsJson()
{
    GraphQlError error{"a \"b\" \xFF", {{1, 2}}, nlohmann::ordered_json::array({"x", 0}), {{"code", "C"}}};
    QCOMPARE(
        QByteArray::fromStdString(errorsReply({error, {"bare", {}, {}, {}}})),
        QByteArray(
            "{\"errors\":[{\"message\":\"a \\\"b\\\" \xEF\xBF\xBD\",\"locations\":[{\"line\":1,"
            "\"column\":2}],\"path\":[\"x\",0],\"extensions\":{\"code\":\"C\"}},{\"message\":\"bare\"}]}"));
}

QTEST_GUILESS_MAIN(TestLanguage)
#include "tst_language.moc"
