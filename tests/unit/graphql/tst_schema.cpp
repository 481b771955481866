// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/schema/coercion.h"
#include "server/graphql/schema/schema.h"

#include <QTest>

#include <ctime>
#include <limits>

using namespace mockforge::graphql;

namespace {

std::shared_ptr<const Schema> build(const std::string &sdl)
{
    std::vector<SchemaError> errors;
    return Schema::build({{"a.graphql", sdl}}, errors);
}

std::string errorsOf(std::vector<SourceFile> files)
{
    std::vector<SchemaError> errors;
    const auto schema = Schema::build(std::move(files), errors);
    std::string text = schema ? "built" : "";
    for (const SchemaError &error : errors)
        text += std::to_string(error.file) + ":" + std::to_string(error.line) + ":" +
                std::to_string(error.column) + " " + error.message + "\n";
    return text;
}

} // namespace

class TestSchema : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filesMakeOneSchema();
    void errorsOfAllFiles();
    void syntaxErrorsOfAllFiles();
    void errorsComeByTheirPlaces();
    void noQuery();
    void defaults();
    void defaultsLeanOnOthers();
    void defaultsInACircle();
    void printedInputs();
    void numbers_data();
    void numbers();
    void inputs();
    void problemsOfInputs();
    void subtypes();
    void hugeDefaults();
    void twoThousandTypes();
    void longChains();
};

void TestSchema::filesMakeOneSchema()
{
    std::vector<SchemaError> errors;
    const auto schema = Schema::build(
        {{"a", "extend type Query { b: B }"}, {"b", "type Query { a: Int }"}, {"c", "type B { c: Int }"}},
        errors);
    QVERIFY(schema);
    const NamedType *query = schema->root(OperationType::Query);
    QVERIFY(query && query->field("a") && query->field("b"));
    QCOMPARE(query->field("b")->type->named, schema->type("B"));
    QVERIFY(!schema->type("__Root") && schema->type("__Schema"));
    QVERIFY(schema->field(*query, "__schema") && !schema->field(*schema->type("B"), "__schema"));
}

void TestSchema::errorsOfAllFiles()
{
    QCOMPARE(errorsOf({{"a", "type Query { a: Nothing }"}, {"b", "\ntype Query { b: Int }\n  scalar S @x"}}),
             std::string("0:1:17 Unknown type \"Nothing\".\n"
                         "1:2:6 There can be only one type named \"Query\".\n"
                         "1:3:12 Unknown directive \"@x\".\n"));
}

void TestSchema::syntaxErrorsOfAllFiles()
{
    QCOMPARE(errorsOf({{"a", "type {"}, {"b", "type Query { a: Int }"}, {"c", "\n}"}}),
             std::string("0:1:6 Syntax Error: Expected Name, found \"{\".\n"
                         "2:2:1 Syntax Error: Unexpected \"}\".\n"));
}

void TestSchema::errorsComeByTheirPlaces()
{
    const std::string text = errorsOf({{"a", "enum E { A A }\ninput I { i: I! }\ntype Query { a: X @y }\n"}});
    QCOMPARE(text, std::string("0:1:12 Enum value \"E.A\" can only be defined once.\n"
                               "0:2:11 Cannot reference Input Object \"I\" within itself through a series of "
                               "non-null fields: \"i\".\n"
                               "0:3:17 Unknown type \"X\".\n"
                               "0:3:19 Unknown directive \"@y\".\n"));
}

void TestSchema::noQuery()
{
    QVERIFY(errorsOf({{"a", "type A { a: Int }"}}).starts_with("0:1:1 The schema has no query root"));
}

void TestSchema::defaults()
{
    const auto schema =
        build("type Query { f(a: Int = 3, b: [Int!] = 4, c: In = {x: 1}, d: E = A, e: ID = 7): Int } "
              "input In { x: Int y: Int = 2 } enum E { A }");
    QVERIFY(schema);
    const FieldDefinition &field = *schema->root(OperationType::Query)->field("f");
    QCOMPARE(field.argument("a")->defaultValue->dump(), std::string("3"));
    QCOMPARE(field.argument("b")->defaultValue->dump(), std::string("[4]"));
    QCOMPARE(field.argument("c")->defaultValue->dump(), std::string("{\"x\":1,\"y\":2}"));
    QCOMPARE(field.argument("d")->defaultValue->dump(), std::string("\"A\""));
    QCOMPARE(field.argument("e")->defaultValue->dump(), std::string("\"7\""));
}

void TestSchema::defaultsLeanOnOthers()
{
    const auto schema = build("type Query { f(a: A = {}): Int } input A { b: B = {} } input B { c: C = {} } "
                              "input C { d: D = {} } input D { e: E = {} } input E { x: Int = 1 }");
    QVERIFY(schema);
    QCOMPARE(schema->root(OperationType::Query)->field("f")->argument("a")->defaultValue->dump(),
             std::string("{\"b\":{\"c\":{\"d\":{\"e\":{\"x\":1}}}}}"));
}

void TestSchema::defaultsInACircle()
{
    QVERIFY(build("type Query { f(a: A = {}): Int } input A { b: B = {} } input B { a: A = {} }"));
}

void TestSchema::printedInputs()
{
    const auto schema = build(
        "scalar Any enum E { A } input In { x: [Int] e: E a: Any } type Query { f(i: In, d: ID): Int }");
    QVERIFY(schema);
    const FieldDefinition &field = *schema->root(OperationType::Query)->field("f");
    const Json value = Json::parse(R"({"a":{"k":[1,"b",null,1.5]},"x":[1,null],"e":"A"})");
    QCOMPARE(printInput(value, *field.argument("i")->type),
             std::string("{x: [1, null], e: A, a: {k: [1, \"b\", null, 1.5]}}"));
    QCOMPARE(printInput("123456789012345678901234567890", *field.argument("d")->type),
             std::string("123456789012345678901234567890"));
    QCOMPARE(printInput("007", *field.argument("d")->type), std::string("\"007\""));
    QCOMPARE(printInput(nullptr, *field.argument("d")->type), std::string("null"));
}

void TestSchema::numbers_data()
{
    QTest::addColumn<double>("number");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](double number, const char *expected) {
        QTest::newRow(expected) << number << QByteArray(expected);
    };
    row(0.0, "0");
    row(-0.0, "0");
    row(5e-324, "5e-324");
    row(1e21, "1e+21");
    row(1e20, "100000000000000000000");
    row(123456789012345678.0, "123456789012345680");
    row(1e-7, "1e-7");
    row(1.5e-7, "1.5e-7");
    row(1e-6, "0.000001");
    row(-0.25, "-0.25");
    row(12.5, "12.5");
    row(1.7976931348623157e308, "1.7976931348623157e+308");
    row(std::numeric_limits<double>::infinity(), "null");
}

void TestSchema::numbers()
{
    QFETCH(double, number);
    QFETCH(QByteArray, expected);
    QCOMPARE(QByteArray::fromStdString(printNumber(number)), expected);
}

void TestSchema::inputs()
{
    const auto schema =
        build("input In { x: Int! y: [Float] = [1] } type Query { f(i: [In!]!, d: ID): Int }");
    const FieldDefinition &field = *schema->root(OperationType::Query)->field("f");
    int problems = 0;
    const CoercionProblem count = [&](const std::string &, const nlohmann::json &, const std::string &) {
        ++problems;
    };
    const auto coerced = [&](const char *json, const char *argument) {
        return coerceInput(nlohmann::json::parse(json), *field.argument(argument)->type, count).dump();
    };
    QCOMPARE(coerced(R"({"x":1.0})", "i"), std::string(R"([{"x":1,"y":[1]}])"));
    QCOMPARE(coerced("3", "d"), std::string("\"3\""));
    QCOMPARE(coerced("1e30", "d"), std::string("\"1e+30\""));
    QCOMPARE(problems, 0);
}

void TestSchema::problemsOfInputs()
{
    const auto schema =
        build("input In { x: Int! y: [Float!] e: E } enum E { A } type Query { f(i: In): Int }");
    std::string text;
    const CoercionProblem tell = [&](const std::string &path, const nlohmann::json &at,
                                     const std::string &why) {
        text += path + " " + inspect(at) + ": " + why + "\n";
    };
    coerceInput(nlohmann::json::parse(R"({"y":[1,"a",null,[]],"e":"B","z":1,"x":4294967296})"),
                *schema->root(OperationType::Query)->field("f")->argument("i")->type, tell);
    QCOMPARE(QByteArray::fromStdString(text),
             QByteArray(
                 ".x 4294967296: Int cannot represent non 32-bit signed integer value: 4294967296\n"
                 ".y[1] \"a\": Float cannot represent non numeric value: \"a\"\n"
                 ".y[2] null: Expected non-nullable type \"Float!\" not to be null.\n"
                 ".y[3] []: Float cannot represent non numeric value: []\n"
                 ".e \"B\": Value \"B\" does not exist in \"E\" enum.\n"
                 " { e: \"B\", x: 4294967296, y: [1, \"a\", null, []], z: 1 }: Field \"z\" is not defined by "
                 "type \"In\".\n"));
}

void TestSchema::subtypes()
{
    const auto schema = build("interface I { a: Int } type T implements I { a: Int } union U = T "
                              "type Query { i: I t: T tn: T! u: U l: [I] lt: [T!]! }");
    const auto type = [&](const char *field) -> const TypeRef & {
        return *schema->root(OperationType::Query)->field(field)->type;
    };
    QVERIFY(isSubtype(type("t"), type("i")) && isSubtype(type("tn"), type("i")) &&
            isSubtype(type("t"), type("u")));
    QVERIFY(isSubtype(type("lt"), type("l")) && !isSubtype(type("l"), type("lt")));
    QVERIFY(!isSubtype(type("i"), type("t")) && !isSubtype(type("t"), type("l")));
}

/// What no double holds.
void TestSchema::hugeDefaults()
{
    const auto schema =
        build("type Query { f(a: Float = 1e400, b: Float = -1e400, c: Float = 1e-400): Int }");
    const FieldDefinition &field = *schema->root(OperationType::Query)->field("f");
    QCOMPARE(field.argument("a")->defaultValue->get<double>(), std::numeric_limits<double>::infinity());
    QCOMPARE(field.argument("b")->defaultValue->get<double>(), -std::numeric_limits<double>::infinity());
    QCOMPARE(field.argument("c")->defaultValue->get<double>(), 0.0);
}

/// The bar is a second; so much more of the processor's time a build under a sanitizer may take.
void TestSchema::twoThousandTypes()
{
    std::string sdl = "type Query { first: T0 node(id: ID!): Node }\ninterface Node { id: ID! }\n";
    for (int i = 0; i < 2000; ++i) {
        const std::string next = std::to_string((i * 7 + 1) % 2000);
        sdl += "\"Type number " + std::to_string(i) + "\"\ntype T" + std::to_string(i) +
               " implements Node {\n  id: ID!\n";
        for (int f = 0; f < 10; ++f)
            sdl += "  field" + std::to_string(f) + "(first: Int = 10, after: String): [T" + next + "!]\n";
        sdl += "}\n";
    }
    const std::clock_t begun = std::clock();
    const auto schema = build(sdl);
    QVERIFY(schema);
    const double seconds = static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
    QVERIFY2(seconds < 3, qPrintable(QString::number(seconds)));
    QCOMPARE(schema->type("Node")->possible.size(), std::size_t{2000});
}

/// Chains of types do not use up the stack.
void TestSchema::longChains()
{
    std::string sdl = "type Query { f(i: I0): Int }\n";
    constexpr int kTypes = 50'000;
    for (int i = 0; i < kTypes; ++i)
        sdl += "input I" + std::to_string(i) + " { n: I" + std::to_string((i + 1) % kTypes) + "! d: I" +
               std::to_string((i + 1) % kTypes) + " = null }\n";
    std::vector<SchemaError> errors;
    QVERIFY(!Schema::build({{"a", sdl}}, errors));
    QCOMPARE(errors.size(), std::size_t{1});
    QVERIFY(errors.front().message.starts_with("Cannot reference Input Object \"I0\" within itself"));
}

QTEST_GUILESS_MAIN(TestSchema)
#include "tst_schema.moc"
